using Edge.Train.Layers;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using Edge.Train.Trained;
using Edge.Train.Training;
using static TorchSharp.torch;

namespace Edge.Train.Export;

/// <summary>Turns a trained network into the plain numbers that the packer reads.</summary>
public static class TrainedNetworkExporter
{
    /// <summary>Exports a checkpoint's network with its accuracy, seed and recipe as metadata.</summary>
    public static TrainedNetwork Export(Checkpoint checkpoint)
    {
        TrainingState state = checkpoint.State;
        Dictionary<string, object?> metadata = new()
        {
            ["data"] = state.DataSource,
            ["seed"] = state.Seed,
            ["epochs"] = (long)state.Epochs,
            ["bestEpoch"] = (long)state.BestEpoch,
            ["validationAccuracy"] = state.BestAccuracy,
            ["testAccuracy"] = state.TestAccuracy,
            ["recipe"] = checkpoint.Recipe.Source,
        };
        return Export(checkpoint.Network, state.Classes, metadata);
    }

    /// <summary>Exports a network; throws where a layer's quantizers have no integer form.</summary>
    public static TrainedNetwork Export(Network network, IReadOnlyList<string> labels, Dictionary<string, object?>? metadata = null)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable inference = no_grad();
        InputRecipe input = network.Recipe.Input;
        List<TrainedLayer> layers = [];
        List<int> tensors = [0];
        List<int> padStored = [input.ZeroPoint];
        foreach (NetworkLayer layer in network.Layers)
        {
            int source = layer.Plan.Inputs[0];
            if (layer is FlattenLayer)
            {
                tensors.Add(tensors[source]);
                padStored.Add(padStored[source]);
                continue;
            }

            TrainedLayer trained = Export(layer, [.. layer.Plan.Inputs.Select(i => tensors[i])], padStored[source]);
            layers.Add(trained);
            tensors.Add(layers.Count);
            padStored.Add(trained.Activation is { } steps ? PadStored(steps) : padStored[source]);
        }

        return new TrainedNetwork
        {
            Name = network.Recipe.Name,
            Input = new TrainedInput(input.Height, input.Width, input.Channels, input.Bits, input.Scale, input.ZeroPoint),
            Labels = labels,
            Layers = layers,
            Metadata = metadata ?? [],
        };
    }

    private static TrainedLayer Export(NetworkLayer layer, IReadOnlyList<int> inputs, int padStored)
    {
        WeightedLayer? weighted = layer as WeightedLayer;
        CheckFinite(layer);
        QuantizedWeights? weights = weighted?.Quantize();
        return new TrainedLayer
        {
            Name = layer.Name,
            Operator = OperatorOf(layer),
            Inputs = inputs,
            Channels = layer.Plan.Out.Channels,
            Window = WindowOf(layer.Plan, padStored),
            Planes = [.. weights?.Planes.Select(Export) ?? []],
            WeightScale = weights is null ? [] : Doubles(weights.Scale),
            Bias = weighted?.Bias is { } bias ? Doubles(bias) : null,
            Norm = weighted?.Norm?.Describe(),
            Activation = layer.Activation?.Describe(),
        };
    }

    private static void CheckFinite(NetworkLayer layer)
    {
        foreach ((string name, Tensor value) in layer.Parameters.Select(p => (p.Name, (Tensor)p.Value)).Concat(layer.Buffers))
        {
            int wrong = Floats(value).Count(v => !float.IsFinite(v));
            if (wrong > 0)
            {
                throw new CheckpointException("checkpoint-not-finite", $"{name} holds values that are no finite numbers: training has diverged")
                {
                    Expected = "finite numbers",
                    Found = $"{wrong} of {value.numel()} values infinite or not a number",
                    Try = "train again with a tenth of the learning rate",
                };
            }
        }
    }

    private static TrainedOperator OperatorOf(NetworkLayer layer) => layer switch
    {
        DenseLayer => TrainedOperator.Dense,
        Conv2dLayer => TrainedOperator.Conv2d,
        DepthwiseConv2dLayer => TrainedOperator.DepthwiseConv2d,
        MaxPoolLayer => TrainedOperator.MaxPool,
        AveragePoolLayer => TrainedOperator.AveragePool,
        AddLayer => TrainedOperator.Add,
        _ => throw new ArgumentOutOfRangeException(nameof(layer), layer.GetType().Name, "unknown layer"),
    };

    private static TrainedWindow? WindowOf(PlannedLayer plan, int padStored)
    {
        LayerRecipe recipe = plan.Recipe;
        if (recipe.Kind == LayerKind.GlobalAveragePool)
        {
            return new TrainedWindow(plan.In.Height, plan.In.Width, 1, 1, 0, 0, 0, 0, padStored);
        }

        if (recipe.Kernel is not { } kernel)
        {
            return null;
        }

        (int strideHeight, int strideWidth) = recipe.Stride!.Value;
        (int padHeight, int padWidth) = recipe.Padding!.Value;
        return new TrainedWindow(kernel.Height, kernel.Width, strideHeight, strideWidth, padHeight, padWidth, padHeight, padWidth, padStored);
    }

    private static TrainedPlane Export(QuantizedPlane plane) =>
        new(plane.Domain, plane.Bits, plane.Shift, Array.ConvertAll(Floats(plane.Values), v => checked((int)v))) { Coded = plane.Coded };

    /// <summary>The stored value that padding reads as: real 0, or -1 where there are signs alone.</summary>
    private static int PadStored(StepQuantizer steps) => steps.Bits == 0 ? 0 : steps.ZeroPoint;

    private static double[] Doubles(Tensor values) => Array.ConvertAll(Floats(values), v => (double)v);

    private static float[] Floats(Tensor values) => values.detach().contiguous().data<float>().ToArray();
}
