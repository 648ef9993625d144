using Edge.Formats.Writing;
using Edge.Pack.Folding;
using Edge.Train.Trained;

namespace Edge.Pack;

/// <summary>One layer on its way into the model.</summary>
internal sealed record BuiltLayer(LayerDefinition Definition, StoredTensor Output, PackedLayerReport Report, IReadOnlyList<Channel> Channels, double OutputScale);

/// <summary>Builds the integer form of each operator.</summary>
internal static class LayerBuilder
{
    private const int Raw = 32;

    public static BuiltLayer Build(TrainedLayer layer, IReadOnlyList<StoredTensor> tensors, int height, int width)
    {
        StoredTensor input = tensors[layer.Inputs[0]];
        return layer.Operator switch
        {
            TrainedOperator.MaxPool => MaxPool(layer, input, height, width),
            TrainedOperator.AveragePool => AveragePool(layer, input, height, width),
            TrainedOperator.Add => Add(layer, input, tensors[layer.Inputs[1]]),
            _ => Weighted(layer, input, height, width),
        };
    }

    private static BuiltLayer Weighted(TrainedLayer layer, StoredTensor input, int height, int width)
    {
        FoldedLayer folded = WeightedFold.Fold(layer, input);
        StoredTensor output = layer.Activation is null
            ? input with { Height = height, Width = width, Channels = layer.Channels, Format = Raw }
            : input.With(height, width, layer.Channels, layer.Activation);
        var definition = new LayerDefinition
        {
            Operator = layer.Operator switch
            {
                TrainedOperator.Dense => Operator.Dense,
                TrainedOperator.Conv2d => Operator.Conv2d,
                _ => Operator.DepthwiseConv2d,
            },
            Input = layer.Inputs[0],
            OutputChannels = layer.Channels,
            OutputFormat = output.Format,
            Window = layer.Operator == TrainedOperator.Dense ? null : Window(layer.Window!),
            Epilogue = folded.Epilogue,
            Planes = folded.Planes,
        };
        int[] weights = [.. folded.Planes.SelectMany(plane => plane.Weights)];
        var report = new PackedLayerReport(
            layer.Name,
            layer.Operator.ToString(),
            Shape(output),
            "",
            folded.Epilogue.Kind.ToString(),
            0, // encodings and bytes are known when the packer has decided which planes are coded
            EpilogueChooser.Bytes(folded.Epilogue),
            (long)height * width * folded.Planes[0].Weights.Length,
            weights.Count(w => w == 0) / (double)weights.Length,
            folded.LargestAccumulator,
            folded.StepsChecked,
            folded.StepsDiffering);
        return new BuiltLayer(definition, output, report, folded.Channels, folded.OutputScale);
    }

    private static BuiltLayer MaxPool(TrainedLayer layer, StoredTensor input, int height, int width)
    {
        StoredTensor output = input with { Height = height, Width = width };
        var definition = new LayerDefinition
        {
            Operator = Operator.MaxPool,
            Input = layer.Inputs[0],
            OutputChannels = input.Channels,
            OutputFormat = input.Format,
            Window = Window(layer.Window!),
        };
        return new BuiltLayer(definition, output, Plain(layer, output, "", Taps(layer, output), input.Highest), [], input.Scale);
    }

    private static BuiltLayer AveragePool(TrainedLayer layer, StoredTensor input, int height, int width)
    {
        ChosenEpilogue chosen = AverageFold.Fold(layer, input, out Channel channel, out long largest);
        StoredTensor output = input.With(height, width, input.Channels, layer.Activation!);
        var definition = new LayerDefinition
        {
            Operator = Operator.AveragePool,
            Input = layer.Inputs[0],
            OutputChannels = input.Channels,
            OutputFormat = output.Format,
            Window = Window(layer.Window!),
            Epilogue = chosen.Definition,
        };
        return new BuiltLayer(definition, output, WithSteps(Plain(layer, output, chosen.Definition.Kind.ToString(), Taps(layer, output), largest), chosen), [channel], output.Scale);
    }

    private static BuiltLayer Add(TrainedLayer layer, StoredTensor first, StoredTensor second)
    {
        ChosenEpilogue chosen = AddFold.Fold(layer, first, second, out (int, int) multipliers, out long largest);
        StoredTensor output = first.With(first.Height, first.Width, first.Channels, layer.Activation!);
        var definition = new LayerDefinition
        {
            Operator = Operator.Add,
            Input = layer.Inputs[0],
            Input2 = layer.Inputs[1],
            OutputChannels = first.Channels,
            OutputFormat = output.Format,
            AddMultipliers = multipliers,
            Epilogue = chosen.Definition,
        };
        return new BuiltLayer(definition, output, WithSteps(Plain(layer, output, chosen.Definition.Kind.ToString(), output.Elements, largest), chosen), [], output.Scale);
    }

    private static PackedLayerReport Plain(TrainedLayer layer, StoredTensor output, string epilogue, long operations, long largest) =>
        new(layer.Name, layer.Operator.ToString(), Shape(output), "", epilogue, 0, 0, operations, 0, largest, 0, 0);

    private static PackedLayerReport WithSteps(PackedLayerReport report, ChosenEpilogue chosen) => report with
    {
        ParameterBytes = EpilogueChooser.Bytes(chosen.Definition),
        StepsChecked = chosen.StepsChecked,
        StepsDiffering = chosen.StepsDiffering,
    };

    private static long Taps(TrainedLayer layer, StoredTensor output) => (long)output.Elements * layer.Window!.KernelHeight * layer.Window.KernelWidth;

    private static Window Window(TrainedWindow window) => new(
        window.KernelHeight, window.KernelWidth, window.StrideHeight, window.StrideWidth,
        window.PadTop, window.PadLeft, window.PadBottom, window.PadRight, window.PadStored);

    private static string Shape(StoredTensor tensor) => $"{tensor.Height}x{tensor.Width}x{tensor.Channels}";
}
