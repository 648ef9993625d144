using System.Globalization;

namespace Edge.Pack.Tests.Methods;

/// <summary>The table that a test run leaves beside the test assembly: one line a method that was trained, packed and compared.</summary>
public sealed class MethodsTable : IDisposable
{
    /// <summary>The test classes that share the table.</summary>
    public const string Collection = "methods table";

    private readonly SortedDictionary<string, string> rows = [];

    public static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "methods-table.md");

    private void Add(string row, MethodResult result)
    {
        lock (rows)
        {
            rows[row] = string.Create(
                CultureInfo.InvariantCulture,
                $"| {row} | {result.Encodings} | {result.WeightBytes} | {result.Report.Images} | {result.Report.ComparedValues} | {result.Report.DifferingValues} | {result.Report.PackedAccuracy:P1} |");
        }
    }

    /// <summary>Adds a line, and holds the network to what every method has to reach.</summary>
    internal void Check(string row, MethodResult result)
    {
        Add(row, result);
        Assert.Equal(0, result.Packed.Report.StepsDiffering);
        Assert.Equal(0, result.Report.DifferingValues);
        Assert.Equal(TrainedMethod.TestImages, result.Report.Images);
        Assert.True(result.Report.ComparedValues > 100_000, $"{result.Report.ComparedValues}");
        Assert.True(result.Report.PackedAccuracy > 0.55, $"{result.Report.PackedAccuracy}");
    }

    public void Dispose()
    {
        string[] head = ["| method | weight planes | weight bytes | images | values compared | differing | accuracy |", "|---|---|---|---|---|---|---|"];
        File.WriteAllLines(Path + ".part", [.. head, .. rows.Values]);
        File.Move(Path + ".part", Path, overwrite: true);
    }
}

/// <summary>One table for all of them.</summary>
[CollectionDefinition(MethodsTable.Collection)]
public sealed class MethodsTableCollection : ICollectionFixture<MethodsTable>;
