using System.Text.Json.Nodes;
using Edge.Formats.Writing;

namespace Edge.Cli.Tests.Verbs;

/// <summary>A model whose plane is coded, on the command line.</summary>
public sealed class CodedModelTests : IDisposable
{
    private readonly SampleModel model = new();
    private readonly byte[] file;

    public CodedModelTests()
    {
        ModelDefinition definition = ModelReader.Read(File.ReadAllBytes(model.Path));
        definition.Layers[0].Planes = [definition.Layers[0].Planes[0] with { Coded = true }];
        file = ModelWriter.Write(definition);
        File.WriteAllBytes(model.Path, file);
    }

    public void Dispose() => model.Dispose();

    [Fact]
    public async Task Inspect_shows_bytes_in_the_file_and_in_memory()
    {
        (int exit, string text, _) = await CommandLineRunner.RunAsync("inspect", model.Path);
        Assert.Equal(0, exit);
        Assert.Contains("ternary coded", text);
        Assert.Contains("coded   1 of 1 planes: all weights take ", text);
        (_, text, _) = await CommandLineRunner.RunAsync("inspect", model.Path, "--json");
        JsonNode json = JsonNode.Parse(text)!;
        Assert.Equal(16, (int)json["weightBytes"]!); // two blocks of eight inputs
        Assert.Equal(8.0 * (int)json["storedBytes"]! / 48, (double)json["bitsPerWeight"]!, 3);
    }

    [Theory]
    [InlineData("bin")]
    [InlineData("resource")]
    public async Task What_managed_programs_load_stays_coded(string form)
    {
        string output = Path.Combine(model.Folder, form == "bin" ? "x.bin" : "app");
        (int exit, string text, _) = await CommandLineRunner.RunAsync("export", model.Path, "--as", form, "-o", output);
        Assert.Equal(0, exit);
        Assert.DoesNotContain("coded", text);
        byte[] written = File.ReadAllBytes(form == "bin" ? output : Path.Combine(output, "Resources.resources"));
        Assert.True(written.AsSpan().IndexOf(file) >= 0);
    }

    [Theory]
    [InlineData("c", "out")]
    [InlineData("c-array", "x.h")]
    public async Task What_C_programs_read_is_stored_plain_and_the_command_says_so(string form, string name)
    {
        (int exit, string text, _) = await CommandLineRunner.RunAsync("export", model.Path, "--as", form, "-o", Path.Combine(model.Folder, name));
        Assert.Equal(0, exit);
        Assert.Contains("1 coded plane is stored plain here", text);
        (_, text, _) = await CommandLineRunner.RunAsync("export", model.Path, "--as", form, "-o", Path.Combine(model.Folder, name), "--json");
        Assert.Equal(1, (int)JsonNode.Parse(text)!["expandedPlanes"]!);
    }
}
