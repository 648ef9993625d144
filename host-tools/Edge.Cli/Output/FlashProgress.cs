using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Flash;
using Edge.Flash.Plans;
using Spectre.Console;

namespace Edge.Cli.Output;

/// <summary>Shows a run of flashing: a bar a step where a person watches, a line at every tenth elsewhere, or a JSON object a line.</summary>
internal sealed class FlashProgress(Terminal terminal, string form) : IProgress<FlashEvent>, IDisposable
{
    private const int BarWidth = 30;
    private const int LineWidth = 78;
    private readonly bool json = form == "json";
    private (FlashOperation Operation, long Tenth)? last;
    private int written;

    public static Option<string> CreateOption()
    {
        var option = new Option<string>("--progress")
        {
            Description = "How to show progress on standard error: auto, or json for one object a line",
            HelpName = "auto|json",
            DefaultValueFactory = _ => "auto",
        };
        option.AcceptOnlyFromAmong("auto", "json");
        return option;
    }

    public void Report(FlashEvent value)
    {
        if (json)
        {
            ReportJson(value);
        }
        else if (value.Note is { } note)
        {
            Clear();
            terminal.Say($"note: {note}");
        }
        else if (terminal.ShowsProgressBars)
        {
            Draw(value);
        }
        else
        {
            ReportLine(value);
        }
    }

    /// <summary>Shows what a run is about to do.</summary>
    public void ShowPlan(FlashPlan plan)
    {
        Clear();
        if (json)
        {
            terminal.Always(new JsonObject { ["op"] = "plan", ["lines"] = new JsonArray([.. plan.Lines().Select(line => JsonValue.Create(line))]) }.ToJsonString());
            return;
        }

        foreach (string line in plan.Lines())
        {
            terminal.Say(line);
        }
    }

    /// <summary>Leaves the line to whoever writes next.</summary>
    public void Clear()
    {
        if (written > 0)
        {
            terminal.Progress.Write(new Text("\r" + new string(' ', written) + "\r"));
            written = 0;
        }
    }

    public void Dispose() => Clear();

    private static string Name(FlashOperation operation) => operation.ToString().ToLowerInvariant();

    private void ReportJson(FlashEvent value)
    {
        var line = new JsonObject { ["op"] = Name(value.Operation), ["done"] = value.Done, ["total"] = value.Total };
        if (value.Note is { } note)
        {
            line["note"] = note;
        }

        terminal.Always(line.ToJsonString());
    }

    private void ReportLine(FlashEvent value)
    {
        long tenth = value.Total > 1 ? 10 * value.Done / value.Total : value.Done == 0 ? 0 : 10;
        if (last is { } before && before.Operation == value.Operation && tenth <= before.Tenth)
        {
            return;
        }

        bool begins = last?.Operation != value.Operation;
        last = (value.Operation, tenth);
        if (value.Total > 1)
        {
            terminal.Say($"{Name(value.Operation)} {10 * tenth} %");
        }
        else if (begins)
        {
            terminal.Say(Name(value.Operation));
        }
    }

    private void Draw(FlashEvent value)
    {
        if (last is { } before && before.Operation != value.Operation && before.Tenth > 0)
        {
            // The finished step's bar stays.
            terminal.Progress.Write(new Text("\n"));
            written = 0;
        }

        last = (value.Operation, value.Total > 1 ? 1 : 0);
        string line = Name(value.Operation).PadRight(9);
        if (value.Total > 1)
        {
            int filled = (int)(BarWidth * value.Done / value.Total);
            line += $"[{new string('#', filled)}{new string('-', BarWidth - filled)}] {100 * value.Done / value.Total,3} %  {value.Done} of {value.Total} bytes";
        }

        line = line.Length > LineWidth ? line[..LineWidth] : line;
        terminal.Progress.Write(new Text("\r" + line.PadRight(written)));
        written = Math.Max(written, line.Length);
    }
}
