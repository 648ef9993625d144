using Edge.Train.Trained;

namespace Edge.Pack.Folding;

/// <summary>Average pool: the accumulator is the window's sum, the division by the number of taps is part of the scale; all channels are alike.</summary>
internal static class AverageFold
{
    public static ChosenEpilogue Fold(TrainedLayer layer, StoredTensor input, out Channel channel, out long largest)
    {
        TrainedWindow window = layer.Window!;
        int taps = window.KernelHeight * window.KernelWidth;
        (double unit, int multiplier, int offset) = input.Affine;
        channel = new Channel(1, multiplier, (long)offset * taps, unit / taps, 0, null);
        largest = (long)taps * input.Highest;
        if (layer.Norm is not null)
        {
            throw new PackException("pool-norm", $"layer {layer.Name} has a batch norm behind an average pool") { Try = "norm: true on the layer before or behind it" };
        }

        StepQuantizer quantizer = layer.Activation ?? throw new PackException("pool-activation", $"layer {layer.Name} gives real numbers to the next layer")
        {
            Expected = "an activation quantizer behind the average pool",
            Try = "\"activation\" in the recipe's layer",
        };
        Channel average = channel;
        Steps steps = Steps.OfMonotone(0, largest, quantizer.Steps.Count, (i, acc) => CountSteps.Passes(quantizer, i, average.Value(acc)));
        return EpilogueChooser.Choose(layer.Name, quantizer, [steps], [channel.Line]);
    }
}
