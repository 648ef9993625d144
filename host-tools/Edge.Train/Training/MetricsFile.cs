using System.Globalization;

namespace Edge.Train.Training;

/// <summary>metrics.csv of a run folder: one line an epoch.</summary>
internal sealed class MetricsFile(string path)
{
    private const string Header = "epoch,loss,train_accuracy,validation_accuracy,zeros,learning_rate,seconds";

    /// <summary>Starts the file, or keeps the lines of the epochs a resumed run has behind it.</summary>
    public void Begin(int epochsDone)
    {
        IEnumerable<string> kept = File.Exists(path) && epochsDone > 0 ? File.ReadAllLines(path).Skip(1).Take(epochsDone) : [];
        Write([Header, .. kept]);
    }

    public void Add(EpochReport report)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Epoch},{report.Loss:F5},{report.TrainAccuracy:F5},{report.ValidationAccuracy:F5},{report.Zeros:F4},{report.LearningRate:G4},{report.Elapsed.TotalSeconds:F2}");
        Write([.. File.ReadAllLines(path), line]);
    }

    private void Write(IEnumerable<string> lines)
    {
        File.WriteAllLines(path + ".tmp", lines);
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
