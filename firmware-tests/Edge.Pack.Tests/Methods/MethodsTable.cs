using System.Globalization;

namespace Edge.Pack.Tests.Methods;

/// <summary>The table that a test run leaves beside the test assembly: one line a method that was trained, packed and compared.</summary>
public sealed class MethodsTable : IDisposable
{
    private readonly SortedDictionary<string, string> rows = [];

    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "methods-table.md");

    internal void Add(string row, MethodResult result)
    {
        lock (rows)
        {
            rows[row] = string.Create(
                CultureInfo.InvariantCulture,
                $"| {row} | {result.Encodings} | {result.WeightBytes} | {result.Report.Images} | {result.Report.ComparedValues} | {result.Report.DifferingValues} | {result.Report.PackedAccuracy:P1} |");
        }
    }

    public void Dispose()
    {
        string[] head = ["| method | weight planes | weight bytes | images | values compared | differing | accuracy |", "|---|---|---|---|---|---|---|"];
        File.WriteAllLines(Path + ".part", [.. head, .. rows.Values]);
        File.Move(Path + ".part", Path, overwrite: true);
    }
}
