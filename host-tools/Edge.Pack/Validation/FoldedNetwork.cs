using Edge.Formats.Writing;
using Edge.Pack.Folding;
using Edge.Train.Trained;
using TorchSharp;
using static TorchSharp.torch;

namespace Edge.Pack.Validation;

/// <summary>
/// The trained network computed with exact integers by libtorch's float64 operators, from the trained weights and parameters: a second derivation that shares
/// neither the packer's epilogues nor the runtime's kernels. Sums of integers below 2^53 are exact in float64; what follows is <see cref="Channel"/>'s formula.
/// </summary>
internal sealed class FoldedNetwork(TrainedNetwork network, ModelDefinition model)
{
    /// <summary>
    /// The stored values of every layer for images [N, height, width, channels] given as bytes: entry i is layer i's, [N, height, width, channels] as int32.
    /// The last layer's are the scores of the file's raw epilogue.
    /// </summary>
    public IReadOnlyList<Tensor> Run(Tensor stored)
    {
        List<Tensor> tensors = [stored.to_type(ScalarType.Float64).permute(0, 3, 1, 2)];
        List<StoredTensor> kinds = [StoredTensor.Of(network.Input)];
        List<Tensor> outputs = [];
        foreach (TrainedLayer layer in network.Layers)
        {
            Tensor output = Compute(layer, tensors, kinds, outputs.Count);
            tensors.Add(output);
            StoredTensor input = kinds[layer.Inputs[0]];
            kinds.Add(layer.Activation is null
                ? input with { Channels = layer.Channels }
                : input.With((int)output.shape[2], (int)output.shape[3], layer.Channels, layer.Activation));
            outputs.Add(output.permute(0, 2, 3, 1).contiguous().to_type(ScalarType.Int32));
        }

        return outputs;
    }

    /// <summary>Layer <paramref name="layer"/>'s real values before its quantizer, [N, height, width, channels] as float64.</summary>
    public Tensor BeforeQuantizer(Tensor stored, int layer)
    {
        List<Tensor> tensors = [stored.to_type(ScalarType.Float64).permute(0, 3, 1, 2)];
        List<StoredTensor> kinds = [StoredTensor.Of(network.Input)];
        foreach (Tensor output in Run(stored).Take(layer))
        {
            tensors.Add(output.to_type(ScalarType.Float64).permute(0, 3, 1, 2));
        }

        for (int i = 0; i < layer; i++)
        {
            TrainedLayer earlier = network.Layers[i];
            StoredTensor input = kinds[earlier.Inputs[0]];
            kinds.Add(earlier.Activation is null ? input : input.With((int)tensors[i + 1].shape[2], (int)tensors[i + 1].shape[3], earlier.Channels, earlier.Activation));
        }

        TrainedLayer asked = network.Layers[layer];
        StoredTensor kind = kinds[asked.Inputs[0]];
        Tensor x = asked.Operator switch
        {
            TrainedOperator.AveragePool => AverageValues(asked, tensors[asked.Inputs[0]], kind),
            TrainedOperator.Add => AddValues(tensors[asked.Inputs[0]], kind, tensors[asked.Inputs[1]], kinds[asked.Inputs[1]]),
            _ => Affine(asked, Sums(asked, tensors[asked.Inputs[0]], kind), kind),
        };
        return x.permute(0, 2, 3, 1).contiguous();
    }

    private Tensor Compute(TrainedLayer layer, List<Tensor> tensors, List<StoredTensor> kinds, int index)
    {
        Tensor input = tensors[layer.Inputs[0]];
        StoredTensor kind = kinds[layer.Inputs[0]];
        switch (layer.Operator)
        {
            case TrainedOperator.MaxPool:
                return MaxPool(input, layer.Window!);
            case TrainedOperator.AveragePool:
                return Quantize(layer.Activation!, AverageValues(layer, input, kind), StepQuantizer.TieTolerance * layer.Activation!.Scale);
            case TrainedOperator.Add:
                Tensor total = AddValues(input, kind, tensors[layer.Inputs[1]], kinds[layer.Inputs[1]]);
                return Quantize(layer.Activation!, total, StepQuantizer.TieTolerance * layer.Activation!.Scale);
            default:
                Tensor sums = Sums(layer, input, kind);
                return layer.Activation is null ? Raw(layer, sums, input, kind, index) : Quantize(layer.Activation, Affine(layer, sums, kind), tolerance: 0);
        }
    }

    /// <summary>Exact sums of integer weight * (Multiplier * stored - Offset) over the planes, [N, channels, height, width].</summary>
    private static Tensor Sums(TrainedLayer layer, Tensor stored, StoredTensor kind)
    {
        (_, int multiplier, int offset) = kind.Affine;
        Tensor values = (stored * multiplier) - offset;
        Tensor? sums = null;
        foreach (TrainedPlane plane in layer.Planes)
        {
            Tensor part = Convolve(layer, values, plane.Weights, (multiplier * (layer.Window?.PadStored ?? 0)) - offset) * Math.ScaleB(1, plane.Shift);
            sums = sums is null ? part : sums + part;
        }

        return sums!;
    }

    private static Tensor Convolve(TrainedLayer layer, Tensor values, int[] weights, double padValue)
    {
        long inputs = values.shape[1];
        Tensor kernel = tensor(Array.ConvertAll(weights, w => (double)w));
        if (layer.Window is not { } window)
        {
            kernel = kernel.reshape(layer.Channels, values.shape[2], values.shape[3], inputs).permute(0, 3, 1, 2).contiguous();
            return nn.functional.conv2d(values, kernel);
        }

        bool depthwise = layer.Operator == TrainedOperator.DepthwiseConv2d;
        kernel = kernel.reshape(layer.Channels, window.KernelHeight, window.KernelWidth, depthwise ? 1 : inputs).permute(0, 3, 1, 2).contiguous();
        Tensor padded = nn.functional.pad(values, [window.PadLeft, window.PadRight, window.PadTop, window.PadBottom], PaddingModes.Constant, padValue);
        return nn.functional.conv2d(padded, kernel, strides: [window.StrideHeight, window.StrideWidth], groups: depthwise ? inputs : 1);
    }

    private static Tensor Affine(TrainedLayer layer, Tensor sums, StoredTensor kind)
    {
        double unit = kind.Affine.Unit;
        Tensor x = sums * Channels(layer, c => (layer.WeightScale.Count == 1 ? layer.WeightScale[0] : layer.WeightScale[c]) * unit) + Channels(layer, c => layer.Bias?[c] ?? 0);
        if (layer.Norm is null)
        {
            return x;
        }

        NormParameters[] norms = [.. Enumerable.Range(0, layer.Channels).Select(c => NormParameters.Of(layer.Norm, c)!)];
        return ((x - Channels(layer, c => norms[c].Mean)) * Channels(layer, c => norms[c].Gain)) + Channels(layer, c => norms[c].Beta);
    }

    private static Tensor Channels(TrainedLayer layer, Func<int, double> value) =>
        tensor(Enumerable.Range(0, layer.Channels).Select(value).ToArray()).reshape(1, layer.Channels, 1, 1);

    // The scores are whatever scale the packer chose; the sums they are made of are computed here.
    private Tensor Raw(TrainedLayer layer, Tensor sums, Tensor input, StoredTensor kind, int index)
    {
        EpilogueDefinition raw = model.Layers[index].Epilogue!;
        Tensor accumulators = WeightedFold.UsesBitRows(layer, kind) ? sums : Sums(layer, input, kind with { Format = 8, Scale = 1, ZeroPoint = 0 });
        Tensor scores = raw.Multipliers is { } m ? accumulators * Row(m.Select(v => (double)v)) : accumulators;
        return raw.Addends is { } b ? scores + Row(b.Select(v => (double)v)) : scores;
    }

    private static Tensor Row(IEnumerable<double> values) => tensor(values.ToArray()).reshape(1, -1, 1, 1);

    private static Tensor Quantize(StepQuantizer quantizer, Tensor x, double tolerance)
    {
        // A tie counts exactly if the quantizer includes it: the tolerance moves the step to the far side of the tie.
        double shift = quantizer.Inclusive ? -tolerance : tolerance;
        Tensor count = zeros_like(x);
        foreach (double step in quantizer.Steps)
        {
            Tensor passed = quantizer.Inclusive ? x.ge(step + shift) : x.gt(step + shift);
            count += passed.to_type(ScalarType.Float64);
        }

        return quantizer.Levels is { } levels
            ? tensor(levels.Select(l => (double)l).ToArray()).index_select(0, count.reshape(-1).to_type(ScalarType.Int64)).reshape(count.shape)
            : count;
    }

    private static Tensor MaxPool(Tensor stored, TrainedWindow window)
    {
        // Stored values are never negative, so padding with -1 never wins.
        Tensor padded = nn.functional.pad(stored, [window.PadLeft, window.PadRight, window.PadTop, window.PadBottom], PaddingModes.Constant, -1);
        return nn.functional.max_pool2d(padded, [window.KernelHeight, window.KernelWidth], [window.StrideHeight, window.StrideWidth]);
    }

    private static Tensor AverageValues(TrainedLayer layer, Tensor stored, StoredTensor kind)
    {
        TrainedWindow window = layer.Window!;
        int taps = window.KernelHeight * window.KernelWidth;
        (double unit, int multiplier, int offset) = kind.Affine;
        Tensor padded = nn.functional.pad(stored, [window.PadLeft, window.PadRight, window.PadTop, window.PadBottom], PaddingModes.Constant, window.PadStored);
        long channels = stored.shape[1];
        Tensor sums = nn.functional.conv2d(padded, ones(channels, 1, window.KernelHeight, window.KernelWidth, dtype: ScalarType.Float64), strides: [window.StrideHeight, window.StrideWidth], groups: channels);
        return ((sums * multiplier) - ((double)offset * taps)) * (unit / taps);
    }

    private static Tensor AddValues(Tensor first, StoredTensor kind1, Tensor second, StoredTensor kind2)
    {
        (double unit1, int k1, int o1) = kind1.Affine;
        (double unit2, int k2, int o2) = kind2.Affine;
        return (((first * k1) - o1) * unit1) + (((second * k2) - o2) * unit2);
    }
}
