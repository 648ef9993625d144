using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>
/// Executes a network the slow, obvious way, straight from FORMAT.md sections 3 and 4: the truth that every kernel must equal.
/// A tensor is an int[] of its stored values in height, width, channels order; a bit is 0 or 1.
/// </summary>
public static class ReferenceNetwork
{
    /// <summary>Runs the model and returns every tensor: element 0 is the input, element i + 1 what layer i wrote.</summary>
    public static int[][] Run(ModelDefinition model, int[] input)
    {
        ReferenceShape[] shapes = ReferenceShape.OfModel(model);
        if (input.Length != shapes[0].Elements)
        {
            throw new ArgumentException($"{shapes[0].Elements} values expected, {input.Length} found", nameof(input));
        }

        int[][] tensors = new int[shapes.Length][];
        tensors[0] = input;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            tensors[i + 1] = RunLayer(model.Layers[i], shapes, tensors);
        }

        return tensors;
    }

    /// <summary>What one layer writes, given the tensors before it.</summary>
    public static int[] RunLayer(LayerDefinition layer, ReferenceShape[] shapes, int[][] tensors)
    {
        ReferenceShape input = shapes[layer.Input];
        if (layer.Operator == Operator.MaxPool)
        {
            return ReferenceOperators.MaxPool(layer.Window!, input, tensors[layer.Input]);
        }

        long[] accumulators = Accumulate(layer, shapes, tensors);
        return ReferenceEpilogue.Apply(layer.Epilogue!, layer.OutputChannels, layer.OutputFormat, accumulators);
    }

    /// <summary>The accumulators of a layer, one an output element; any operator but max pool.</summary>
    public static long[] Accumulate(LayerDefinition layer, ReferenceShape[] shapes, int[][] tensors)
    {
        ReferenceShape input = shapes[layer.Input];
        int[] values = tensors[layer.Input];
        return layer.Operator switch
        {
            Operator.Dense => Planes(layer, plane => ReferenceOperators.Dense(plane, layer.OutputChannels, values)),
            Operator.Conv2d => Planes(layer, plane => ReferenceOperators.Conv2d(plane, layer.Window!, layer.OutputChannels, input, values)),
            Operator.DepthwiseConv2d => Planes(layer, plane => ReferenceOperators.DepthwiseConv2d(plane, layer.Window!, input, values)),
            Operator.AveragePool => ReferenceOperators.AveragePool(layer.Window!, input, values),
            Operator.Add => ReferenceOperators.Add(layer.AddMultipliers, values, tensors[layer.Input2]),
            _ => throw new ArgumentException($"{layer.Operator} has no accumulator", nameof(layer)),
        };
    }

    /// <summary>acc = sum over planes of (plane's sum) &lt;&lt; shift.</summary>
    private static long[] Planes(LayerDefinition layer, Func<PlaneDefinition, long[]> sums)
    {
        long[]? total = null;
        foreach (PlaneDefinition plane in layer.Planes)
        {
            long[] sum = sums(plane);
            total ??= new long[sum.Length];
            for (int i = 0; i < sum.Length; i++)
            {
                total[i] += sum[i] << plane.Shift;
            }
        }

        return total ?? throw new ArgumentException("a compute layer has at least one plane", nameof(layer));
    }
}
