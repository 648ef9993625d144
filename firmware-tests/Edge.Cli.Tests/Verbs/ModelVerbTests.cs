using System.Text.Json.Nodes;

namespace Edge.Cli.Tests.Verbs;

public class ModelVerbTests
{
    [Fact]
    public async Task Inspect_shows_layers_bytes_and_memory()
    {
        using var model = new SampleModel();
        (int exit, string output, string error) = await CommandLineRunner.RunAsync("inspect", model.Path);
        Assert.Equal(0, exit);
        Assert.Contains("ternary", output);
        Assert.Contains("left, right, none", output);
        Assert.Contains("48 multiply-accumulates", output);
        Assert.Empty(error);
    }

    [Fact]
    public async Task Inspect_with_json_prints_one_object_of_the_common_schema()
    {
        using var model = new SampleModel();
        (int exit, string output, _) = await CommandLineRunner.RunAsync("inspect", model.Path, "--json");
        JsonNode json = JsonNode.Parse(output)!;
        Assert.Equal(0, exit);
        Assert.Equal(1, (int)json["schema"]!);
        Assert.Equal("inspect", (string)json["command"]!);
        Assert.True((bool)json["ok"]!);
        Assert.Equal(48, (long)json["macs"]!);
        Assert.Equal(48 * (2 + 8), (long)json["cost"]!["computeCost"]!);
        Assert.Equal(6.4, (double)json["cost"]!["computeRatio"]!);
        Assert.Equal(6, json["cost"]!["footprint"]!.AsArray().Count);
        Assert.Equal(new FileInfo(model.Path).Length, (long)json["bytes"]!);
    }

    [Fact]
    public async Task Inspect_with_a_board_says_whether_the_model_fits()
    {
        using var model = new SampleModel();
        (_, string output, _) = await CommandLineRunner.RunAsync("inspect", model.Path, "--board", "esp32-rev3");
        Assert.Contains("managed heap: needs", output);
    }

    [Fact]
    public async Task Run_classifies_a_raw_input_and_draws_a_bar_a_class()
    {
        using var model = new SampleModel();
        (int exit, string output, _) = await CommandLineRunner.RunAsync("run", model.Path, "--input", model.LeftInput());
        Assert.Equal(0, exit);
        Assert.Contains("> left", output);
        Assert.EndsWith("left", output.TrimEnd());
    }

    [Fact]
    public async Task Run_refuses_an_input_of_another_length_with_both_lengths()
    {
        using var model = new SampleModel();
        string path = System.IO.Path.Combine(model.Folder, "short.bin");
        File.WriteAllBytes(path, new byte[15]);
        (int exit, _, string error) = await CommandLineRunner.RunAsync("run", model.Path, "--input", path);
        Assert.Equal(3, exit);
        Assert.Contains("16 bytes", error);
        Assert.Contains("15 bytes", error);
    }

    [Fact]
    public async Task Run_without_an_input_is_a_usage_error_that_names_both_ways()
    {
        using var model = new SampleModel();
        (int exit, _, string error) = await CommandLineRunner.RunAsync("run", model.Path);
        Assert.Equal(2, exit);
        Assert.Contains("--index", error);
    }

    [Fact]
    public async Task A_missing_model_is_exit_3_and_says_how_to_make_one()
    {
        (int exit, string output, string error) = await CommandLineRunner.RunAsync("inspect", "no-such.edge");
        Assert.Equal(3, exit);
        Assert.Empty(output);
        Assert.Contains("no-such.edge", error);
        Assert.Contains("try: ./edge demo", error);
    }

    [Fact]
    public async Task A_damaged_model_is_exit_3_in_text_and_in_json()
    {
        using var model = new SampleModel();
        byte[] file = File.ReadAllBytes(model.Path);
        file[^20] ^= 1;
        File.WriteAllBytes(model.Path, file);
        (int exit, string output, string error) = await CommandLineRunner.RunAsync("inspect", model.Path, "--json");
        JsonNode json = JsonNode.Parse(output)!;
        Assert.Equal(3, exit);
        Assert.False((bool)json["ok"]!);
        Assert.Equal("model-corrupt", (string)json["error"]!["code"]!);
        Assert.Contains("not a valid model", error);
    }

    [Fact]
    public async Task What_is_no_whole_model_is_told_in_words()
    {
        using var model = new SampleModel();
        byte[] file = File.ReadAllBytes(model.Path);
        File.WriteAllBytes(model.Path, file[..^30]);
        (int exit, _, string error) = await CommandLineRunner.RunAsync("bench", model.Path);
        Assert.Equal(3, exit);
        Assert.Matches("ends too early|its length is not the one its header tells", error);
        Assert.Contains($"found: {file.Length - 30} bytes", error);
        Assert.Contains("try: copy the file again", error);

        File.WriteAllText(model.Path, "no model at all, only text");
        (exit, _, error) = await CommandLineRunner.RunAsync("inspect", model.Path);
        Assert.Equal(3, exit);
        Assert.Contains("does not begin as an .edge file does", error);
        Assert.Contains("try: a file that edge pack wrote", error);
    }

    [Theory]
    [InlineData("--runs counts the images", "--runs", "0")]
    [InlineData("--core counts on a processor core", "--core", "cortex-m4", "--board", "esp32-rev3")]
    [InlineData("--core counts on a processor core", "--core", "cortex-m4", "--compare", "naive")]
    [InlineData("needs a board", "--compare", "naive")]
    public async Task Bench_refuses_what_it_would_otherwise_ignore(string message, params string[] options)
    {
        using var model = new SampleModel();
        (int exit, string output, string error) = await CommandLineRunner.RunAsync(["bench", model.Path, .. options]);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains(message, error);
        Assert.Contains("try: ", error);
    }

    [Fact]
    public async Task An_unknown_board_is_refused_with_a_suggestion()
    {
        using var model = new SampleModel();
        (int exit, _, string error) = await CommandLineRunner.RunAsync("inspect", model.Path, "--board", "esp32-rev4");
        Assert.NotEqual(0, exit);
        Assert.Contains("esp32-rev3", error);
    }

    [Fact]
    public async Task Bench_shows_every_layer()
    {
        using var model = new SampleModel();
        (int exit, string output, _) = await CommandLineRunner.RunAsync("bench", model.Path, "--runs", "2", "--json");
        Assert.Equal(0, exit);
        Assert.Single(JsonNode.Parse(output)!["layers"]!.AsArray());
    }

    [Fact]
    public async Task Bench_with_a_board_counts_instructions_and_calls_the_time_an_estimate()
    {
        using var model = new SampleModel();
        (int exit, string output, _) = await CommandLineRunner.RunAsync("bench", model.Path, "--board", "esp32-rev3");
        Assert.Equal(0, exit);
        Assert.Contains("IL/MAC", output);
        Assert.Contains("estimate", output);
    }

    [Fact]
    public async Task Run_in_the_emulator_gives_the_scores_of_the_runtime()
    {
        using var model = new SampleModel();
        (_, string direct, _) = await CommandLineRunner.RunAsync("run", model.Path, "--input", model.LeftInput());
        (int exit, string emulated, _) = await CommandLineRunner.RunAsync("run", model.Path, "--input", model.LeftInput(), "--emulator", "--board", "esp32-rev3");
        Assert.Equal(0, exit);
        Assert.Equal(direct, emulated);
    }

    [Fact]
    public async Task Pack_of_a_missing_checkpoint_says_what_it_expected()
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync("pack", "no-such.checkpoint");
        Assert.Equal(3, exit);
        Assert.Contains("best.checkpoint", error);
    }

    [Fact]
    public async Task Train_of_a_missing_recipe_is_exit_3()
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync("train", "no-such.json");
        Assert.Equal(3, exit);
        Assert.Contains("no-such.json", error);
    }

    [Fact]
    public async Task Train_refuses_zero_epochs_before_it_reads_anything()
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync("train", "no-such.json", "--epochs", "0");
        Assert.Equal(2, exit);
        Assert.Contains("at least 1", error);
    }
}
