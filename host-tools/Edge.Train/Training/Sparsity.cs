using Edge.Train.Layers;
using Edge.Train.Quantizers;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>How many of a network's weights are zero at inference.</summary>
public static class Sparsity
{
    /// <summary>Share of all quantized weights that are 0; float layers are left out.</summary>
    public static double ZeroShare(Network network)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable inference = no_grad();
        long zeros = 0;
        long count = 0;
        foreach (WeightedLayer layer in network.Layers.OfType<WeightedLayer>().Where(l => l.Quantizer.Bits < 32))
        {
            Tensor values = layer.Quantizer.Inference(layer.Weight.detach());
            zeros += values.eq(0).sum().item<long>();
            count += values.numel();
        }

        return count == 0 ? 0 : zeros / (double)count;
    }
}
