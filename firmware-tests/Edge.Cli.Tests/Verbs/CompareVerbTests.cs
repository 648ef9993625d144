using System.Text.Json.Nodes;

namespace Edge.Cli.Tests.Verbs;

public class CompareVerbTests
{
    [Fact]
    public async Task Compare_puts_bytes_operations_and_accuracy_of_two_models_side_by_side()
    {
        using var model = new SampleModel();
        (int exit, string output, _) = await CommandLineRunner.RunAsync("compare", model.Path, model.Path, "--data", Data(model));
        Assert.Equal(0, exit);
        Assert.Contains("second / first", output);
        Assert.Contains("IL instructions an image", output);
        Assert.Contains("0 of 12 images get another class", output);
    }

    [Fact]
    public async Task Compare_with_json_has_both_models_and_each_disagreement()
    {
        using var model = new SampleModel();
        (int exit, string output, _) = await CommandLineRunner.RunAsync("compare", model.Path, model.Path, "--data", Data(model), "--limit", "5", "--json");
        JsonNode json = JsonNode.Parse(output)!;
        Assert.Equal(0, exit);
        Assert.Equal("compare", (string)json["command"]!);
        Assert.Equal(5, (int)json["images"]!);
        Assert.Equal(48, (long)json["first"]!["macs"]!);
        Assert.Equal((double)json["first"]!["accuracy"]!, (double)json["second"]!["accuracy"]!);
        Assert.Empty(json["differences"]!.AsArray());
    }

    [Fact]
    public async Task Compare_without_a_second_model_is_a_usage_error()
    {
        using var model = new SampleModel();
        (int exit, _, string error) = await CommandLineRunner.RunAsync("compare", model.Path);
        Assert.Equal(2, exit);
        Assert.Contains("edge compare --help", error);
    }

    [Fact]
    public async Task Compare_without_data_says_what_it_takes()
    {
        using var model = new SampleModel();
        (int exit, _, string error) = await CommandLineRunner.RunAsync("compare", model.Path, model.Path);
        Assert.Equal(2, exit);
        Assert.Contains("--data", error);
    }

    // 60 images of 4 x 4, of which a fifth is the test part: the left half bright, the right half, or nothing.
    private static string Data(SampleModel model)
    {
        string path = Path.Combine(model.Folder, "halves.csv");
        string[] names = ["left", "right", "none"];
        File.WriteAllLines(path, Enumerable.Range(0, 60).Select(i =>
            string.Join(',', [names[i % 3], .. Enumerable.Range(0, 16).Select(p => $"{((i % 3 == 0 && p % 4 < 2) || (i % 3 == 1 && p % 4 >= 2) ? 100 + i : 0)}")])));
        return $"csv:{path}";
    }
}
