using System.Globalization;

namespace Edge.Methods.Benchmarks;

/// <summary>One trained (or newly deployed) network.</summary>
/// <param name="Test">Accuracy on the 10,000 test images, 0 .. 1.</param>
/// <param name="Validation">Validation accuracy of each epoch.</param>
/// <param name="TestByEpoch">Accuracy on the test images after each epoch, for the networks whose learning is compared; else empty. No epoch is picked by it.</param>
internal sealed record Result(string Network, long Seed, double Test, IReadOnlyList<double> Validation, double Seconds, IReadOnlyList<double> TestByEpoch);

/// <summary>results.csv: a line a run. What stands there is not trained again.</summary>
internal sealed class ResultsFile(string path)
{
    private const string Header = "network,seed,test,validation by epoch,seconds,test by epoch";

    public IReadOnlyList<Result> Read() => !File.Exists(path) ? [] : [.. File.ReadLines(path).Skip(1).Select(Parse)];

    public bool Has(string network, long seed) => Read().Any(r => r.Network == network && r.Seed == seed);

    public void Add(Result result)
    {
        string line = FormattableString.Invariant($"{result.Network},{result.Seed},{result.Test:F4},{Joined(result.Validation)},{result.Seconds:F0},{Joined(result.TestByEpoch)}");
        File.WriteAllLines(path + ".tmp", [.. File.Exists(path) ? File.ReadAllLines(path) : [Header], line]);
        File.Move(path + ".tmp", path, overwrite: true);
    }

    private static Result Parse(string line)
    {
        string[] cells = line.Split(',');
        return new Result(cells[0], long.Parse(cells[1], CultureInfo.InvariantCulture), Number(cells[2]), Numbers(cells[3]), Number(cells[4]), Numbers(cells[5]));
    }

    private static string Joined(IReadOnlyList<double> values) => string.Join(' ', values.Select(v => v.ToString("F4", CultureInfo.InvariantCulture)));

    private static IReadOnlyList<double> Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
