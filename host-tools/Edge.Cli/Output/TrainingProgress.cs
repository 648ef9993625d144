using Edge.Train.Training;
using Spectre.Console;

namespace Edge.Cli.Output;

/// <summary>Shows a training: one line an epoch that stays and, where a person watches, a line in between that does not.</summary>
internal sealed class TrainingProgress(Terminal terminal)
{
    private const int BatchesBetweenUpdates = 20;
    private readonly List<EpochReport> epochs = [];

    public IReadOnlyList<EpochReport> Epochs => epochs;

    public void Watch(Trainer trainer)
    {
        trainer.EpochFinished += ShowEpoch;
        if (terminal.ShowsProgressBars)
        {
            trainer.BatchFinished += ShowBatch;
        }
    }

    private static string Duration(TimeSpan time) => time.TotalMinutes >= 1 ? $"{(int)time.TotalMinutes}:{time.Seconds:00}" : $"{time.TotalSeconds:F1} s";

    private void ShowEpoch(EpochReport report)
    {
        epochs.Add(report);
        string line = $"epoch {report.Epoch}/{report.Epochs}  loss {report.Loss:F4}  train {report.TrainAccuracy:P1}  validation {report.ValidationAccuracy:P2}{(report.IsBest ? " *" : "  ")}"
            + $"  zeros {report.Zeros:P0}  {Duration(report.Elapsed)}  eta {Duration(report.Remaining)}";
        Clear();
        terminal.Say(line);
    }

    private void ShowBatch(BatchReport report)
    {
        if (report.Batch % BatchesBetweenUpdates == 0)
        {
            terminal.Progress.Write(new Text($"\repoch {report.Epoch}/{report.Epochs}  batch {report.Batch}/{report.Batches}  loss {report.Loss:F4} "));
        }
    }

    private void Clear()
    {
        if (terminal.ShowsProgressBars)
        {
            terminal.Progress.Write(new Text("\r" + new string(' ', 60) + "\r"));
        }
    }
}
