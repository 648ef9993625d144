namespace Edge.Flash.Links;

/// <summary>Reads whole pieces from a link within one timeout for the whole piece, so that a babbling device cannot hold it open.</summary>
internal static class LinkReader
{
    /// <summary>Reads one byte.</summary>
    /// <exception cref="LinkFaultException">Nothing came in time.</exception>
    internal static byte Byte(IByteLink link, TimeSpan timeout, string what)
    {
        Span<byte> one = stackalloc byte[1];
        return link.Read(one, timeout) == 1 ? one[0] : throw new LinkFaultException(what, "an answer", $"silence for {timeout.TotalMilliseconds:F0} ms");
    }

    /// <summary>Fills a buffer.</summary>
    /// <exception cref="LinkFaultException">Not enough came in time.</exception>
    internal static void Exactly(IByteLink link, Span<byte> buffer, TimeSpan timeout, string what)
    {
        TimeSpan until = link.Clock.Now + timeout;
        int at = 0;
        while (at < buffer.Length)
        {
            TimeSpan left = until - link.Clock.Now;
            int count = left > TimeSpan.Zero ? link.Read(buffer[at..], left) : 0;
            if (count == 0)
            {
                throw new LinkFaultException(what, $"{buffer.Length} bytes", $"{at} bytes in {timeout.TotalMilliseconds:F0} ms");
            }

            at += count;
        }
    }

    /// <summary>Throws away what arrives until the line has been quiet for a time, or for at most ten times as long.</summary>
    internal static void Drain(IByteLink link, TimeSpan quiet)
    {
        Span<byte> rest = stackalloc byte[256];
        TimeSpan until = link.Clock.Now + 10 * quiet;
        while (link.Clock.Now < until && link.Read(rest, quiet) > 0)
        {
        }

        link.DiscardInput();
    }
}
