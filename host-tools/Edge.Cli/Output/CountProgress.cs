using Spectre.Console;

namespace Edge.Cli.Output;

/// <summary>A count that moves where a person watches, and a line at every tenth elsewhere.</summary>
internal sealed class CountProgress(Terminal terminal, string unit)
{
    private int lastTenth;

    public void Report(int done, int total)
    {
        int tenth = (int)(10L * done / Math.Max(1, total));
        if (terminal.ShowsProgressBars)
        {
            terminal.Progress.Write(new Text($"\r{done} of {total} {unit} "));
        }
        else if (tenth > lastTenth)
        {
            terminal.Say($"{done} of {total} {unit}");
        }

        lastTenth = tenth;
    }

    public void Clear()
    {
        if (terminal.ShowsProgressBars)
        {
            terminal.Progress.Write(new Text("\r" + new string(' ', 40) + "\r"));
        }
    }
}
