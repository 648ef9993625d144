using System.Buffers.Binary;

namespace Edge.Flash.Wire;

/// <summary>One message: a 32-byte header, little-endian, and a payload.</summary>
/// <param name="Command">What it asks for or answers.</param>
/// <param name="Sequence">Its own number.</param>
/// <param name="ReplyTo">The number of the request it answers.</param>
/// <param name="Flags">Flags.</param>
/// <param name="Payload">The payload.</param>
internal sealed record WireMessage(WireCommand Command, ushort Sequence, ushort ReplyTo, WireFlags Flags, byte[] Payload)
{
    internal bool IsReply => Flags.HasFlag(WireFlags.Reply);

    internal bool IsNack => Flags.HasFlag(WireFlags.Nack);

    /// <summary>The bytes on the line. Without CRC both CRC fields are zero, as devices built without it send them.</summary>
    internal byte[] Encode(bool crc)
    {
        byte[] bytes = new byte[WireFormat.HeaderBytes + Payload.Length];
        WireFormat.PacketSignature.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), crc ? Checksums.WireCrc(Payload) : 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), (uint)Command);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(20), Sequence);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(22), ReplyTo);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(24), (uint)Flags);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(28), (uint)Payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), crc ? Checksums.WireCrc(bytes.AsSpan(0, WireFormat.HeaderBytes)) : 0);
        Payload.CopyTo(bytes, WireFormat.HeaderBytes);
        return bytes;
    }

    /// <summary>The payload's n-th 32-bit word.</summary>
    internal uint Word(int index) => BinaryPrimitives.ReadUInt32LittleEndian(Payload.AsSpan(4 * index));
}
