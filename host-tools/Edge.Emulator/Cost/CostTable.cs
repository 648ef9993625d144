using System.Text.Json;

namespace Edge.Emulator.Cost;

/// <summary>Cost of operations in units of one simple IL instruction; cost-table.json names where each figure comes from.</summary>
public sealed class CostTable
{
    private readonly Dictionary<string, double> units;

    private CostTable(JsonElement root)
    {
        Unit = root.GetProperty("unit").GetString()!;
        Source = root.GetProperty("source").GetString()!;
        units = root.GetProperty("units").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
    }

    /// <summary>The table in this assembly.</summary>
    public static CostTable Instance { get; } = Load();

    /// <summary>What one unit is.</summary>
    public string Unit { get; }

    /// <summary>Where the figures were measured.</summary>
    public string Source { get; }

    /// <summary>All operations and their cost.</summary>
    public IReadOnlyDictionary<string, double> Units => units;

    /// <summary>Cost of one operation by its name in the file.</summary>
    public double this[string operation] => units[operation];

    /// <summary>Cost of a byte Array.Copy and InitializeArray move.</summary>
    internal double CopiedByte => units["copiedByte"];

    /// <summary>Cost of a byte newarr and Array.Clear write.</summary>
    internal double ClearedByte => units["clearedByte"];

    private static CostTable Load()
    {
        using Stream stream = typeof(CostTable).Assembly.GetManifestResourceStream("cost-table.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return new CostTable(document.RootElement);
    }
}
