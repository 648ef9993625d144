using System.Buffers.Binary;
using Edge.Flash.Links;

namespace Edge.Flash.EspRom;

/// <summary>The answer to a command.</summary>
/// <param name="Value">The word in its header.</param>
/// <param name="Data">The data before the status.</param>
internal readonly record struct EspAnswer(uint Value, byte[] Data);

/// <summary>Sends commands to the ROM loader and reads its answers.</summary>
internal sealed class EspClient(IByteLink link)
{
    /// <summary>An answer whose length depends on the chip: all but the four bytes of the ROM's status is data.</summary>
    internal const int AnyLength = -1;

    internal static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(3);
    private const int LargestAnswer = 1024;
    private const int SyncTries = 5;
    private static readonly TimeSpan SyncTimeout = TimeSpan.FromMilliseconds(100);
    private readonly SlipReceiver receiver = new(LargestAnswer);
    private readonly byte[] buffer = new byte[512];
    private int bufferAt;
    private int bufferCount;

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <param name="command">The command.</param>
    /// <param name="data">Its data.</param>
    /// <param name="answerBytes">How much data the answer has before its status, or <see cref="AnyLength"/>.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="checksum">The checksum of the data commands.</param>
    /// <exception cref="LinkFaultException">No answer, or one that reports an error.</exception>
    internal EspAnswer Send(EspCommand command, ReadOnlySpan<byte> data, int answerBytes, TimeSpan timeout, uint checksum = 0)
    {
        byte[] packet = new byte[EspFormat.HeaderBytes + data.Length];
        packet[1] = (byte)command;
        BinaryPrimitives.WriteUInt16LittleEndian(packet.AsSpan(2), (ushort)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(4), checksum);
        data.CopyTo(packet.AsSpan(EspFormat.HeaderBytes));
        link.Write(Slip.Encode(packet));
        TimeSpan until = link.Clock.Now + timeout;
        while (Receive(until) is { } answer)
        {
            int size = answer.Length >= EspFormat.HeaderBytes ? BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(2)) : -1;
            if (size == answer.Length - EspFormat.HeaderBytes && answer[0] == 1 && answer[1] == (byte)command)
            {
                return Checked(command, answer, answerBytes);
            }
        }

        throw new LinkFaultException($"the loader command {command}", "an answer", $"none within {timeout.TotalMilliseconds:F0} ms");
    }

    internal EspAnswer Send(EspCommand command, ReadOnlySpan<uint> words, int answerBytes = 0, TimeSpan? timeout = null)
    {
        byte[] data = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(4 * i), words[i]);
        }

        return Send(command, data, answerBytes, timeout ?? UsualTimeout);
    }

    /// <summary>Catches the attention of a loader that waits for it; false where none answers.</summary>
    internal bool TrySync()
    {
        for (int attempt = 0; attempt < SyncTries; attempt++)
        {
            Forget();
            try
            {
                Send(EspCommand.Sync, EspFormat.SyncData, 0, SyncTimeout);

                // It answers eight times; the other seven must not pass for answers to what comes next.
                LinkReader.Drain(link, SyncTimeout / 2);
                Forget();
                return true;
            }
            catch (LinkFaultException)
            {
                // Next try.
            }
        }

        return false;
    }

    /// <summary>Drops what was received and not looked at.</summary>
    internal void Forget()
    {
        link.DiscardInput();
        bufferAt = bufferCount = 0;
        receiver.Reset();
    }

    // A refusal carries the status alone; otherwise the status follows the data the command promises.
    private static EspAnswer Checked(EspCommand command, byte[] answer, int answerBytes)
    {
        ReadOnlySpan<byte> data = answer.AsSpan(EspFormat.HeaderBytes);
        answerBytes = answerBytes == AnyLength ? Math.Max(0, data.Length - EspFormat.StatusBytes) : answerBytes;
        int at = data.Length >= answerBytes + 2 ? answerBytes : 0;
        if (data.Length < at + 2)
        {
            throw new LinkFaultException($"the loader command {command}", $"{answerBytes} bytes and a status", $"{data.Length} bytes");
        }

        if (data[at] != 0 || at != answerBytes)
        {
            throw new LinkFaultException($"the loader command {command}", "success", ErrorName(data[at + 1])) { DeviceCode = data[at + 1] };
        }

        return new EspAnswer(BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(4)), data[..answerBytes].ToArray());
    }

    private static string ErrorName(byte code) => code switch
    {
        EspFormat.ErrorUnsupported => "error 05: bad or unknown command",
        EspFormat.ErrorFailed => "error 06: the command failed",
        EspFormat.ErrorChecksum => "error 07: wrong checksum",
        0x08 => "error 08: writing the flash failed",
        0x09 => "error 09: reading the flash failed",
        0x0A => "error 0A: wrong length",
        _ => $"error {code:X2}",
    };

    private byte[]? Receive(TimeSpan until)
    {
        while (true)
        {
            while (bufferAt < bufferCount)
            {
                if (receiver.Push(buffer[bufferAt++]) is { } packet)
                {
                    return packet;
                }
            }

            TimeSpan left = until - link.Clock.Now;
            bufferAt = 0;
            bufferCount = left > TimeSpan.Zero ? link.Read(buffer, left) : 0;
            if (bufferCount == 0)
            {
                return null;
            }
        }
    }
}
