using System.Text.Json.Nodes;

namespace Edge.Cli.Tests.Verbs;

/// <summary><c>bench --core</c>, <c>validate --core</c> and <c>export --as c</c>.</summary>
public sealed class CoreVerbTests : IDisposable
{
    private readonly SampleModel model = new();

    public void Dispose() => model.Dispose();

    [CoreFact]
    public async Task Bench_counts_instructions_layer_by_layer()
    {
        (int exit, string text, _) = await CommandLineRunner.RunAsync("bench", model.Path, "--core", "cortex-m4", "--json");
        Assert.Equal(0, exit);
        JsonNode json = JsonNode.Parse(text)!;
        Assert.Equal("cortex-m4", (string)json["core"]!);
        long layers = json["layers"]!.AsArray().Sum(layer => (long)layer!["instructions"]!);
        Assert.InRange((long)json["instructions"]!, layers / 2, 2 * layers);
        Assert.InRange((int)json["codeBytes"]!, 100, 8192);

        (_, string table, _) = await CommandLineRunner.RunAsync("bench", model.Path, "--core", "cortex-m4");
        Assert.Contains($"{(long)json["instructions"]!} instructions an image on Cortex-M4", table);
    }

    [Theory]
    [InlineData("bench")]
    [InlineData("validate")]
    public async Task An_unknown_core_returns_2_and_names_those_there_are(string verb)
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync(verb, model.Path, "--core", "cortex-m99");
        Assert.Equal(2, exit);
        Assert.Contains("rv32imac", error);
    }

    [Fact]
    public async Task Export_writes_a_folder_of_C()
    {
        string folder = Path.Combine(model.Folder, "c");
        (int exit, string text, _) = await CommandLineRunner.RunAsync("export", model.Path, "--as", "c", "--name", "net", "-o", folder);
        Assert.Equal(0, exit);
        Assert.Contains("engine/src/run.c", text.Replace('\\', '/'));
        Assert.Contains("extern const edge_model net;", File.ReadAllText(Path.Combine(folder, "net.h")));
        Assert.True(File.Exists(Path.Combine(folder, "engine", "include", "edge.h")));
    }
}
