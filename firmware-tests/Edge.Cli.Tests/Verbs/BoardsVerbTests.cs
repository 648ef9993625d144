using System.Text.Json.Nodes;

namespace Edge.Cli.Tests.Verbs;

public class BoardsVerbTests
{
    [Fact]
    public async Task List_shows_every_board_and_calls_the_heap_an_estimate()
    {
        (int exit, string output, _) = await CommandLineRunner.RunAsync("boards", "list");
        Assert.Equal(0, exit);
        Assert.Contains("esp32-rev3", output);
        Assert.Contains("estimate", output);
    }

    [Fact]
    public async Task Boards_alone_lists_them()
    {
        (int exit, string output, _) = await CommandLineRunner.RunAsync("boards", "--json");
        Assert.Equal(0, exit);
        Assert.True(JsonNode.Parse(output)!["boards"]!.AsArray().Count >= 18);
    }

    [Fact]
    public async Task Show_knows_a_board_by_its_target_name()
    {
        (int exit, string output, _) = await CommandLineRunner.RunAsync("boards", "show", "ESP32_REV3");
        Assert.Equal(0, exit);
        Assert.Contains("0x1E0000", output);
    }

    [Fact]
    public async Task Check_of_a_broken_file_names_it()
    {
        string path = Path.GetTempFileName();
        File.WriteAllText(path, "{ \"schema\": 1, \"boards\": [ { \"id\": \"x\" } ] }");
        (int exit, _, string error) = await CommandLineRunner.RunAsync("boards", "check", "--boards", path);
        File.Delete(path);
        Assert.NotEqual(0, exit);
        Assert.Contains(Path.GetFileName(path), error);
    }
}
