using Edge.Formats.Writing;
using Edge.Pack;

namespace Edge.Cli.Tests;

/// <summary>A model file in a folder of its own that goes away with the test: 4 x 4 pixels in, one ternary dense layer, three classes.</summary>
internal sealed class SampleModel : IDisposable
{
    public SampleModel()
    {
        Folder = Directory.CreateTempSubdirectory("edge-cli-").FullName;
        Path = System.IO.Path.Combine(Folder, "tiny.edge");
        var model = new ModelDefinition
        {
            Name = "tiny",
            Input = new InputDefinition(4, 4, 1, 8, 0, 1 / 255.0),
            Output = new OutputDefinition(3, 0.5, ["left", "right", "none"]),
        };
        int[] weights = new int[48];
        for (int i = 0; i < 16; i++)
        {
            weights[i] = i % 4 < 2 ? 1 : 0;
            weights[16 + i] = i % 4 < 2 ? 0 : 1;
            weights[32 + i] = -1;
        }

        model.Layers.Add(new LayerDefinition
        {
            Operator = Operator.Dense,
            Input = 0,
            OutputChannels = 3,
            OutputFormat = 32,
            Epilogue = new EpilogueDefinition { Kind = EpilogueKind.Raw },
            Planes = [PlaneDefinition.Ternary(weights)],
        });
        File.WriteAllBytes(Path, SelfTests.Embed(model));
    }

    public string Folder { get; }

    public string Path { get; }

    /// <summary>A raw input file with the left half bright.</summary>
    public string LeftInput()
    {
        string path = System.IO.Path.Combine(Folder, "left.bin");
        File.WriteAllBytes(path, [.. Enumerable.Range(0, 16).Select(i => (byte)(i % 4 < 2 ? 200 : 0))]);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
