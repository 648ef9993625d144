using System.CommandLine;
using System.Globalization;
using Edge.Boards;
using Edge.Cli.CommandLine;
using Edge.Errors;
using Edge.Flash;
using Edge.Flash.Plans;

namespace Edge.Cli.Verbs;

/// <summary>The arguments <c>edge flash</c> and <c>edge verify</c> share.</summary>
internal sealed class FlashArguments
{
    private readonly Argument<FileInfo> model = new("model") { Description = "The .edge file, or with --as app the application's deployment image" };
    private readonly Option<string?> port = PortOption();
    private readonly Option<string?> board = BoardOption.Create("The board [default: the one the device says it is]");
    private readonly Option<string?> via = new("--via") { Description = "The route: wire (firmware running), esp-rom, stm32-uart or dfuse (boot loaders) [default: the board's first]", HelpName = "ROUTE" };
    private readonly Option<string?> form = new("--as") { Description = "As a file on the board's drive, or as the application that holds the model [default: what board and file allow]", HelpName = "file|app" };
    private readonly Option<FileInfo?> app = new("--app") { Description = "The deployment image to send instead of the model; the model must be inside it", HelpName = "FILE" };
    private readonly Option<string?> to = new("--to") { Description = @"The name on the board's drive [default: I:\ and the file's name]", HelpName = "NAME" };
    private readonly Option<int?> baud = new("--baud") { Description = "Another speed of the line", HelpName = "RATE" };
    private readonly Option<bool> noReset = new("--no-reset") { Description = "Do not restart the device" };
    private readonly Option<bool> unproven = new("--accept-unproven") { Description = "Count a file that nothing on the device confirms as sent" };
    private readonly Option<double> deadline = new("--deadline") { Description = "The longest the whole run may take", HelpName = "SECONDS", DefaultValueFactory = _ => 600 };
    private readonly Option<double> reportTimeout = new("--report-timeout") { Description = "How long to wait for the application to report its model", HelpName = "SECONDS", DefaultValueFactory = _ => 15 };

    public FlashArguments(Command command, bool writes)
    {
        via.AcceptOnlyFromAmong("wire", "esp-rom", "stm32-uart", "dfuse");
        form.AcceptOnlyFromAmong("file", "app");
        command.Arguments.Add(model);
        foreach (Option option in (Option[])[port, board, via, form, app, to, baud, noReset, .. writes ? [unproven] : (Option[])[], deadline, reportTimeout])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The port that names no device: a plan from the board's entry alone.</summary>
    public const string NoPort = "";

    public static Option<string?> PortOption() => new("--port", "-p")
    {
        Description = "Where the board is: a serial port, tcp:HOST:PORT, or usb for dfuse (environment: EDGE_PORT; edge boards detect lists them)",
        HelpName = "PORT",
    };

    /// <summary>The port asked for by flag or environment, or null.</summary>
    public static string? PortOf(ParseResult parse, Option<string?> option) =>
        parse.GetValue(option) ?? Environment.GetEnvironmentVariable("EDGE_PORT") switch { "" => null, var name => name };

    /// <summary>What was asked for, with the port or without one where <paramref name="portNeeded"/> is false.</summary>
    public FlashRequest Request(ParseResult parse, bool portNeeded)
    {
        RouteKind? route = parse.GetValue(via) is { } name && RouteNames.TryParse(name, out RouteKind kind) ? kind : null;
        string path = parse.GetRequiredValue(model).FullName;
        return new FlashRequest
        {
            Port = PortOf(parse, port) ?? (route == RouteKind.Dfuse ? "usb" : portNeeded ? throw PortNeeded() : NoPort),
            Image = parse.GetValue(app) is { } image ? AppImage.Holding(image.FullName, path) : FlashImage.Read(path),
            Board = BoardOption.Find(parse, board),
            Via = route,
            Catalog = BoardCatalog.Load(GlobalOptions.BoardsFile(parse)),
            Options = new FlashOptions
            {
                Delivery = parse.GetValue(form) switch { "file" => Delivery.File, "app" => Delivery.App, _ => parse.GetValue(app) is null ? null : Delivery.App },
                DevicePath = parse.GetValue(to),
                Restart = !parse.GetValue(noReset),
                Baud = parse.GetValue(baud),
                AcceptUnproven = parse.GetValue(unproven),
                Deadline = Seconds(parse, deadline),
                ReportTimeout = Seconds(parse, reportTimeout),
            },
        };
    }

    /// <summary>The file the user named.</summary>
    public string ModelPath(ParseResult parse) => parse.GetRequiredValue(model).FullName;

    private static TimeSpan Seconds(ParseResult parse, Option<double> option)
    {
        double seconds = parse.GetValue(option);
        return seconds is > 0 and <= 86400
            ? TimeSpan.FromSeconds(seconds)
            : throw new EdgeException(ExitCode.Usage, "flash-time", $"{option.Name} cannot be {seconds.ToString(CultureInfo.InvariantCulture)}") { Expected = "seconds, above 0 and at most 86400" };
    }

    private static EdgeException PortNeeded()
    {
        IReadOnlyList<string> ports = SerialPorts.List();
        return new EdgeException(ExitCode.Usage, "port-needed", "no port was given")
        {
            Expected = "--port PORT, or EDGE_PORT",
            Found = ports.Count == 0 ? "no serial port on this machine" : $"these serial ports: {string.Join(", ", ports)}",
            Try = ports.Count == 0 ? "plug a board in, or try without one: edge simulate-board esp32-rev3" : $"edge boards detect, or --port {ports[0]}",
        };
    }
}
