using System.Text.Json.Nodes;
using Edge.Cli.Output;
using Edge.Pack.Inspection;
using Edge.Pack.Measuring;

namespace Edge.Cli.Verbs;

/// <summary>The weights in the file's layouts and in the chosen ones, as <c>edge inspect</c> shows them.</summary>
internal static class LayoutTable
{
    public static JsonObject ToJson(LayoutReport report) => new()
    {
        ["fileWeightBytes"] = report.FileWeightBytes,
        ["weightBytes"] = report.WeightBytes,
        ["scratchBytes"] = report.ScratchBytes,
        ["layers"] = new JsonArray([.. report.Layers.Select(layer => (JsonNode)new JsonObject
        {
            ["variant"] = layer.Variant,
            ["fileBytes"] = layer.FileBytes,
            ["chosenBytes"] = layer.ChosenBytes,
        })]),
    };

    /// <param name="board">The board in whose heap the layouts were chosen; null where there was room for all.</param>
    public static void Print(TextWriter to, LayoutReport report, ModelSummary summary, string? board, bool layers)
    {
        string where = board is null ? "where the heap has room for all" : $"on {board}";
        to.WriteLine($"layouts weights take {report.FileWeightBytes} bytes as in the file, {report.WeightBytes} and {report.ScratchBytes} of working memory in the layouts chosen {where}");
        if (!layers)
        {
            return;
        }

        to.WriteLine();
        var table = new PlainTable(">#", "operator", "weights", ">bytes in the file", ">bytes chosen", "layout");
        foreach (LayerLayout layer in report.Layers)
        {
            LayerSummary own = summary.Layers[layer.Layer];
            table.Add($"{layer.Layer}", own.Operator, own.Encoding, $"{layer.FileBytes}", $"{layer.ChosenBytes}", VariantName.Of(layer.Variant));
        }

        table.WriteTo(to);
    }
}
