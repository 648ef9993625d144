using System.Text.Json;
using Edge.Formats.Vectors;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Formats.Tests.Vectors;

public class VectorTests
{
    private static readonly string Folder = Path.Combine(Repository.Formats, "vectors");
    private static readonly Dictionary<string, byte[]> Made = VectorSuite.Files().ToDictionary(file => file.Name, file => file.Content);

    [Fact]
    public void The_golden_files_are_byte_for_byte_what_the_command_makes()
    {
        Assert.Equal(
            Made.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)!).Where(name => name != "README.md").Order(StringComparer.Ordinal));
        Assert.All(Made, file => Assert.True(file.Value.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Folder, file.Key))), file.Key));
    }

    [Fact]
    public void All_golden_files_together_are_small() => Assert.InRange(Made.Values.Sum(content => content.Length), 1, 200_000);

    /// <summary>From the two files alone: what the model computes for each run's input is what stands there, and the self-test covers the first run.</summary>
    [Fact]
    public void Each_model_read_from_its_file_computes_what_is_expected()
    {
        foreach (string path in Directory.GetFiles(Folder, "*.edge"))
        {
            ModelDefinition model = ModelReader.Read(File.ReadAllBytes(path));
            using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".expected")));
            int[][][] runs = [.. expected.RootElement.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("tensors").Deserialize<int[][]>()!)];
            Assert.Equal(2, runs.Length);
            Assert.All(runs, run => Assert.Equal(run, ReferenceNetwork.Run(model, run[0])));
            Assert.Equal(model.Tests[0].Crc, SelfTestVectors.Crc(runs[0][^1]));
        }
    }

    [Fact]
    public void Together_they_have_every_operator_encoding_epilogue_and_format()
    {
        LayerDefinition[] layers = [.. VectorSuite.Models().SelectMany(model => model.Layers)];
        Assert.Equal(Enum.GetValues<Operator>(), layers.Select(layer => layer.Operator).Distinct().Order());
        Assert.Equal(Enum.GetValues<PlaneEncoding>(), layers.SelectMany(layer => layer.Planes).Select(plane => plane.Encoding).Distinct().Order());
        Assert.Equal(Enum.GetValues<EpilogueKind>(), layers.Where(layer => layer.Epilogue is not null).Select(layer => layer.Epilogue!.Kind).Distinct().Order());
        int[] formats = [.. VectorSuite.Models().SelectMany(LayerShapes.Derive).Select(shape => shape.Format).Distinct().Order()];
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 32], formats);
    }

    /// <summary>A vector whose last layer always gives the same number would prove little.</summary>
    [Fact]
    public void Each_model_has_outputs_that_differ()
    {
        foreach (ModelDefinition model in VectorSuite.Models().Where(model => model.Output.Count > 3))
        {
            int[][] tensors = ReferenceNetwork.Run(model, SelfTestVectors.Values(ReferenceShape.OfModel(model)[0], model.Tests[0].Seed));
            Assert.All(tensors, tensor => Assert.True(tensor.Distinct().Count() > 1, model.Name));
        }
    }
}
