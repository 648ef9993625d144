using Edge.Formats.Vectors;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Formats.Tests.Hostile;

public class ModelReaderFuzzTests
{
    private const long Slack = 1 << 20;

    [Fact]
    public void Damaged_files_are_refused_as_documented_or_read_within_bounds()
    {
        byte[][] files = [.. VectorSuite.Models().Select(ModelWriter.Write)];
        FileMutator mutator = new(new Random(Fuzz.Seed), files);
        Dictionary<Status, int> answers = [];
        for (int run = 0; run < Fuzz.Runs; run++)
        {
            byte[] file = mutator.Next();
            ModelDefinition? model = null;
            Status status = Status.Ok;
            long allocated = Fuzz.Allocated(() => status = Read(file, out model));
            Assert.True(allocated <= (16L * file.Length) + Slack, $"seed {Fuzz.Seed}, run {run}: {allocated} bytes for a file of {file.Length}");
            answers[status] = answers.GetValueOrDefault(status) + 1;
            if (model is not null)
            {
                // What the reader takes the writer writes, and it comes back the same.
                Writing.DefinitionAssert.Equal(model, ModelReader.Read(ModelWriter.Write(model)));
            }
        }

        // Damage that never got anywhere would prove nothing.
        Status[] expected = [Status.Ok, Status.Truncated, Status.WrongType, Status.NotAnEdgeFile, Status.ChecksumMismatch, Status.OutOfRange, Status.ShapeMismatch, Status.OutOfBounds];
        Assert.True(Fuzz.Runs < 5000 || expected.All(answers.ContainsKey), string.Join(", ", answers));
    }

    [Fact]
    public void Metadata_of_nothing_but_empty_maps_is_read_within_bounds()
    {
        byte[] file = Forge(FormatExample.Model(), fields => fields[EdgeFile.Metadata] = new FileTree.Pairs
        {
            new("maps", Enumerable.Range(0, 4000).Select(_ => (object?)new FileTree.Pairs()).ToList()),
        });
        AssertWithin(file, 16);
    }

    [Fact]
    public void A_thousand_layers_are_read_within_bounds()
    {
        LayerDefinition[] layers = [.. Enumerable.Range(0, 1024).Select(_ => SmallModel.Pool(Operator.MaxPool, 1, new(1, 1, 1, 1, 0, 0, 0, 0, 0), null, 8))];
        AssertWithin(ModelWriter.Write(SmallModel.Of(SmallModel.Bytes(1, 1, 1), layers)), 16);
    }

    [Fact]
    public void Weights_of_one_bit_are_read_within_the_bound_the_reader_documents()
    {
        int[] weights = [.. Enumerable.Range(0, 1 << 21).Select(i => (i & 1) == 0 ? 1 : -1)];
        byte[] file = ModelWriter.Write(SmallModel.Of(SmallModel.Bytes(1, 1, 1 << 14), SmallModel.Dense(128, PlaneDefinition.Binary(weights))));
        AssertWithin(file, 42);
    }

    [Fact]
    public void Sections_that_are_used_twice_do_not_multiply_the_memory()
    {
        int[] weights = new int[8 * 4096];
        ModelDefinition model = SmallModel.Of(SmallModel.Bytes(1, 1, 4096), SmallModel.Dense(8, PlaneDefinition.Ternary(weights), PlaneDefinition.Ternary(weights)));
        byte[] file = Forge(model, fields => ((List<object?>)((List<object?>)EdgeFile.Layer(fields, 0)[6]!)[1]!)[1] = 0L);
        Assert.Equal(Status.OutOfBounds, Read(file, out _));
    }

    private static byte[] Forge(ModelDefinition model, Action<List<object?>> change)
    {
        List<object?> fields = EdgeFile.Fields(ModelWriter.Write(model));
        change(fields);
        return EdgeFile.Compose(fields);
    }

    private static void AssertWithin(byte[] file, int factor)
    {
        Assert.Equal(Status.Ok, Read(file, out _));
        Assert.InRange(Fuzz.Allocated(() => Read(file, out _)), 1, (factor * (long)file.Length) + Slack);
    }

    private static Status Read(byte[] file, out ModelDefinition? model)
    {
        model = null;
        try
        {
            model = ModelReader.Read(file);
            return Status.Ok;
        }
        catch (ModelFormatException error)
        {
            return error.Status;
        }
    }
}
