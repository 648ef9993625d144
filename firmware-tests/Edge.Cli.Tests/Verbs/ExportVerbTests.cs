using System.Text.Json.Nodes;

namespace Edge.Cli.Tests.Verbs;

public sealed class ExportVerbTests : IDisposable
{
    private readonly SampleModel model = new();

    public void Dispose() => model.Dispose();

    [Fact]
    public async Task Bin_writes_the_same_bytes_where_asked()
    {
        string output = Path.Combine(model.Folder, "out", "x.bin");
        (int exit, string text, _) = await CommandLineRunner.RunAsync("export", model.Path, "--as", "bin", "-o", output);
        Assert.Equal(0, exit);
        Assert.Equal(File.ReadAllBytes(model.Path), File.ReadAllBytes(output));
        Assert.Contains($"{output}: {new FileInfo(output).Length} bytes", text);
    }

    [Fact]
    public async Task Resource_writes_the_table_and_its_accessor_into_a_folder()
    {
        string folder = Path.Combine(model.Folder, "app");
        string added = model.LeftInput();
        (int exit, string text, _) = await CommandLineRunner.RunAsync("export", model.Path, "--as", "resource", "-o", folder, "--add", $"images={added}", "--json");
        Assert.Equal(0, exit);
        JsonNode json = JsonNode.Parse(text)!;
        Assert.Equal("resource", (string)json["as"]!);
        Assert.Equal(["Resources.resources", "Resources.Designer.cs"], json["files"]!.AsArray().Select(file => Path.GetFileName((string)file!["file"]!)));
        string code = File.ReadAllText(Path.Combine(folder, "Resources.Designer.cs"));
        Assert.Contains("namespace Tiny\n", code);
        Assert.Contains("images = ", code);
    }

    [Fact]
    public async Task The_name_in_code_comes_from_the_file_unless_it_is_given()
    {
        string odd = Path.Combine(model.Folder, "3 layers.edge");
        File.Copy(model.Path, odd);
        string output = Path.Combine(model.Folder, "a.h");
        await CommandLineRunner.RunAsync("export", odd, "--as", "c-array", "-o", output);
        Assert.Contains(" _3_layers[]", File.ReadAllText(output));
        await CommandLineRunner.RunAsync("export", odd, "--as", "c-array", "-o", output, "--name", "net");
        Assert.Contains(" net[]", File.ReadAllText(output));
    }

    [Fact]
    public async Task An_unknown_form_returns_2_and_names_those_there_are()
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync("export", model.Path, "--as", "uf3");
        Assert.Equal(2, exit);
        Assert.Contains("c-array", error);
    }

    [Fact]
    public async Task A_name_that_is_no_identifier_is_refused_with_one_that_is()
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync("export", model.Path, "--as", "c-array", "--name", "my-net");
        Assert.Equal(2, exit);
        Assert.Contains("try: my_net", error);
    }

    [Theory]
    [InlineData("images", 2)]
    [InlineData("images=/nowhere/images.bin", 3)]
    public async Task A_file_that_cannot_be_added_is_named(string added, int expected)
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync("export", model.Path, "--as", "resource", "-o", model.Folder, "--add", added);
        Assert.Equal(expected, exit);
        Assert.Contains($"'{added}'", error);
    }

    [Fact]
    public async Task A_corrupt_model_is_not_exported()
    {
        byte[] bytes = File.ReadAllBytes(model.Path);
        bytes[^9] ^= 1;
        File.WriteAllBytes(model.Path, bytes);
        string output = Path.Combine(model.Folder, "x.bin");
        (int exit, _, string error) = await CommandLineRunner.RunAsync("export", model.Path, "--as", "bin", "-o", output);
        Assert.Equal(3, exit);
        Assert.Contains("not a valid model", error);
        Assert.False(File.Exists(output));
    }
}
