using System.Text;
using Edge.Flash.Links;

namespace Edge.Flash.Wire;

/// <summary>Sends requests and waits for their replies; collects the text the program on the device prints meanwhile.</summary>
internal sealed class WireClient(IByteLink link)
{
    private readonly WireReceiver receiver = new(2 * WireFormat.LargestPayload);
    private readonly StringBuilder text = new();
    private readonly Queue<string> lines = new();
    private readonly byte[] buffer = new byte[2048];
    private int bufferAt;
    private int bufferCount;
    private ushort sequence;
    private TimeSpan lastWrite;

    /// <summary>What is accepted without CRC.</summary>
    internal CrcPolicy Policy
    {
        get => receiver.Policy;
        set => receiver.Policy = value;
    }

    /// <summary>Sends a request and waits for the reply with its number. Other messages that arrive meanwhile are not lost.</summary>
    /// <exception cref="LinkFaultException">No reply in time, or the device reports that the packet arrived damaged.</exception>
    internal WireMessage Request(WireCommand command, ReadOnlySpan<byte> payload, TimeSpan timeout)
    {
        ushort number = sequence++;
        WireFlags flags = command is WireCommand.Ping or WireCommand.Reboot ? WireFlags.NoCaching : WireFlags.None;
        link.Write(new WireMessage(command, number, 0, flags, payload.ToArray()).Encode(crc: true));
        lastWrite = link.Clock.Now;
        TimeSpan until = link.Clock.Now + timeout;
        while (Receive(until) is { } message)
        {
            if (message.IsReply && message.Command == command && message.ReplyTo == number)
            {
                return message;
            }

            if (!message.IsReply && message.IsNack && (message.Flags & (WireFlags.BadHeader | WireFlags.BadPayload)) != 0)
            {
                throw new LinkFaultException(Name(command), "a reply", "the device reports a damaged packet");
            }
        }

        throw new LinkFaultException(Name(command), "a reply", $"none within {timeout.TotalMilliseconds:F0} ms");
    }

    /// <summary>The next line the program on the device printed, or null when none comes before a time.</summary>
    internal string? NextLine(TimeSpan until)
    {
        while (lines.Count == 0)
        {
            if (Receive(until) is null)
            {
                return null;
            }
        }

        return lines.Dequeue();
    }

    /// <summary>Waits until the device has given up on whatever it may still be waiting for, and forgets what it sent.</summary>
    internal void Settle()
    {
        TimeSpan quiet = lastWrite + WireFormat.DevicePayloadTimeout + TimeSpan.FromMilliseconds(200) - link.Clock.Now;
        if (quiet > TimeSpan.Zero)
        {
            link.Clock.Sleep(quiet);
        }

        link.DiscardInput();
        bufferCount = bufferAt = 0;
        receiver.Reset();
    }

    private static string Name(WireCommand command) => $"the Wire Protocol request {command}";

    private WireMessage? Receive(TimeSpan until)
    {
        while (true)
        {
            while (bufferAt < bufferCount)
            {
                if (receiver.Push(buffer[bufferAt++], link.Clock.Now) == WireOutcome.Message)
                {
                    WireMessage message = receiver.Message!;
                    Collect(message);
                    return message;
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

    private void Collect(WireMessage message)
    {
        if (message.Command != WireCommand.Message || message.IsReply)
        {
            return;
        }

        foreach (char character in Encoding.UTF8.GetString(message.Payload))
        {
            if (character == '\n')
            {
                lines.Enqueue(text.ToString());
                text.Clear();
            }
            else if (character is not ('\r' or '\0') && text.Length < 1024)
            {
                text.Append(character);
            }
        }
    }
}
