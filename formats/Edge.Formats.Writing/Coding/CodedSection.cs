using System.Buffers.Binary;
using static Edge.Formats.Writing.Checks;

namespace Edge.Formats.Writing.Coding;

/// <summary>
/// A section in a prefix code over its bytes (FORMAT.md section 5): Huffman's code as in Deep Compression (Han, Mao, Dally 2016, section 4), with symbols that repeat a byte
/// in place of that paper's separate run lengths. What is coded are the bytes of the plain layout, so a symbol is four ternary weights, or one of 8 bits.
/// </summary>
internal static class CodedSection
{
    private const int FlatBits = 8;

    private static readonly int[][] Repeats =
    [
        [], [2, 3, 4], [2, 4, 8], [2, 4, 8, 16], [2, 4, 8, 16, 32, 64], [2, 4, 8, 16, 32, 64, 128, 256],
        [.. Enumerable.Range(2, 7)], [.. Enumerable.Range(2, 15)], [.. Enumerable.Range(2, 31)],
    ];

    /// <summary>The shortest of a few codes: without repeats, and with some repeats of the byte that occurs most.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> plain)
    {
        long[] counts = new long[256];
        foreach (byte value in plain)
        {
            counts[value]++;
        }

        byte commonest = (byte)Array.IndexOf(counts, counts.Max());
        byte[]? best = null;
        foreach (int[] repeats in Repeats)
        {
            List<SymbolRun> symbols = SymbolRun.Split(plain, commonest, repeats);
            var table = new SortedDictionary<SymbolRun, long>();
            foreach (SymbolRun symbol in symbols)
            {
                table[symbol] = table.GetValueOrDefault(symbol) + 1;
            }

            if (table.Count <= Format.MaxSymbols && Write(symbols, table, plain.Length) is var section && (best is null || section.Length < best.Length))
            {
                best = section;
            }
        }

        return best!;
    }

    /// <summary>The plain section of a coded one, bit by bit.</summary>
    /// <exception cref="ModelFormatException">The section is not what FORMAT.md demands, or decodes to another length than the layout has.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> section, int plainLength, string field)
    {
        uint decoded = BinaryPrimitives.ReadUInt32LittleEndian(section[4..]);
        Require(decoded == plainLength, Status.ShapeMismatch, $"{field}.decoded", $"{plainLength} bytes, the length of the layout", decoded);
        (Dictionary<(int Length, int Word), SymbolRun> code, int at) = ReadCode(section, field);
        byte[] plain = new byte[plainLength];
        int made = 0;
        long bit = 8L * at;
        while (made < plainLength)
        {
            (int word, int length) = (0, 0);
            SymbolRun symbol;
            do
            {
                Require(bit < 8L * section.Length, Status.Truncated, field, $"words for {plainLength} bytes", $"{made} bytes");
                word = (word << 1) | ((section[(int)(bit / 8)] >> (int)(7 - (bit % 8))) & 1);
                length++;
                bit++;
            }
            while (!code.TryGetValue((length, word), out symbol));
            Require(symbol.Repeat <= plainLength - made, Status.ShapeMismatch, field, $"at most {plainLength - made} more bytes", symbol.Repeat);
            plain.AsSpan(made, symbol.Repeat).Fill(symbol.Value);
            made += symbol.Repeat;
        }

        Require((bit + 7) / 8 == section.Length, Status.ShapeMismatch, $"{field}.stored", $"{(bit + 7) / 8} bytes, the end of the last word", section.Length);
        int rest = bit % 8 == 0 ? 0 : section[^1] & (0xff >> (int)(bit % 8));
        Require(rest == 0, Status.OutOfRange, field, "0 in the bits behind the last word", rest);
        return plain;
    }

    private static byte[] Write(List<SymbolRun> symbols, SortedDictionary<SymbolRun, long> table, int plainLength)
    {
        if (table.Count == 1)
        {
            // A code has two words at least; this one is never used.
            SymbolRun only = table.Keys.First();
            table.Add(only with { Repeat = only.Repeat == 1 ? 2 : 1 }, 1);
        }

        int[] lengths = Unflatten(PrefixCode.Lengths([.. table.Values]));
        (SymbolRun Symbol, int Length)[] code = [.. table.Keys.Zip(lengths).OrderBy(entry => entry.Second)];
        int[] words = PrefixCode.Words([.. code.Select(entry => entry.Length)]);
        Dictionary<SymbolRun, (int Length, int Word)> wordOf = code.Zip(words).ToDictionary(entry => entry.First.Symbol, entry => (entry.First.Length, entry.Second));
        (SymbolRun Symbol, int Number)[] repeating = [.. code.Select((entry, number) => (entry.Symbol, number)).Where(entry => entry.Symbol.Repeat > 1)];
        int tables = Format.CodedHeaderBytes + code.Length + (2 * repeating.Length);
        byte[] section = new byte[tables + ((symbols.Sum(symbol => (long)wordOf[symbol].Length) + 7) / 8)];
        BinaryPrimitives.WriteUInt32LittleEndian(section, (uint)section.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(section.AsSpan(4), (uint)plainLength);
        for (int i = 0; i < code.Length; i++)
        {
            section[Format.CodedWordsAt + code[i].Length - 1]++;
            section[Format.CodedHeaderBytes + i] = code[i].Symbol.Value;
        }

        section[Format.CodedRepeatsAt] = (byte)repeating.Length;
        for (int i = 0; i < repeating.Length; i++)
        {
            int at = Format.CodedHeaderBytes + code.Length + (2 * i);
            (section[at], section[at + 1]) = ((byte)repeating[i].Number, (byte)(repeating[i].Symbol.Repeat - 1));
        }

        WriteWords(symbols, wordOf, section, tables);
        return section;
    }

    // 256 words of 8 bits are a code like any other, but their number does not fit into a byte.
    private static int[] Unflatten(int[] lengths)
    {
        if (lengths.Length == Format.MaxSymbols && lengths.All(length => length == FlatBits))
        {
            (lengths[0], lengths[^2], lengths[^1]) = (FlatBits - 1, FlatBits + 1, FlatBits + 1);
        }

        return lengths;
    }

    private static void WriteWords(List<SymbolRun> symbols, Dictionary<SymbolRun, (int Length, int Word)> wordOf, byte[] section, int at)
    {
        long bit = 8L * at;
        foreach (SymbolRun symbol in symbols)
        {
            (int length, int word) = wordOf[symbol];
            for (int i = length - 1; i >= 0; i--, bit++)
            {
                section[bit / 8] |= (byte)(((word >> i) & 1) << (int)(7 - (bit % 8)));
            }
        }
    }

    private static (Dictionary<(int Length, int Word), SymbolRun> Code, int At) ReadCode(ReadOnlySpan<byte> section, string field)
    {
        ReadOnlySpan<byte> words = section.Slice(Format.CodedWordsAt, Format.MaxWordBits);
        (int symbols, int used) = (0, 0);
        for (int i = 0; i < words.Length; i++)
        {
            symbols += words[i];
            used += words[i] << (Format.MaxWordBits - 1 - i);
        }

        Require(used == 1 << Format.MaxWordBits, Status.OutOfRange, $"{field}.words", "a complete code", $"{used} of {1 << Format.MaxWordBits}");
        Require(symbols <= Format.MaxSymbols, Status.OutOfRange, $"{field}.words", $"at most {Format.MaxSymbols} symbols", symbols);
        int repeating = section[Format.CodedRepeatsAt];
        int at = Format.CodedHeaderBytes + symbols;
        Require(at + (2 * repeating) <= section.Length, Status.Truncated, field, $"{at + (2 * repeating)} bytes of header and tables", section.Length);
        int[] repeats = new int[symbols];
        for (int last = -1, i = 0; i < repeating; i++, at += 2)
        {
            Require(section[at] > last && section[at] < symbols, Status.OutOfRange, $"{field}.repeats[{i}]", $"a symbol's number, {last + 1} .. {symbols - 1}", section[at]);
            Require(section[at + 1] > 0, Status.OutOfRange, $"{field}.repeats[{i}]", "1 .. 255 more times", section[at + 1]);
            last = section[at];
            repeats[last] = section[at + 1];
        }

        Dictionary<(int Length, int Word), SymbolRun> code = [];
        int word = 0;
        for (int length = 1; length <= words.Length; length++)
        {
            for (int i = 0; i < words[length - 1]; i++)
            {
                code[(length, word++)] = new SymbolRun(section[Format.CodedHeaderBytes + code.Count], repeats[code.Count] + 1);
            }

            word <<= 1;
        }

        return (code, at);
    }
}
