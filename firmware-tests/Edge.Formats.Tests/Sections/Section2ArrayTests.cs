using Edge.Formats.Vectors;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Formats.Tests.Sections;

public class Section2ArrayTests
{
    private static readonly byte[] File = ModelWriter.Write(FormatExample.Model());

    [Fact]
    public void Starts_with_the_bytes_the_document_gives() => Assert.Equal(Hex.Bytes("9c a4 65 64 67 65 01"), File[..7]);

    [Fact]
    public void Has_its_twelve_fields_in_order()
    {
        object?[] fields = SmallModel.Tree(File);
        Assert.Equal(12, fields.Length);
        Assert.Equal(("edge", 1L, "tiny", 4L), (fields[0], fields[1], fields[2], fields[5]));
        Assert.Equal(new object[] { 2L, 3L, 1L, 8L, 0L, 1.0 / 255 }, fields[3]);
        Assert.Equal(new object[] { 4L, 1.0, new object[] { "a", "b", "c", "d" } }, fields[4]);
        Assert.Equal(new Dictionary<string, object?> { ["accuracy"] = 0.5 }, fields[8]);
    }

    [Fact]
    public void The_blob_starts_at_a_multiple_of_8_whatever_the_name_s_length()
    {
        for (int length = 0; length < 40; length++)
        {
            ModelDefinition example = FormatExample.Model();
            ModelDefinition model = new() { Name = new string('x', length), Input = example.Input, Output = example.Output, ArenaBytes = example.ArenaBytes };
            model.Layers.AddRange(example.Layers);
            byte[] file = ModelWriter.Write(model);
            Assert.Equal(Status.Ok, ModelHeader.TryFindBlob(file, file.Length, file.Length, out int at, out _));
            Assert.Equal(0, at % 8);
            Assert.Equal(model.Name, ModelReader.Read(file).Name);
        }
    }

    [Fact]
    public void The_checksum_covers_every_byte_before_its_own_code()
    {
        int at = File.Length - 5;
        Assert.Equal(MessagePackCode.UInt32, File[at]);
        Assert.Equal(Crc32.Append(0, File, 0, at), (uint)((File[at + 1] << 24) | (File[at + 2] << 16) | (File[at + 3] << 8) | File[at + 4]));
        for (int i = 0; i < File.Length; i++)
        {
            byte[] damaged = [.. File];
            damaged[i] ^= 0x10;
            Assert.Throws<ModelFormatException>(() => ModelReader.Read(damaged));
        }
    }

    [Fact]
    public void Unknown_fields_behind_the_known_ones_are_skipped_in_every_array()
    {
        List<object?> fields = EdgeFile.Fields(File);
        List<object?> unknown = [1L, "later", new List<object?> { null, true }];
        foreach (List<object?> array in FileTree.Arrays(fields).Where(IsRecord).ToArray())
        {
            array.AddRange(unknown);
        }

        DefinitionAssert(ModelReader.Read(EdgeFile.Compose(fields)));

        // Lists of layers, planes, tests and labels have as many elements as there are things; every other array is a record.
        bool IsRecord(List<object?> array) =>
            array != fields[EdgeFile.Layers] && array != fields[EdgeFile.Tests] && array != EdgeFile.Layer(fields, 0)[6] &&
            array != ((List<object?>)fields[EdgeFile.Output]!)[2];

        static void DefinitionAssert(ModelDefinition read) => Writing.DefinitionAssert.Equal(FormatExample.Model(), read);
    }

    [Theory]
    [InlineData(1L, 1.0)]
    [InlineData(3L, 3.0)]
    public void A_scale_may_be_an_integer(long stored, double scale)
    {
        List<object?> fields = EdgeFile.Fields(File);
        ((List<object?>)fields[EdgeFile.Output]!)[1] = stored;
        Assert.Equal(scale, ModelReader.Read(EdgeFile.Compose(fields)).Output.Scale);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_scale_is_positive_and_finite(double scale)
    {
        List<object?> fields = EdgeFile.Fields(File);
        ((List<object?>)fields[EdgeFile.Output]!)[1] = scale;
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelReader.Read(EdgeFile.Compose(fields)));
        Assert.Equal((Status.OutOfRange, "output.scale"), (error.Status, error.Field));
    }

    [Fact]
    public void Bytes_behind_the_array_are_refused() =>
        Assert.Equal(Status.OutOfBounds, Assert.Throws<ModelFormatException>(() => ModelReader.Read([.. File, 0])).Status);
}
