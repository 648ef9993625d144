using System.Numerics;
using Edge.Formats;
using Edge.Formats.Writing;

namespace Edge.Pack.Inspection;

/// <summary>Bytes that weights and activation maps take, in the network's own bits and in 32-bit floats.</summary>
/// <param name="Training">Training keeps every activation map for the backward pass; inference only the maps that are alive together.</param>
public sealed record MemoryFootprint(bool Training, int Batch, long WeightBytes, long ActivationBytes, long FloatWeightBytes, long FloatActivationBytes);

/// <summary>What a network costs beside the same network in 32-bit floats: compute cost and memory footprint.</summary>
/// <remarks>
/// Compute cost is multiply-adds x (weight bits + activation bits): Mishra and Marr, "WRPN and Apprentice", footnote 2. Memory footprint is that of its
/// figure 1: weights once, activation maps for each image of the batch; gradients and the optimizer's state are in neither column.
/// </remarks>
/// <param name="ComputeCost">Multiply-adds x operand bits, over all planes.</param>
/// <param name="FloatComputeCost">Multiply-adds x 64, each weight counted once whatever the number of planes.</param>
public sealed record NetworkCost(long ComputeCost, long FloatComputeCost, IReadOnlyList<MemoryFootprint> Footprints)
{
    private const int FloatBits = 32;
    private static readonly int[] Batches = [1, 8, 32];

    /// <summary>How many times less than the float network.</summary>
    public double ComputeRatio => ComputeCost == 0 ? 1 : (double)FloatComputeCost / ComputeCost;

    public static NetworkCost Of(ModelDefinition model)
    {
        TensorShape[] tensors = LayerShapes.Derive(model);
        (long cost, long floatCost, long weightBits, long weights) = (0, 0, 0, 0);
        for (int i = 0; i < model.Layers.Count; i++)
        {
            LayerDefinition layer = model.Layers[i];
            if (layer.Planes.Count == 0)
            {
                continue;
            }

            (int pixels, int channels) = LayerShapes.Reach(layer, tensors[layer.Input]);
            long macs = Elements(tensors[i + 1]) * pixels * channels;
            floatCost += macs * 2 * FloatBits;
            cost += macs * layer.Planes.Sum(plane => WeightBits(plane) + ActivationBits(tensors[layer.Input]));
            weightBits += layer.Planes.Sum(plane => (long)plane.Weights.Length * WeightBits(plane));
            weights += layer.Planes[0].Weights.Length;
        }

        long[] own = [.. tensors.Select(t => Elements(t) * ActivationBits(t))];
        long[] floats = [.. tensors.Select(t => Elements(t) * FloatBits)];
        IEnumerable<MemoryFootprint> Rows(bool training) => Batches.Select(batch => new MemoryFootprint(
            training, batch, Bytes(weightBits), Bytes(batch * Kept(model, own, training)), Bytes(weights * FloatBits), Bytes(batch * Kept(model, floats, training))));
        return new NetworkCost(cost, floatCost, [.. Rows(training: true), .. Rows(training: false)]);
    }

    private static long Kept(ModelDefinition model, long[] bits, bool training) => training ? bits.Sum() : LargestAlive(model, bits);

    // A tensor lives from the layer that writes it to the last that reads it, the last one to the end.
    private static long LargestAlive(ModelDefinition model, long[] bits)
    {
        int[] lastReader = [.. Enumerable.Range(0, bits.Length).Select(t => model.Layers.FindLastIndex(layer => layer.Input == t || layer.Input2 == t))];
        return model.Layers.Select((_, i) => Enumerable.Range(0, i + 2).Where(t => t == i + 1 || lastReader[t] >= i).Sum(t => bits[t])).Max();
    }

    private static int WeightBits(PlaneDefinition plane) => BitOperations.Log2((uint)plane.Levels - 1) + 1;

    private static int ActivationBits(TensorShape tensor) => tensor.Format == Format.FormatBits ? 1 : tensor.Format;

    private static long Elements(TensorShape tensor) => (long)tensor.Height * tensor.Width * tensor.Channels;

    private static long Bytes(long bits) => (bits + 7) / 8;
}
