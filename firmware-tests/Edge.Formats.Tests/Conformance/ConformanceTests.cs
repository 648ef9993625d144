using Edge.Formats.Vectors;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Formats.Tests.Conformance;

/// <summary>Two implementations of MessagePack that nobody here wrote: each reads what ours writes and writes what ours reads, as equal trees.</summary>
public class ConformanceTests
{
    [ForeignFact(Foreign.JavaScript)]
    public void JavaScript_reads_what_we_write() => AssertTheyRead(Foreign.JavaScript);

    [ForeignFact(Foreign.PythonMsgpack)]
    public void Python_reads_what_we_write() => AssertTheyRead(Foreign.PythonMsgpack);

    [ForeignFact(Foreign.JavaScript)]
    public void We_read_what_JavaScript_writes() => AssertWeRead(Foreign.JavaScript);

    [ForeignFact(Foreign.PythonMsgpack)]
    public void We_read_what_Python_writes() => AssertWeRead(Foreign.PythonMsgpack);

    private static void AssertTheyRead(string implementation)
    {
        byte[][] documents = [.. Documents()];
        string path = Path.Combine(Path.GetTempPath(), $"edge-conformance-{Guid.NewGuid():n}");
        try
        {
            File.WriteAllLines(path, documents.Select(Convert.ToHexStringLower));
            string[] lines = Foreign.Run(implementation, "decode", path);
            Assert.Equal(documents.Length, lines.Length);
            for (int i = 0; i < lines.Length; i++)
            {
                AssertSame(ReaderTree.Canonical(documents[i], implementation == Foreign.JavaScript), lines[i], documents[i]);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void AssertWeRead(string implementation)
    {
        string[] lines = Foreign.Run(implementation, "encode");
        HashSet<int> codes = [];
        foreach (string line in lines)
        {
            string[] parts = line.Split(' ');
            byte[] document = Convert.FromHexString(parts[0]);
            codes.Add(Kind(document[0]));
            AssertSame(parts[1], ReaderTree.Canonical(document, implementation == Foreign.JavaScript), document);
        }

        // Every form of the specification; neither writes a positive integer as an int8 .. int64, so d0 .. d3 occur with negative values alone.
        int[] expected = [0x00, 0x80, 0x90, 0xa0, .. Enumerable.Range(0xc0, 32).Where(code => code != MessagePackCode.NeverUsed), 0xe0];
        Assert.Equal(expected, codes.Order());
    }

    private static int Kind(int code) => code switch
    {
        < 0x80 => 0,
        < 0x90 => 0x80,
        < 0xa0 => 0x90,
        < 0xc0 => 0xa0,
        < 0xe0 => code,
        _ => 0xe0,
    };

    /// <summary>Whole files, and values of every type and width.</summary>
    private static IEnumerable<byte[]> Documents()
    {
        foreach (ModelDefinition model in VectorSuite.Models().Concat(Enumerable.Range(1, 40).Select(RandomNetwork.Generate)))
        {
            yield return ModelWriter.Write(model);
        }

        foreach (object? value in Values())
        {
            MessagePackWriter writer = new();
            MessagePackTree.Write(writer, value, "value");
            yield return writer.Written.ToArray();
        }
    }

    private static IEnumerable<object?> Values()
    {
        yield return null;
        yield return true;
        yield return false;
        for (int bit = 0; bit < 64; bit++)
        {
            yield return 1UL << bit;
            yield return (1UL << bit) - 1;
            yield return -(long)((1UL << bit) - 1);
            yield return long.MinValue >> bit;
        }

        foreach (double number in new[] { 0, -0.0, 0.1, double.MaxValue, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            yield return number;
        }

        foreach (int length in new[] { 0, 1, 2, 4, 8, 15, 16, 31, 32, 255, 256, 65535, 65536 })
        {
            yield return new string('ü', length);
            yield return Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
            yield return new MessagePackExtension((sbyte)(length % 127), new byte[length]);
            yield return Enumerable.Range(0, Math.Min(length, 1000)).Select(i => (object?)i).ToArray();
            yield return Enumerable.Range(0, Math.Min(length, 1000)).ToDictionary(i => $"k{i}", i => (object?)(i * 0.5));
        }

        object? nested = null;
        for (int depth = 0; depth < Format.MaxMetadataDepth; depth++)
        {
            nested = depth % 2 == 0 ? new object?[] { nested, -depth } : new Dictionary<string, object?> { ["inner"] = nested };
        }

        yield return nested;
    }

    private static void AssertSame(string expected, string actual, byte[] document)
    {
        if (expected != actual)
        {
            int at = Enumerable.Range(0, Math.Min(expected.Length, actual.Length)).FirstOrDefault(i => expected[i] != actual[i], Math.Min(expected.Length, actual.Length));
            Assert.Fail($"{Convert.ToHexStringLower(document.AsSpan(0, Math.Min(40, document.Length)))}: at {at} '{Around(expected, at)}' against '{Around(actual, at)}'");
        }
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 20)];
}
