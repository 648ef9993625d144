namespace Edge.Naive;

/// <summary>A network of int8 layers; every tensor has an array of its own, one byte a value.</summary>
public sealed class NaiveNetwork
{
    private readonly NaiveLayer[] layers;
    private readonly byte[][] tensors;

    public NaiveNetwork(NaiveLayer[] layers)
    {
        this.layers = layers;
        tensors = new byte[layers.Length + 1][];
        for (int i = 0; i < layers.Length; i++)
        {
            NaiveLayer layer = layers[i];
            tensors[i + 1] = layer.RawMultipliers != null ? null : new byte[layer.OutputHeight * layer.OutputWidth * layer.OutputChannels];
        }
    }

    public int LayerCount
    {
        get { return layers.Length; }
    }

    /// <summary>What a layer wrote; null for scores, and the input for layer -1.</summary>
    public byte[] Output(int layer)
    {
        return tensors[layer + 1];
    }

    /// <summary>Runs all layers. A network that ends in scores writes them to <paramref name="scores"/>.</summary>
    public void Run(byte[] input, int[] scores)
    {
        tensors[0] = input;
        for (int i = 0; i < layers.Length; i++)
        {
            RunLayer(i, scores);
        }
    }

    /// <summary>Runs one layer after those before it.</summary>
    public void RunLayer(int index, int[] scores)
    {
        NaiveLayer layer = layers[index];
        byte[] input = tensors[layer.Input];
        byte[] output = tensors[index + 1];
        switch (layer.Operator)
        {
            case NaiveLayer.Dense:
                NaiveDense.Run(layer, input, output, scores);
                break;
            case NaiveLayer.Conv2d:
                NaiveConv2d.Run(layer, input, output, scores);
                break;
            case NaiveLayer.DepthwiseConv2d:
                NaiveDepthwiseConv2d.Run(layer, input, output, scores);
                break;
            case NaiveLayer.MaxPool:
                NaivePool.RunMax(layer, input, output);
                break;
            case NaiveLayer.AveragePool:
                NaivePool.RunAverage(layer, input, output, scores);
                break;
            case NaiveLayer.Add:
                NaiveAdd.Run(layer, input, tensors[layer.Input2], output, scores);
                break;
            default:
                NaivePadding.Run(layer, input, output);
                break;
        }
    }
}
