namespace Edge.Flash.EspRom;

/// <summary>SLIP framing: 0xC0 around a packet; inside it 0xC0 becomes DB DC and 0xDB becomes DB DD.</summary>
internal static class Slip
{
    internal const byte End = 0xC0;
    internal const byte Escape = 0xDB;
    internal const byte EscapedEnd = 0xDC;
    internal const byte EscapedEscape = 0xDD;

    internal static byte[] Encode(ReadOnlySpan<byte> packet)
    {
        List<byte> bytes = new(packet.Length + 8) { End };
        foreach (byte value in packet)
        {
            switch (value)
            {
                case End:
                    bytes.Add(Escape);
                    bytes.Add(EscapedEnd);
                    break;
                case Escape:
                    bytes.Add(Escape);
                    bytes.Add(EscapedEscape);
                    break;
                default:
                    bytes.Add(value);
                    break;
            }
        }

        bytes.Add(End);
        return [.. bytes];
    }
}

/// <summary>Takes SLIP packets out of a stream. Bytes outside packets are noise; a wrong escape spoils its packet.</summary>
internal sealed class SlipReceiver(int largest)
{
    private readonly List<byte> packet = [];
    private bool inside;
    private bool escaped;

    /// <summary>Takes one byte; returns a packet when it is complete, else null.</summary>
    internal byte[]? Push(byte value)
    {
        if (value == Slip.End)
        {
            byte[]? done = inside && !escaped && packet.Count > 0 ? [.. packet] : null;
            packet.Clear();

            // The end of one packet may be the start of the next where a sender saves a byte or one got lost.
            inside = true;
            escaped = false;
            return done;
        }

        if (!inside || packet.Count >= largest)
        {
            inside = false;
            return null;
        }

        if (escaped)
        {
            escaped = false;
            inside = value is Slip.EscapedEnd or Slip.EscapedEscape;
            packet.Add(value == Slip.EscapedEnd ? Slip.End : Slip.Escape);
        }
        else if (value == Slip.Escape)
        {
            escaped = true;
        }
        else
        {
            packet.Add(value);
        }

        return null;
    }

    internal void Reset()
    {
        packet.Clear();
        inside = false;
        escaped = false;
    }
}
