using System.Text.RegularExpressions;
using Edge.Formats.Tests.Conformance;
using Edge.Formats.Writing;
using Edge.Formats.Writing.Coding;

namespace Edge.Formats.Tests.Sections;

public partial class Section5CodedPlanesTests
{
    private const string PythonDecoder = """
        import msgpack, struct, sys
        f = msgpack.unpackb(open("coded.edge", "rb").read())
        encoding, at = f[6][0][6][0][:2]
        blob = f[10]
        stored, decoded = struct.unpack_from("<II", blob, at)
        section = blob[at:at + stored]
        counts = section[8:23]
        symbols = sum(counts)
        repeats = [1] * symbols
        for i in range(section[23]):
            number, more = section[24 + symbols + 2 * i:][:2]
            repeats[number] += more
        code, word, number = {}, 0, 0
        for length, count in enumerate(counts, 1):
            for _ in range(count):
                code[format(word, "0%db" % length)] = bytes([section[24 + number]]) * repeats[number]
                word, number = word + 1, number + 1
            word *= 2
        bits = "".join(format(b, "08b") for b in section[24 + symbols + 2 * section[23]:])
        plain, start, end = b"", 0, 1
        while len(plain) < decoded:
            if bits[start:end] in code:
                plain, start = plain + code[bits[start:end]], end
            end += 1
        print(encoding, plain.hex())
        """;

    private static readonly byte[] Sparse = [0, 0, 0, 0, 0, 5];

    public static TheoryData<string, double[]> Distributions => new()
    {
        { "ternary, half zeros", [.. Enumerable.Range(0, 256).Select(b => Enumerable.Range(0, 4).Aggregate(1.0, (p, i) => p * new[] { 0.25, 0.5, 0.25, 0 }[(b >> (2 * i)) & 3]))] },
        { "sparse", [.. Enumerable.Range(0, 256).Select(b => b == 128 ? 0.9 : b is > 120 and < 136 ? 0.1 / 14 : 0)] },
        { "very sparse", [.. Enumerable.Range(0, 256).Select(b => b == 7 ? 0.995 : b == 9 ? 0.005 : 0)] },
        { "all bytes", [.. Enumerable.Repeat(1.0, 256)] },
        { "bell", [.. Enumerable.Range(0, 256).Select(b => Math.Exp(-(b - 128) * (b - 128) / 600.0))] },
        { "halves to beyond 15 bits", [.. Enumerable.Range(0, 256).Select(b => Math.Pow(0.5, b))] },
        { "one byte", [.. Enumerable.Range(0, 256).Select(b => b == 85 ? 1.0 : 0)] },
    };

    [Theory]
    [MemberData(nameof(Distributions))]
    public void What_is_coded_comes_back(string name, double[] weights)
    {
        var random = new Random(17);
        foreach (int length in new[] { 1, 2, 3, 7, 8, 64, 1000, 40_000 })
        {
            byte[] plain = Draw(random, weights, length);
            byte[] section = CodedSection.Encode(plain);
            Assert.True(plain.AsSpan().SequenceEqual(CodedSection.Decode(section, plain.Length, "plane")), $"{name}, {length}");
            Assert.Equal(section, CodedSection.Encode(plain));
        }
    }

    [Theory]
    [MemberData(nameof(Distributions))]
    public void A_code_takes_at_most_a_bit_a_byte_more_than_the_entropy_and_less_where_bytes_repeat(string name, double[] weights)
    {
        byte[] plain = Draw(new Random(18), weights, 40_000);
        double entropy = plain.GroupBy(b => b).Sum(group => group.Count() * Math.Log2((double)plain.Length / group.Count()));
        double bits = 8.0 * (CodedSection.Encode(plain).Length - Format.CodedHeaderBytes - 256);
        Assert.True(bits <= (name == "all bytes" ? 1.001 * entropy : name.Contains("sparse", StringComparison.Ordinal) ? 1.15 * entropy : entropy + plain.Length), $"{name}: {bits} bits, entropy {entropy}");
    }

    [Fact]
    public void Ternary_weights_of_which_half_are_0_take_1_and_a_half_bits()
    {
        var random = new Random(3);
        int[] weights = [.. Enumerable.Range(0, 64 * 576).Select(_ => random.Next(4) switch { 0 => -1, 1 => 1, _ => 0 })];
        int plain = SmallModel.Blob(Model(PlaneDefinition.Ternary(weights))).Length;
        int coded = SmallModel.Blob(Model(PlaneDefinition.Ternary(weights) with { Coded = true })).Length;
        Assert.InRange(8.0 * plain / weights.Length, 2, 2.01);
        Assert.InRange(8.0 * coded / weights.Length, 1.5, 1.56);
    }

    [Fact]
    public void The_document_s_section_decodes_to_the_document_s_fields()
    {
        string hex = Example().Match(File.ReadAllText(Path.Combine(Repository.Formats, "FORMAT.md"))).Groups[1].Value;
        Assert.Equal(Sparse, CodedSection.Decode(Hex.Bytes(Regex.Replace(hex.Trim(), " +", " ")), 6, "plane"));
    }

    [Fact]
    public void The_encodings_are_32_more_than_those_of_the_layouts_and_the_weights_come_back()
    {
        int[] binary = [.. Enumerable.Range(0, 42).Select(i => i % 3 == 0 ? 1 : -1)];
        int[] ternary = [.. binary.Select(w => w > 0 ? 0 : 1)];
        foreach ((PlaneDefinition plane, int stored) in new[]
        {
            (PlaneDefinition.Binary(binary), 33), (PlaneDefinition.Ternary(ternary), 34), (PlaneDefinition.Signed(4, binary), 36), (PlaneDefinition.Signed(8, binary), 40), (new PlaneDefinition(PlaneEncoding.Powers, 0, 1, 0, 3, ternary), 52),
        })
        {
            ModelDefinition model = SmallModel.Of(SmallModel.Bytes(1, 1, 21), SmallModel.Dense(2, plane with { Coded = true }));
            ModelDefinition read = ModelReader.Read(ModelWriter.Write(model));
            Writing.DefinitionAssert.Equal(model, read);
            Assert.Equal(stored, read.Layers[0].Planes[0].StoredEncoding);
        }
    }

    [Fact]
    public void Bit_rows_are_never_coded()
    {
        ModelDefinition model = SmallModel.Of(SmallModel.Bits(1, 1, 2), SmallModel.Dense(1, PlaneDefinition.Xnor([1, -1]) with { Coded = true }));
        Assert.Equal(Status.OutOfRange, Assert.Throws<ModelFormatException>(() => ModelWriter.Write(model)).Status);
    }

    [Fact]
    public void Sections_behind_a_coded_one_lie_where_it_ends()
    {
        PlaneDefinition coded = PlaneDefinition.Signed(8, [0, 0, 0, 0, 0, 5]) with { Coded = true };
        ModelDefinition model = SmallModel.Of(SmallModel.Bytes(1, 1, 6), SmallModel.Dense(1, coded, PlaneDefinition.Signed(8, [1, 2, 3, 4, 5, 6])));
        byte[] blob = SmallModel.Blob(model);
        int stored = blob[0];
        Assert.Equal(Hex.Bytes("81 82 83 84 85 86"), blob[((stored + 7) / 8 * 8)..]);
        Writing.DefinitionAssert.Equal(model, ModelReader.Read(ModelWriter.Write(model)));
    }

    [Fact]
    public void Planes_that_decode_to_more_than_16_times_the_file_and_a_mebibyte_are_refused()
    {
        int[] zeros = new int[1 << 21];
        ModelDefinition model = SmallModel.Of(SmallModel.Bytes(1, 1, 1 << 14), SmallModel.Dense(128, PlaneDefinition.Signed(8, zeros) with { Coded = true }));
        Assert.Equal(Status.OutOfRange, Assert.Throws<ModelFormatException>(() => ModelWriter.Write(model)).Status);
    }

    [ForeignFact(Foreign.PythonMsgpack)]
    public void Python_decodes_a_section_by_the_page_alone()
    {
        var random = new Random(5);
        int[] weights = [.. Enumerable.Range(0, 4 * 100).Select(_ => random.Next(3) == 0 ? random.Next(-4, 5) : 0)];
        string folder = Directory.CreateTempSubdirectory("edge-coded-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(folder, "coded.edge"), ModelWriter.Write(SmallModel.Of(SmallModel.Bytes(1, 1, 100), SmallModel.Dense(4, PlaneDefinition.Signed(8, weights) with { Coded = true }))));
            Assert.Equal([$"40 {Convert.ToHexStringLower([.. weights.Select(w => (byte)(w + 128))])}"], Foreign.RunPython(PythonDecoder, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ModelDefinition Model(PlaneDefinition plane) => SmallModel.Of(SmallModel.Bytes(1, 1, 576), SmallModel.Dense(64, plane));

    private static byte[] Draw(Random random, double[] weights, int length)
    {
        double[] sums = new double[weights.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sums[i] = sum += weights[i];
        }

        byte[] drawn = new byte[length];
        for (int i = 0; i < length; i++)
        {
            double at = random.NextDouble() * sum;
            drawn[i] = (byte)Array.FindIndex(sums, s => at < s);
        }

        return drawn;
    }

    [GeneratedRegex("```text coded section\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
