using System.Globalization;
using Edge.Train.Data;
using Edge.Train.Training;

namespace Edge.Methods.Benchmarks;

/// <summary>
/// The accuracy on the test images after each epoch of a run, in a file of its own beside the run's checkpoints. The 1,200 validation images are too few to tell two networks that learn almost alike apart;
/// training sees nothing of this.
/// </summary>
internal sealed class LearningCurve(string run)
{
    private readonly string path = Path.Combine(run, "test-by-epoch.txt");

    /// <summary>Measures the network of the epoch that has just ended; an epoch measured before an interruption is replaced.</summary>
    public void Measure(int epoch, string baseFolder)
    {
        using Checkpoint last = Checkpoint.Load(Path.Combine(run, "last.checkpoint"));
        double accuracy = Evaluation.Accuracy(last.Network, DataSource.Load(last.Recipe, baseFolder).Test);
        string[] earlier = [.. Lines().Take(epoch - 1)];
        File.WriteAllLines(path + ".tmp", [.. earlier, accuracy.ToString("F4", CultureInfo.InvariantCulture)]);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    /// <summary>One number an epoch; empty where nothing was measured.</summary>
    public IReadOnlyList<double> Read() => [.. Lines().Select(line => double.Parse(line, CultureInfo.InvariantCulture))];

    private string[] Lines() => File.Exists(path) ? File.ReadAllLines(path) : [];
}
