using static Edge.Formats.Format;
using static Edge.Formats.Writing.Checks;

namespace Edge.Formats.Writing;

/// <summary>
/// Everything FORMAT.md demands of a definition. Writer and reader both ask here, so that neither passes what the other refuses.
/// That accumulators stay within int32 and that live tensors do not overlap is the packer's to prove.
/// </summary>
public static class DefinitionChecks
{
    /// <summary>Checks the whole definition and returns its tensors' shapes.</summary>
    /// <exception cref="ModelFormatException">The first thing that is wrong.</exception>
    public static TensorShape[] Check(ModelDefinition model)
    {
        Require(model.Layers.Count is >= 1 and <= MaxLayers, Status.OutOfRange, "layers", $"1 .. {MaxLayers} layers", model.Layers.Count);
        TensorShape[] tensors = LayerShapes.Derive(model);
        Require(model.ArenaBytes is >= 0 and <= MaxArena, Status.OutOfRange, "arena", $"0 .. {MaxArena} bytes", model.ArenaBytes);
        CheckInput(model.Input);
        long operations = 0;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            LayerDefinition layer = model.Layers[i];
            string field = $"layers[{i}]";
            operations += LayerShapes.Operations(layer, tensors[layer.Input], tensors[i + 1]);
            Require(operations <= MaxOperations, Status.OutOfRange, "layers", $"at most {MaxOperations} operations in all layers", operations);
            Require(layer.Hint >= 0, Status.OutOfRange, $"{field}.hint", "0 or more", layer.Hint);
            CheckPlacement(layer, tensors[i + 1], model.ArenaBytes, field);
            CheckOperator(layer, tensors[layer.Input], field);
            PlaneChecks.Check(layer, tensors[layer.Input], field);
            EpilogueChecks.Check(layer, tensors[layer.Input], field);
        }

        CheckOutput(model.Output, tensors[^1]);
        CheckTests(model, tensors[0]);
        return tensors;
    }

    private static void CheckInput(InputDefinition input)
    {
        Require(input.ZeroPoint is >= 0 and <= MaxZero, Status.OutOfRange, "input.zero point", $"0 .. {MaxZero}", input.ZeroPoint);
        CheckScale(input.Scale, "input.scale");
    }

    private static void CheckOutput(OutputDefinition output, TensorShape last)
    {
        Require(output.Count == last.Elements, Status.ShapeMismatch, "output.count", $"{last.Elements}, the elements of the last tensor", output.Count);
        CheckScale(output.Scale, "output.scale");
        Require(
            output.Labels.Count == 0 || output.Labels.Count == output.Count,
            Status.ShapeMismatch, "output.labels", $"no label or {output.Count}, one for each output", output.Labels.Count);
    }

    private static void CheckScale(double scale, string field) =>
        Require(double.IsFinite(scale) && scale > 0, Status.OutOfRange, field, "a positive finite number", scale);

    private static void CheckPlacement(LayerDefinition layer, TensorShape output, int arena, string field)
    {
        if (output.Format == FormatRaw)
        {
            Require(layer.OutputOffset == 0, Status.OutOfRange, $"{field}.output.offset", "0 for a raw output, which lies outside the arena", layer.OutputOffset);
            return;
        }

        Require(
            layer.OutputOffset >= 0 && layer.OutputOffset % ArenaAlignment == 0,
            Status.OutOfRange, $"{field}.output.offset", $"a multiple of {ArenaAlignment}", layer.OutputOffset);
        Require(
            layer.OutputOffset <= arena - output.StoredBytes,
            Status.OutOfBounds, $"{field}.output.offset", $"{output.StoredBytes} bytes inside the arena of {arena}", layer.OutputOffset);
    }

    private static void CheckOperator(LayerDefinition layer, TensorShape input, string field)
    {
        if (layer.Operator is Operator.Add)
        {
            Require(InMultiplierRange(layer.AddMultipliers.First), Status.OutOfRange, $"{field}.geometry[0]", "-32768 .. 32767", layer.AddMultipliers.First);
            Require(InMultiplierRange(layer.AddMultipliers.Second), Status.OutOfRange, $"{field}.geometry[1]", "-32768 .. 32767", layer.AddMultipliers.Second);
            return;
        }

        Require(layer.Input2 == -1, Status.ShapeMismatch, $"{field}.input2", "-1: only add has a second input", layer.Input2);
        Require(layer.AddMultipliers == (1, 1), Status.ShapeMismatch, $"{field}.geometry", "no multipliers: only add has them", layer.AddMultipliers);
        if (layer.Operator is Operator.MaxPool)
        {
            Require(layer.OutputFormat == input.Format, Status.ShapeMismatch, $"{field}.output.format", $"{input.Format}, max pool's input format", layer.OutputFormat);
        }
    }

    private static bool InMultiplierRange(int value) => value is >= -MaxMultiplier - 1 and <= MaxMultiplier;

    private static void CheckTests(ModelDefinition model, TensorShape input)
    {
        Require(model.Tests.Count <= MaxTests, Status.OutOfRange, "tests", $"at most {MaxTests}", model.Tests.Count);
        for (int i = 0; i < model.Tests.Count; i++)
        {
            SelfTestDefinition test = model.Tests[i];
            if (test.Input is null)
            {
                Require(test.Seed > 0, Status.OutOfRange, $"tests[{i}].input", "a seed above 0", test.Seed);
                continue;
            }

            Require(test.Seed == 0, Status.ShapeMismatch, $"tests[{i}].input", "an input or a seed", "both");
            Require(test.Input.Length == input.StoredBytes, Status.ShapeMismatch, $"tests[{i}].input", $"{input.StoredBytes} bytes", test.Input.Length);
            CheckStored(test.Input, input, i);
        }
    }

    private static void CheckStored(byte[] stored, TensorShape shape, int test)
    {
        int pixelBytes = (shape.Channels + 7) / 8;
        int spare = shape.Channels % 8 == 0 ? 0 : 0xff << (shape.Channels % 8) & 0xff;
        for (int i = 0; i < stored.Length; i++)
        {
            bool right = shape.Format == FormatBits
                ? i % pixelBytes != pixelBytes - 1 || (stored[i] & spare) == 0
                : stored[i] <= shape.MaxValue;
            Require(right, Status.OutOfRange, $"tests[{test}].input[{i}]", shape.Format == FormatBits ? "spare bits 0" : "a value of the input's format", stored[i]);
        }
    }
}
