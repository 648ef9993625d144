using System.Globalization;

namespace Edge.Cli.Output;

/// <summary>Draws a run folder's metrics.csv.</summary>
internal static class TrainingCurve
{
    private const int TrainColumn = 2;
    private const int ValidationColumn = 3;

    /// <summary>Writes curve.svg beside metrics.csv and returns its path.</summary>
    public static string Write(string folder, string name)
    {
        string path = Path.Combine(folder, "curve.svg");
        string[][] rows = [.. File.ReadLines(Path.Combine(folder, "metrics.csv")).Skip(1).Select(line => line.Split(','))];
        string svg = CurveSvg.Draw($"{name}: accuracy by epoch", " %", [new("training", Percent(rows, TrainColumn)), new("validation", Percent(rows, ValidationColumn))]);
        File.WriteAllText(path + ".tmp", svg);
        File.Move(path + ".tmp", path, overwrite: true);
        return path;
    }

    private static double[] Percent(string[][] rows, int column) =>
        [.. rows.Select(row => 100 * double.Parse(row[column], CultureInfo.InvariantCulture))];
}
