using Edge.Train.Layers;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>Gives a new network the float weights of a trained one.</summary>
internal static class StartingPoint
{
    /// <summary>
    /// Copies every tensor that both networks have by name. What belongs to a quantizer alone (a clipping point, a scale) may be missing in the checkpoint; a weight, a bias or a
    /// statistic may not.
    /// </summary>
    public static void Load(Network network, string path)
    {
        using Checkpoint checkpoint = Checkpoint.Load(path);
        Copy(network, checkpoint.Network, path);
    }

    /// <param name="path">Where the trained network came from, for messages.</param>
    public static void Copy(Network network, Network source, string path)
    {
        using IDisposable update = no_grad();
        Dictionary<string, Tensor> trained = Checkpoint.Model(source).ToDictionary(t => t.Name, t => t.Value);
        HashSet<string> quantizers = [.. network.Layers.SelectMany(QuantizerTensors)];
        foreach ((string name, Tensor value) in Checkpoint.Model(network))
        {
            if (trained.TryGetValue(name, out Tensor? found) && found.shape.SequenceEqual(value.shape))
            {
                value.copy_(found);
            }
            else if (!quantizers.Contains(name))
            {
                throw new CheckpointException("start-mismatch", $"{path} does not hold the weights that the recipe's network starts from")
                {
                    Expected = $"{name} of {string.Join(" x ", value.shape)}",
                    Found = found is null ? "nothing" : string.Join(" x ", found.shape),
                    Try = "start from a checkpoint of the same layers",
                };
            }
        }

        foreach (WeightedLayer layer in network.Layers.OfType<WeightedLayer>())
        {
            layer.Quantizer.Initialize(layer.Weight);
        }
    }

    private static IEnumerable<string> QuantizerTensors(NetworkLayer layer)
    {
        IEnumerable<string> activation = layer.Activation is null
            ? []
            : layer.Activation.Parameters.Select(p => p.Name).Concat(layer.Activation.Buffers.Select(b => b.Name)).Select(n => $"{layer.Name}.activation.{n}");
        return layer is WeightedLayer weighted ? activation.Concat(weighted.Quantizer.Parameters.Select(p => $"{layer.Name}.weight.{p.Name}")) : activation;
    }
}
