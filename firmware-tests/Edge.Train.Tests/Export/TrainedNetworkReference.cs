using Edge.Train.Tests.Quantizers;
using Edge.Train.Trained;

namespace Edge.Train.Tests.Export;

/// <summary>What a trained network means, written from the definitions of its records, one loop after the other, in double.</summary>
internal sealed class TrainedNetworkReference(TrainedNetwork network)
{
    private readonly List<(int Height, int Width, int Channels, double[] Values, StepQuantizer? Steps)> tensors = [];

    /// <summary>Real outputs of every layer in height, width, channels order.</summary>
    public IReadOnlyList<double[]> Run(byte[] stored)
    {
        TrainedInput input = network.Input;
        tensors.Clear();
        tensors.Add((input.Height, input.Width, input.Channels, [.. stored.Select(s => input.Scale * (s - input.ZeroPoint))], null));
        foreach (TrainedLayer layer in network.Layers)
        {
            (int height, int width, double[] values) = Compute(layer);
            StepQuantizer? steps = layer.Activation ?? (layer.Operator == TrainedOperator.MaxPool ? tensors[layer.Inputs[0]].Steps : null);
            if (layer.Activation is not null)
            {
                bool addsLevels = layer.Operator is TrainedOperator.Add or TrainedOperator.AveragePool;
                double nudge = addsLevels ? layer.Activation.Scale * (layer.Activation.Inclusive ? StepQuantizer.TieTolerance : -StepQuantizer.TieTolerance) : 0;
                values = [.. values.Select(v => ActivationQuantizerTests.Value(layer.Activation, v + nudge))];
            }

            tensors.Add((height, width, layer.Channels, values, steps));
        }

        return [.. tensors.Skip(1).Select(t => t.Values)];
    }

    private (int Height, int Width, double[] Values) Compute(TrainedLayer layer)
    {
        (int inHeight, int inWidth, int inChannels, double[] x, _) = tensors[layer.Inputs[0]];
        if (layer.Operator == TrainedOperator.Add)
        {
            return (inHeight, inWidth, [.. x.Zip(tensors[layer.Inputs[1]].Values, (a, b) => a + b)]);
        }

        TrainedWindow window = layer.Window ?? new TrainedWindow(inHeight, inWidth, 1, 1, 0, 0, 0, 0, 0);
        int height = (inHeight + window.PadTop + window.PadBottom - window.KernelHeight) / window.StrideHeight + 1;
        int width = (inWidth + window.PadLeft + window.PadRight - window.KernelWidth) / window.StrideWidth + 1;
        double[] values = new double[height * width * layer.Channels];
        for (int y = 0; y < height; y++)
        {
            for (int w = 0; w < width; w++)
            {
                for (int c = 0; c < layer.Channels; c++)
                {
                    values[(y * width + w) * layer.Channels + c] = Norm(layer, c, At(layer, window, y, w, c));
                }
            }
        }

        return (height, width, values);
    }

    private double At(TrainedLayer layer, TrainedWindow window, int y, int x, int c)
    {
        (_, _, int inChannels, _, _) = tensors[layer.Inputs[0]];
        bool perChannel = layer.Operator is not (TrainedOperator.Dense or TrainedOperator.Conv2d);
        double sum = 0;
        double largest = double.NegativeInfinity;
        int weight = 0;
        for (int ky = 0; ky < window.KernelHeight; ky++)
        {
            for (int kx = 0; kx < window.KernelWidth; kx++)
            {
                for (int i = perChannel ? c : 0; i < (perChannel ? c + 1 : inChannels); i++, weight++)
                {
                    (double value, bool padding) = Read(layer, window, y * window.StrideHeight + ky - window.PadTop, x * window.StrideWidth + kx - window.PadLeft, i);
                    sum += layer.Planes.Count == 0 ? value : value * Weight(layer, c, weight);
                    largest = padding ? largest : Math.Max(largest, value);
                }
            }
        }

        return layer.Operator switch
        {
            TrainedOperator.MaxPool => largest,
            TrainedOperator.AveragePool => sum / (window.KernelHeight * window.KernelWidth),
            _ => sum * layer.WeightScale[layer.WeightScale.Count == 1 ? 0 : c] + (layer.Bias?[c] ?? 0),
        };
    }

    private static double Weight(TrainedLayer layer, int channel, int index)
    {
        int row = layer.Planes[0].Weights.Length / layer.Channels;
        return layer.Planes.Sum(p => (double)p.Weights[channel * row + index] * (1L << p.Shift));
    }

    private (double Value, bool IsPadding) Read(TrainedLayer layer, TrainedWindow window, int y, int x, int c)
    {
        (int height, int width, int channels, double[] values, StepQuantizer? steps) = tensors[layer.Inputs[0]];
        if (y >= 0 && x >= 0 && y < height && x < width)
        {
            return (values[(y * width + x) * channels + c], false);
        }

        TrainedInput input = network.Input;
        return (steps is null ? input.Scale * (window.PadStored - input.ZeroPoint)
            : steps.Bits == 0 ? 2 * window.PadStored - 1
            : steps.Scale * (window.PadStored - steps.ZeroPoint), true);
    }

    private static double Norm(TrainedLayer layer, int c, double x) => layer.Norm is not { } norm
        ? x
        : norm.Gamma[c] * (x - norm.Mean[c]) / Math.Sqrt(norm.Variance[c] + norm.Epsilon) + norm.Beta[c];
}
