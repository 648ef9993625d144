using System.Text.Json.Nodes;
using Edge.Boards;

namespace Edge.Cli.Tests.Flashing;

/// <summary><c>edge flash</c> and <c>edge verify</c> against simulated boards.</summary>
public sealed class FlashVerbTests : IDisposable
{
    private readonly TestFiles files = new();

    public void Dispose() => files.Dispose();

    [PosixFact]
    public async Task A_model_arrives_over_a_pseudo_terminal_and_the_proof_is_printed()
    {
        using var board = new ServedBoard("esp32-rev3", listen: "pty");
        (int exit, string output, string error) = await CommandLineRunner.RunAsync("flash", files.Model, "--port", board.Port);
        Assert.Equal((0, ""), (exit, exit == 0 ? "" : error));
        Assert.Equal(files.ModelBytes, board.Board.Memory.Files[@"I:\tiny.edge"]);
        Assert.Contains("proof: the application on the device reports", output);
        Assert.Contains("next: ", output);
        Assert.Contains(@"write    I:\tiny.edge", error);
        (exit, output, _) = await CommandLineRunner.RunAsync("verify", files.Model, "--port", board.Port);
        Assert.Equal(0, exit);
        Assert.StartsWith(@"equal: I:\tiny.edge", output);
    }

    [Theory]
    [InlineData("esp32-rev3", RouteKind.Wire, "check-memory")]
    [InlineData("esp32-rev3", RouteKind.EspRom, "md5")]
    [InlineData("st-nucleo64-f091rc", RouteKind.Stm32Uart, "read-back")]
    public async Task An_application_arrives_by_every_route_and_a_changed_byte_is_found(string id, RouteKind route, string proof)
    {
        using var board = new ServedBoard(id, route);
        string app = files.App(20_000);
        string[] where = ["--port", board.Port, "--board", id, "--via", RouteNames.NameOf(route), "--as", "app", "--json"];
        (int exit, string output, string error) = await CommandLineRunner.RunAsync(["flash", app, .. where]);
        Assert.Equal((0, ""), (exit, exit == 0 ? "" : error));
        JsonNode json = JsonNode.Parse(output)!;
        Assert.Equal(proof, (string)json["proof"]!);
        Assert.Equal(File.ReadAllBytes(app), board.Board.Deployed[..20_000].ToArray());
        Assert.Equal(-1, board.Board.Deployed[20_000..].IndexOfAnyExcept((byte)0xFF));
        board.Board.Memory.Flash[board.Board.Board.Deploy.At - board.Board.Board.FlashAt + 12_345] ^= 4;
        string before = board.Contents();
        (exit, output, _) = await CommandLineRunner.RunAsync(["verify", app, .. where]);
        Assert.Equal(80, exit);
        JsonNode failure = JsonNode.Parse(output)!;
        Assert.Equal((false, "verify-mismatch", 80), ((bool)failure["ok"]!, (string)failure["error"]!["code"]!, (int)failure["error"]!["exit"]!));
        Assert.Equal(before, board.Contents());
    }

    [Theory]
    [InlineData("file")]
    [InlineData("app")]
    public async Task A_dry_run_prints_the_plan_the_run_executes_and_touches_nothing(string form)
    {
        using var board = new ServedBoard("esp32-rev3");
        string path = form == "file" ? files.Model : files.App(70_000);
        string before = board.Contents();
        (int exit, string dry, _) = await CommandLineRunner.RunAsync("flash", path, "--port", board.Port, "--as", form, "--dry-run", "--json");
        Assert.Equal(0, exit);
        Assert.Equal(before, board.Contents());
        (exit, string real, string error) = await CommandLineRunner.RunAsync("flash", path, "--port", board.Port, "--as", form, "--json");
        Assert.Equal(0, exit);
        JsonNode plan = JsonNode.Parse(dry)!["plan"]!;
        Assert.True(JsonNode.DeepEquals(plan, JsonNode.Parse(real)!["plan"]));
        Assert.All(plan["lines"]!.AsArray(), line => Assert.Contains((string)line!, error));
        Assert.NotEqual(before, board.Contents());
    }

    [Fact]
    public async Task A_dry_run_without_a_port_plans_from_the_entry_of_the_board()
    {
        (int exit, string output, _) = await CommandLineRunner.RunAsync("flash", files.Model, "--board", "esp32-rev3", "--dry-run");
        Assert.Equal(0, exit);
        Assert.Contains("no device was asked", output);
        (exit, _, string error) = await CommandLineRunner.RunAsync("flash", files.Model, "--dry-run");
        Assert.Equal(2, exit);
        Assert.Contains("--board", error);
    }

    [Fact]
    public async Task The_result_as_JSON_says_plan_device_and_proof()
    {
        using var board = new ServedBoard("esp32-rev3");
        (_, string output, _) = await CommandLineRunner.RunAsync("flash", files.Model, "--port", board.Port, "--json");
        JsonObject json = JsonNode.Parse(output)!.AsObject();
        Assert.Equal(["schema", "command", "ok", "plan", "device", "proof", "seconds", "repeated", "notices"], json.Select(field => field.Key));
        Assert.Equal(["board", "route", "as", "image", "file", "segments", "restart", "estimateSeconds", "lines"], json["plan"]!.AsObject().Select(field => field.Key));
        Assert.Equal(("esp32-rev3", "wire", "file"), ((string)json["plan"]!["board"]!, (string)json["plan"]!["route"]!, (string)json["plan"]!["as"]!));
        Assert.Equal("ESP32_REV3", (string)json["device"]!["target"]!);
        Assert.Equal("app-report", (string)json["proof"]!);
    }

    [Fact]
    public async Task Progress_as_JSON_is_one_object_a_line_and_nothing_else()
    {
        using var board = new ServedBoard("esp32-rev3");
        (_, _, string error) = await CommandLineRunner.RunAsync("flash", files.App(70_000), "--port", board.Port, "--progress", "json", "--quiet");
        JsonNode[] lines = [.. error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        Assert.Equal(["connect", "identify", "plan", "erase", "write", "verify", "reset"], lines.Select(line => (string)line["op"]!).Distinct());
        JsonNode last = lines.Last(line => (string)line["op"]! == "write");
        Assert.Equal((70_000L, 70_000L), ((long)last["done"]!, (long)last["total"]!));
    }

    [Fact]
    public async Task Progress_is_at_most_a_line_every_tenth_where_nobody_watches()
    {
        using var board = new ServedBoard("esp32-rev3");
        (_, _, string error) = await CommandLineRunner.RunAsync("flash", files.App(300_000), "--port", board.Port);
        Assert.Equal(11, error.Split('\n').Count(line => line.StartsWith("write ", StringComparison.Ordinal) && line.TrimEnd().EndsWith('%')));
    }

    [Fact]
    public async Task A_lost_byte_is_mended_and_reported()
    {
        using var board = new ServedBoard("esp32-rev3", faults: "drop host 3000; crc on");
        string data = files.Other(9_000);
        (int exit, string output, string error) = await CommandLineRunner.RunAsync("flash", data, "--port", board.Port);
        Assert.Equal((0, ""), (exit, exit == 0 ? "" : error));
        Assert.Contains("had to be repeated", output);
        Assert.Contains("note: ", error);
        Assert.Equal(File.ReadAllBytes(data), board.Board.Memory.Files[@"I:\other.bin"]);
    }

    [Fact]
    public async Task An_application_is_only_taken_where_it_holds_the_model()
    {
        using var board = new ServedBoard("st-stm32f769i-disco");
        (int exit, _, string error) = await CommandLineRunner.RunAsync("flash", files.Model, "--app", files.App(30_000), "--port", board.Port);
        Assert.Equal(3, exit);
        Assert.Contains("does not hold tiny.edge", error);
        (exit, string output, error) = await CommandLineRunner.RunAsync("flash", files.Model, "--app", files.App(30_000, withModel: true), "--port", board.Port);
        Assert.Equal((0, ""), (exit, exit == 0 ? "" : error));
        Assert.Contains("flashed app.bin, 30000 bytes, to 0x080C0000", output);
    }

    [Fact]
    public async Task A_file_nothing_confirms_is_no_success_unless_that_is_accepted()
    {
        using var board = new ServedBoard("esp32-rev3", faults: "app silent");
        string[] arguments = ["flash", files.Model, "--port", board.Port, "--report-timeout", "0.3"];
        (int exit, _, string error) = await CommandLineRunner.RunAsync(arguments);
        Assert.Equal(81, exit);
        Assert.Contains("--accept-unproven", error);
        (exit, string output, _) = await CommandLineRunner.RunAsync([.. arguments, "--accept-unproven"]);
        Assert.Equal(0, exit);
        Assert.Contains("proof: NONE", output);
    }
}
