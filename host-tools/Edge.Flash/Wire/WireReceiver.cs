using System.Buffers.Binary;

namespace Edge.Flash.Wire;

/// <summary>What came of a received byte.</summary>
internal enum WireOutcome
{
    /// <summary>More bytes are needed.</summary>
    Pending,

    /// <summary>A message is complete.</summary>
    Message,

    /// <summary>The header is wrong: its CRC, or a payload larger than a packet.</summary>
    BadHeader,

    /// <summary>The payload's CRC is wrong.</summary>
    BadPayload,
}

/// <summary>When a receiver checks CRCs.</summary>
internal enum CrcPolicy
{
    /// <summary>Never: a device built without CRC ignores the fields.</summary>
    Never,

    /// <summary>Where the field is not zero: a host that does not know its device yet.</summary>
    WherePresent,

    /// <summary>Always.</summary>
    Always,
}

/// <summary>
/// Finds messages in a stream of bytes. It slides over noise one byte at a time until a signature fits, and gives up on a header
/// or payload whose rest does not come in time, as the firmware does.
/// </summary>
internal sealed class WireReceiver(int largestPayload)
{
    private readonly byte[] header = new byte[WireFormat.HeaderBytes];
    private byte[] payload = [];
    private int headerCount;
    private int payloadCount;
    private TimeSpan since;

    /// <summary>Whether CRCs are checked.</summary>
    internal CrcPolicy Policy { get; set; } = CrcPolicy.WherePresent;

    /// <summary>The complete message after <see cref="WireOutcome.Message"/>.</summary>
    internal WireMessage? Message { get; private set; }

    internal void Reset()
    {
        headerCount = 0;
        payloadCount = 0;
    }

    internal WireOutcome Push(byte value, TimeSpan now)
    {
        if (headerCount > 0 && now - since > (headerCount < header.Length ? WireFormat.DeviceHeaderTimeout : WireFormat.DevicePayloadTimeout))
        {
            Reset();
        }

        if (headerCount < header.Length)
        {
            return PushHeader(value, now);
        }

        payload[payloadCount++] = value;
        return payloadCount < payload.Length ? WireOutcome.Pending : Complete();
    }

    private WireOutcome PushHeader(byte value, TimeSpan now)
    {
        header[headerCount++] = value;
        while (headerCount > 0 && !StartsLikeASignature())
        {
            header.AsSpan(1, --headerCount).CopyTo(header);
        }

        if (headerCount <= WireFormat.SignatureBytes)
        {
            since = now;
        }

        if (headerCount < header.Length)
        {
            return WireOutcome.Pending;
        }

        uint size = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(28));
        if (!HeaderCrcHolds() || size > largestPayload)
        {
            Reset();
            return WireOutcome.BadHeader;
        }

        payload = new byte[size];
        payloadCount = 0;
        since = now;
        return size == 0 ? Complete() : WireOutcome.Pending;
    }

    private WireOutcome Complete()
    {
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(12));
        bool holds = Excused(crc) || crc == Checksums.WireCrc(payload);
        Message = new WireMessage(
            (WireCommand)BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(16)),
            BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(20)),
            BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(22)),
            (WireFlags)BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(24)),
            payload);
        Reset();
        return holds ? WireOutcome.Message : WireOutcome.BadPayload;
    }

    private bool HeaderCrcHolds()
    {
        uint crc = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8));
        if (Excused(crc))
        {
            return true;
        }

        byte[] copy = [.. header];
        copy.AsSpan(8, 4).Clear();
        return Checksums.WireCrc(copy) == crc;
    }

    private bool Excused(uint crc) => Policy == CrcPolicy.Never || (Policy == CrcPolicy.WherePresent && crc == 0);

    private bool StartsLikeASignature()
    {
        int count = Math.Min(headerCount, WireFormat.SignatureBytes);
        ReadOnlySpan<byte> start = header.AsSpan(0, count);
        return start.SequenceEqual(WireFormat.PacketSignature[..count]) || start.SequenceEqual(WireFormat.DebuggerSignature[..count]);
    }
}
