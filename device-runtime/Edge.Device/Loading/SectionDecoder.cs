using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>
/// Decodes a coded section (FORMAT.md section 5) from its beginning to its end, some bytes at a time: a canonical prefix code, read by comparing the next 15 bits with
/// the end of each length's words.
/// </summary>
internal sealed class SectionDecoder
{
    private const int InputBytes = 96;

    // In the table of symbols a byte stands below how often it comes again; in what is pending, above that.
    private const int MoreShift = 8;

    private readonly ModelSource source;
    private readonly byte[] input = new byte[InputBytes];

    /// <summary>By length: the first 15 bits behind its words; what is added to a word of this length to give its symbol.</summary>
    private readonly int[] ends = new int[Format.MaxWordBits + 1];
    private readonly int[] firsts = new int[Format.MaxWordBits + 1];
    private ushort[] symbols;
    private int shortest;

    private int next;
    private int end;
    private int from;
    private int left;
    private int window;
    private int have;
    private int pending;
    private Status failure;

    public SectionDecoder(ModelSource source)
    {
        this.source = source;
    }

    /// <summary>Bytes to decode still; 0 at the end and before the first section.</summary>
    public int Left
    {
        get { return left; }
    }

    /// <summary>
    /// Whether a coded section at <paramref name="at"/> of the file, of which <paramref name="room"/> bytes can belong to it, has a header that says it decodes to
    /// <paramref name="length"/> bytes.
    /// </summary>
    public Status Check(int at, int room, long length)
    {
        if (room < Format.CodedHeaderBytes)
        {
            return Status.OutOfBounds;
        }

        if (source.Read(at, input, 0, Format.CodedHeaderBytes) != Format.CodedHeaderBytes)
        {
            return Status.SourceFailed;
        }

        uint stored = (uint)Int(0);
        return stored < Format.CodedHeaderBytes ? Status.OutOfRange
            : stored > (uint)room ? Status.OutOfBounds
            : (uint)Int(4) == length ? Status.Ok : Status.ShapeMismatch;
    }

    /// <summary>Begins with a checked section.</summary>
    public Status Start(int at)
    {
        left = 0;
        if (source.Read(at, input, 0, Format.CodedHeaderBytes) != Format.CodedHeaderBytes)
        {
            return Status.SourceFailed;
        }

        end = at + Int(0);
        int decoded = Int(4);
        int repeating = input[Format.CodedRepeatsAt];
        Status status = ReadWords(out int count);
        if (status != Status.Ok)
        {
            return status;
        }

        next = at + Format.CodedHeaderBytes + count + (2 * repeating);
        if (next > end)
        {
            return Status.Truncated;
        }

        symbols = new ushort[count];
        status = ReadSymbols(at + Format.CodedHeaderBytes, repeating);
        window = 0;
        have = 0;
        pending = 0;
        from = InputBytes;
        left = status == Status.Ok ? decoded : 0;
        return status;
    }

    // The number of words of each length; a code that is not complete would have bits that mean nothing.
    private Status ReadWords(out int count)
    {
        count = 0;
        shortest = 0;
        int used = 0;
        for (int length = 1; length <= Format.MaxWordBits; length++)
        {
            int words = input[Format.CodedWordsAt + length - 1];
            int shift = Format.MaxWordBits - length;
            shortest = shortest == 0 && words > 0 ? length : shortest;
            firsts[length] = count - (used >> shift);
            used += words << shift;
            ends[length] = used;
            count += words;
        }

        return used == 1 << Format.MaxWordBits && count <= Format.MaxSymbols ? Status.Ok : Status.OutOfRange;
    }

    private Status ReadSymbols(int at, int repeating)
    {
        for (int i = 0; i < symbols.Length; i += InputBytes)
        {
            int count = symbols.Length - i < InputBytes ? symbols.Length - i : InputBytes;
            if (source.Read(at + i, input, 0, count) != count)
            {
                return Status.SourceFailed;
            }

            for (int j = 0; j < count; j++)
            {
                symbols[i + j] = input[j];
            }
        }

        at += symbols.Length;
        int last = -1;
        for (int i = 0; i < repeating; i++)
        {
            if (source.Read(at + (2 * i), input, 0, 2) != 2)
            {
                return Status.SourceFailed;
            }

            int symbol = input[0];
            if (symbol <= last || symbol >= symbols.Length || input[1] == 0)
            {
                return Status.OutOfRange;
            }

            symbols[symbol] |= (ushort)(input[1] << MoreShift);
            last = symbol;
        }

        return Status.Ok;
    }

    /// <summary>The next <paramref name="count"/> bytes, of <see cref="Left"/> at most. The last ones are good only if the section ends with them.</summary>
    public Status Read(byte[] bytes, int count)
    {
        int to = 0;
        left -= count;
        while (to < count)
        {
            if (pending > 0)
            {
                // A repetition that did not fit before.
                bytes[to++] = (byte)(pending >> MoreShift);
                pending = (pending & 0xFF) == 1 ? 0 : pending - 1;
                continue;
            }

            to = Decode(bytes, to, count);
            if (to < 0)
            {
                left = 0;
                return failure;
            }
        }

        return left > 0 ? Status.Ok : Finish();
    }

    // hot: until the bytes are full or a symbol has more of them.
    private int Decode(byte[] bytes, int to, int count)
    {
        byte[] read = input;
        int[] limits = ends;
        int[] first = firsts;
        ushort[] table = symbols;
        int least = shortest;
        int bits = window;
        int bitCount = have;
        int at = from;
        while (to < count)
        {
            if (bitCount < Format.MaxWordBits)
            {
                if (at == InputBytes)
                {
                    if (!Fill())
                    {
                        return -1;
                    }

                    at = 0;
                }

                bits = (bits << 16) | (read[at] << 8) | read[at + 1];
                at += 2;
                bitCount += 16;
            }

            int code = (bits >> (bitCount - Format.MaxWordBits)) & ((1 << Format.MaxWordBits) - 1);
            int length = least;
            while (code >= limits[length])
            {
                length++;
            }

            bitCount -= length;
            int symbol = table[(code >> (Format.MaxWordBits - length)) + first[length]];
            bytes[to++] = (byte)symbol;
            if (symbol > 0xFF)
            {
                int more = symbol >> MoreShift;
                if (more > count - to)
                {
                    pending = ((symbol & 0xFF) << MoreShift) | more;
                    break;
                }

                for (more += to; to < more; to++)
                {
                    bytes[to] = (byte)symbol;
                }
            }
        }

        window = bits;
        have = bitCount;
        from = at;
        return to;
    }

    // The last word needs some bits behind it, which are zeros here; what needs more of them has left the section.
    private bool Fill()
    {
        int count = end - next < 0 ? 0 : end - next < InputBytes ? end - next : InputBytes;
        failure = next - end >= InputBytes ? Status.Truncated
            : source.Read(next, input, 0, count) != count ? Status.SourceFailed : Status.Ok;
        for (int i = count; i < InputBytes; i++)
        {
            input[i] = 0;
        }

        next += InputBytes;
        return failure == Status.Ok;
    }

    // The last word ends in the last byte, whose other bits are 0.
    private Status Finish()
    {
        int unread = (have >> 3) + InputBytes - from;
        int used = next - unread;
        return pending > 0 ? Status.ShapeMismatch
            : used != end ? used > end ? Status.Truncated : Status.ShapeMismatch
            : (window & ((1 << have) - 1)) == 0 ? Status.Ok : Status.OutOfRange;
    }

    private int Int(int at)
    {
        return input[at] | (input[at + 1] << 8) | (input[at + 2] << 16) | (input[at + 3] << 24);
    }
}
