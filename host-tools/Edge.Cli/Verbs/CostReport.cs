using System.Text.Json.Nodes;
using Edge.Cli.Output;
using Edge.Pack.Inspection;

namespace Edge.Cli.Verbs;

/// <summary>Compute cost and memory footprint as <c>edge inspect</c> shows them.</summary>
internal static class CostReport
{
    public static JsonObject ToJson(NetworkCost cost) => new()
    {
        ["computeCost"] = cost.ComputeCost,
        ["floatComputeCost"] = cost.FloatComputeCost,
        ["computeRatio"] = Math.Round(cost.ComputeRatio, 2),
        ["footprint"] = new JsonArray([.. cost.Footprints.Select(f => (JsonNode)new JsonObject
        {
            ["phase"] = Phase(f),
            ["batch"] = f.Batch,
            ["weightBytes"] = f.WeightBytes,
            ["activationBytes"] = f.ActivationBytes,
            ["floatWeightBytes"] = f.FloatWeightBytes,
            ["floatActivationBytes"] = f.FloatActivationBytes,
        })]),
    };

    public static void Print(NetworkCost cost, TextWriter writer)
    {
        writer.WriteLine(FormattableString.Invariant(
            $"cost    {cost.ComputeCost} multiply-adds x operand bits, {cost.FloatComputeCost} in 32-bit floats: {cost.ComputeRatio:F1} times less"));
        writer.WriteLine();
        var table = new PlainTable("footprint", ">batch", ">weights", ">activations", ">float weights", ">float activations");
        foreach (MemoryFootprint f in cost.Footprints)
        {
            table.Add(Phase(f), $"{f.Batch}", $"{f.WeightBytes}", $"{f.ActivationBytes}", $"{f.FloatWeightBytes}", $"{f.FloatActivationBytes}");
        }

        table.WriteTo(writer);
        writer.WriteLine();
    }

    private static string Phase(MemoryFootprint footprint) => footprint.Training ? "training" : "inference";
}
