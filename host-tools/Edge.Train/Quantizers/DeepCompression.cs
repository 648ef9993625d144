using Edge.Train.Trained;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Deep Compression's trained quantization (Han, Mao, Dally 2016, section 3): the smallest weights are pruned, k-means puts the others into 2^k clusters, and from then on only the
/// centroids learn, each with the sum of its weights' gradients (equation 3). The clusters are found when training starts, from the float weights that are there, and never change.
/// Centroids are rounded to 8-bit multiples of the largest one, straight through, so that a device can add them.
/// </summary>
public sealed class DeepCompression(int bits, double share, string start, int seed) : WeightQuantizer
{
    private const int LargestInteger = 127;
    private readonly Parameter centroids = Keep(nn.Parameter(zeros(1 << bits)));
    private Parameter? codes;

    public static QuantizerDescription Description { get; } = new()
    {
        Name = "deep-compression",
        Summary = "Pruned weights that share 2^k learned values: a codebook",
        Formula = "w -> 0 for the smallest share of |w|, else the centroid of its cluster of k-means; dL/dcentroid = sum of dL/dwq over its cluster; the clusters stay",
        Paper = "Han, Mao, Dally: Deep Compression, 2016, sections 2 to 4, equation 3",
        Bits = "1 .. 6, and zero",
        DeviceForm = "signed 8-bit integers of a codebook, in a prefix code that the device decodes while it loads",
        Converts = true,
        Parameters =
        [
            new("bits", 4, "bits of an index into the codebook") { Min = 1, Max = 6 },
            new("share", 0.5, "share of the weights that is pruned, those that are zero already included") { Min = 0, Max = 0.99 },
            new("start", Clusters.Linear, "where k-means starts: evenly over the range, at even steps of the distribution, or at random weights") { Choices = [Clusters.Linear, Clusters.Density, Clusters.Random] },
            new("seed", 1, "of the random start") { Min = 0, Max = int.MaxValue },
        ],
        CreateWeights = r => new DeepCompression(r.Integer("bits"), r.Number("share"), r.Text("start"), r.Integer("seed")),
    };

    public override int Bits => bits;

    /// <summary>The centroids, and for each weight 0 (pruned) or 1 + its cluster; a checkpoint holds both.</summary>
    public override IReadOnlyList<(string Name, Parameter Value)> Parameters => codes is null ? [("centroids", centroids)] : [("centroids", centroids), ("codes", codes)];

    public override void Initialize(Tensor weights)
    {
        using IDisposable outside = no_grad();
        using IDisposable scope = NewDisposeScope();
        (Tensor found, Tensor chosen) = Cluster(weights.detach());
        centroids.copy_(found);
        codes ??= Keep(nn.Parameter(zeros(weights.shape)));
        codes.copy_(chosen);
    }

    public override Tensor Forward(Tensor weights)
    {
        if (codes is null)
        {
            return StraightThrough.Of(Inference(weights.detach()), weights);
        }

        // Float weights and codes stay as they are: their gradient is zero, not missing.
        return StraightThrough.Of(Quantize(weights.detach()).ToReal(), LookUp(centroids, codes.detach()) + (weights + codes) * 0);
    }

    public override QuantizedWeights Quantize(Tensor weights)
    {
        (Tensor values, Tensor chosen) = codes is null ? Cluster(weights) : (centroids.detach(), codes.detach());
        Tensor largest = values.abs().max();
        Tensor scale = where(largest.gt(0), largest, ones_like(largest)) / LargestInteger;
        Tensor integers = LookUp(Rounding.HalfUp(values / scale), chosen);
        return new QuantizedWeights([new QuantizedPlane(WeightDomain.Signed, 8, 0, integers) { Coded = true }], scale.view(1));
    }

    /// <summary>Centroids [2^k] and codes of the same shape as the weights.</summary>
    private (Tensor Centroids, Tensor Codes) Cluster(Tensor weights)
    {
        float[] w = weights.contiguous().data<float>().ToArray();
        float[] mask = PrunedWeights.Mask(weights, share).contiguous().data<float>().ToArray();
        float[] kept = [.. w.Where((v, i) => mask[i] != 0 && v != 0)];
        double[] found = kept.Length == 0 ? new double[1 << bits] : Clusters.Find(kept, 1 << bits, start, seed);
        float[] chosen = [.. w.Select((v, i) => mask[i] == 0 || v == 0 ? 0 : 1f + Nearest(found, v))];
        return (tensor(Array.ConvertAll(found, c => (float)c)), tensor(chosen, weights.shape));
    }

    // 0 for pruned weights, else the value of their cluster; the sum of gradients is what looking up means backwards.
    private static Tensor LookUp(Tensor values, Tensor codes) =>
        cat([zeros(1), values], 0).index_select(0, codes.reshape(-1).to_type(ScalarType.Int64)).view(codes.shape);

    private static int Nearest(double[] ascending, double value)
    {
        int i = 0;
        while (i + 1 < ascending.Length && (ascending[i] + ascending[i + 1]) / 2 <= value)
        {
            i++;
        }

        return i;
    }

    private static Parameter Keep(Parameter parameter)
    {
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}
