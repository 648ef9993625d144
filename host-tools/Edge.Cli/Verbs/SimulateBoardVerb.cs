using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Flash.Simulation;

namespace Edge.Cli.Verbs;

/// <summary><c>edge simulate-board</c>: a board without the board, for trying to flash.</summary>
internal static class SimulateBoardVerb
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "A board's id, alias or target name" };
        var listen = new Option<string>("--listen") { Description = "Where: pty for a pseudo-terminal, tcp:PORT (this machine only; tcp:0 takes a free port)", HelpName = "pty|tcp:PORT", DefaultValueFactory = _ => OperatingSystem.IsWindows() ? "tcp:5333" : "pty" };
        var route = new Option<string?>("--route") { Description = "What it speaks: wire, esp-rom or stm32-uart [default: the board's first]", HelpName = "ROUTE" };
        route.AcceptOnlyFromAmong("wire", "esp-rom", "stm32-uart");
        var faults = new Option<string?>("--faults") { Description = "What goes wrong: a script such as \"drop host 120; crc on\", or a file with one", HelpName = "SCRIPT|FILE" };
        var image = new Option<FileInfo?>("--flash-image") { Description = "Keep the flash in this file, and the drive in the folder FILE.files, when the simulation ends", HelpName = "FILE" };
        var link = new Option<FileInfo?>("--link") { Description = "Make this symbolic link to the pseudo-terminal", HelpName = "PATH" };
        var command = new Command("simulate-board", "Be a board at a pseudo-terminal or TCP port, to try flashing without one; Ctrl-C ends it") { id, listen, route, faults, image, link };
        command.SetVerb((parse, terminal, cancellation) => Task.Run(
            () =>
            {
                Board board = BoardOption.Find(parse, parse.GetRequiredValue(id));
                RouteKind? kind = parse.GetValue(route) is { } name && RouteNames.TryParse(name, out RouteKind found) ? found : null;
                var simulated = new SimulatedBoard(board, kind, Script(parse.GetValue(faults)));
                var kept = parse.GetValue(image) is { } file ? new KeptFlash(file.FullName) : null;
                kept?.Load(simulated.Memory);
                Serve(simulated, parse.GetRequiredValue(listen), parse.GetValue(link)?.FullName, terminal, cancellation);
                kept?.Save(simulated.Memory);
                return VerbResult.Shown;
            },
            CancellationToken.None));
        return command;
    }

    private static FaultScript Script(string? text) => FaultScript.Parse(text is null ? "" : File.Exists(text) ? File.ReadAllText(text) : text);

    // A fault may end the connection for good, as when a cable is pulled: the board then comes back like one that is plugged in again.
    private static void Serve(SimulatedBoard board, string listen, string? link, Terminal terminal, CancellationToken cancellation)
    {
        board.Log = terminal.Verbose ? terminal.Say : _ => { };
        bool first = true;
        while (first || !cancellation.IsCancellationRequested)
        {
            using BoardServer server = BoardServer.Listen(board, listen);
            using PortLink? named = link is null ? null : PortLink.Make(link, server.Port);
            Announce(board, link ?? server.Port, terminal, first);
            first = false;
            server.Run(cancellation);
        }
    }

    private static void Announce(SimulatedBoard board, string port, Terminal terminal, bool first)
    {
        if (first)
        {
            var json = new JsonObject { ["port"] = port, ["board"] = board.Board.Id, ["route"] = RouteNames.NameOf(board.Route) };
            Verb.Show("simulate-board", new VerbResult(json, to => to.Out.WriteLine(port)), terminal);
            terminal.Out.Flush();
        }
        else
        {
            terminal.Say($"the connection ended by a fault; the board is back at {port}");
        }

        terminal.Say($"{board.Board.Id} speaks {RouteNames.NameOf(board.Route)} at {port}; Ctrl-C ends it");
    }
}
