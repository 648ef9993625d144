using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Flash;
using Edge.Flash.Plans;

namespace Edge.Cli.Verbs;

/// <summary><c>edge boards detect</c>: the serial ports and what answers on them. Never writes.</summary>
internal static class DetectVerb
{
    public static Command Create()
    {
        Option<string?> port = FlashArguments.PortOption();
        var command = new Command("detect", "List the serial ports and ask each what is there; never writes to a board") { port };
        command.SetVerb(async (parse, terminal, cancellation) =>
        {
            BoardCatalog catalog = BoardCatalog.Load(GlobalOptions.BoardsFile(parse));
            string[] ports = FlashArguments.PortOf(parse, port) is { } one ? [one] : [.. SerialPorts.List()];
            if (ports.Length > 0)
            {
                terminal.Say($"asking at {string.Join(", ", ports)}: some boards restart when their port is opened");
            }

            // A silent port takes many seconds of waiting, so all are asked at once.
            return Result(await Task.WhenAll(ports.Select(name => Task.Run(() => new BoardDetector().Ask(name, catalog, cancellation), CancellationToken.None))));
        });
        return command;
    }

    private static VerbResult Result(IReadOnlyList<DetectedPort> ports) => new(
        new JsonObject { ["ports"] = new JsonArray([.. ports.Select(ToJson)]) },
        to => Print(to, ports));

    private static void Print(Terminal to, IReadOnlyList<DetectedPort> ports)
    {
        if (ports.Count == 0)
        {
            to.Out.WriteLine("no serial port on this machine; --port PORT asks at another place, edge simulate-board makes one");
            return;
        }

        var table = new PlainTable("port", "usb", "state", "device", "board");
        foreach (DetectedPort port in ports)
        {
            table.Add(port.Port, port.UsbId ?? "", State(port), Device(port), string.Join(", ", port.Boards.Select(board => board.Id)));
        }

        table.WriteTo(to.Out);
        foreach (DetectedPort port in ports.Where(port => port.Failure is not null || port.Differing.Count > 0))
        {
            to.Out.WriteLine();
            to.Out.WriteLine(port.Failure is { } failure ? $"{port.Port}: {failure.Message}; try: {failure.Try}" : $"{port.Port}: no entry of boards.json agrees");
            foreach (ComparisonRow row in port.Differing)
            {
                to.Out.WriteLine($"  {row.What}: boards.json says {row.Entry}, the device says {row.Device}");
            }
        }
    }

    // The code of the failure is the state: port-permission, port-in-use, device-silent and so on.
    private static string State(DetectedPort port) => port.Failure?.Code ?? (port.Boards.Count == 1 ? "ok" : port.Boards.Count == 0 ? "unknown-board" : "several-boards");

    private static string Device(DetectedPort port) => port.Facts is not { } facts ? ""
        : facts.Route == RouteKind.Wire ? $"{facts.Target}, firmware {facts.Firmware}"
        : $"{facts.Chip} in its boot loader";

    private static JsonNode ToJson(DetectedPort port)
    {
        var json = new JsonObject
        {
            ["port"] = port.Port,
            ["usb"] = port.UsbId,
            ["state"] = State(port),
            ["device"] = port.Facts is { } facts ? FlashJson.Of(facts) : null,
            ["boards"] = new JsonArray([.. port.Boards.Select(board => JsonValue.Create(board.Id))]),
        };
        if (port.Failure is { } failure)
        {
            json["error"] = new JsonObject { ["code"] = failure.Code, ["message"] = failure.Message, ["hint"] = failure.Try };
        }

        return json;
    }
}
