using Edge.Train.Trained;

namespace Edge.Pack.Tests;

/// <summary>
/// Executes a trained network the slow, obvious way: exact integer sums of weights times (stored - zero point), then the real formula in the order the packer
/// documents, then counting steps. It knows nothing of planes, epilogues or negated channels.
/// </summary>
internal static class SlowTrained
{
    private sealed record Kind(int Height, int Width, int Channels, int Bits, double Scale, int ZeroPoint);

    /// <summary>The stored values of every tensor; the last layer's are its real scores.</summary>
    public static (List<int[]> Tensors, double[] Scores) Run(TrainedNetwork network, int[] input)
    {
        List<int[]> tensors = [input];
        List<Kind> kinds = [new(network.Input.Height, network.Input.Width, network.Input.Channels, network.Input.Bits, network.Input.Scale, network.Input.ZeroPoint)];
        double[] scores = [];
        foreach (TrainedLayer layer in network.Layers)
        {
            Kind kind = kinds[layer.Inputs[0]];
            (int height, int width) = Sides(layer, kind);
            int[] output = new int[height * width * layer.Channels];
            double[] real = new double[output.Length];
            for (int i = 0; i < output.Length; i++)
            {
                (int y, int x, int c) = (i / layer.Channels / width, i / layer.Channels % width, i % layer.Channels);
                if (layer.Operator == TrainedOperator.MaxPool)
                {
                    output[i] = Window(layer.Window!, kind, y, x).Select(p => p < 0 ? -1 : tensors[layer.Inputs[0]][(p * kind.Channels) + c]).Max();
                    continue;
                }

                real[i] = Value(layer, tensors, kinds, y, x, c);
                output[i] = layer.Activation is null ? 0 : Stored(layer.Activation, real[i], tolerant: layer.Operator is TrainedOperator.Add or TrainedOperator.AveragePool);
            }

            tensors.Add(output);
            kinds.Add(layer.Activation is { } q ? new(height, width, layer.Channels, q.Bits, q.Scale, q.ZeroPoint) : kind with { Height = height, Width = width, Channels = layer.Channels });
            scores = real;
        }

        return (tensors, scores);
    }

    private static double Value(TrainedLayer layer, List<int[]> tensors, List<Kind> kinds, int y, int x, int c)
    {
        Kind kind = kinds[layer.Inputs[0]];
        int[] input = tensors[layer.Inputs[0]];
        if (layer.Operator == TrainedOperator.Add)
        {
            Kind kind2 = kinds[layer.Inputs[1]];
            int at = (((y * kind.Width) + x) * kind.Channels) + c;
            return (Unit(kind) * Centred(kind, input[at])) + (Unit(kind2) * Centred(kind2, tensors[layer.Inputs[1]][at]));
        }

        List<int> window = layer.Window is { } w ? [.. Window(w, kind, y, x)] : [.. Enumerable.Range(0, kind.Height * kind.Width)];
        int Read(int pixel, int channel) => pixel < 0 ? layer.Window!.PadStored : input[(pixel * kind.Channels) + channel];
        if (layer.Operator == TrainedOperator.AveragePool)
        {
            return Unit(kind) / window.Count * window.Sum(p => (long)Centred(kind, Read(p, c)));
        }

        bool depthwise = layer.Operator == TrainedOperator.DepthwiseConv2d;
        int inputs = depthwise ? 1 : kind.Channels;
        long sum = 0;
        foreach (TrainedPlane plane in layer.Planes)
        {
            for (int tap = 0; tap < window.Count; tap++)
            {
                for (int k = 0; k < inputs; k++)
                {
                    long weight = plane.Weights[(((c * window.Count) + tap) * inputs) + k];
                    sum += (weight * Centred(kind, Read(window[tap], depthwise ? c : k))) << plane.Shift;
                }
            }
        }

        double scale = (layer.WeightScale.Count == 1 ? layer.WeightScale[0] : layer.WeightScale[c]) * Unit(kind);
        double value = (scale * sum) + (layer.Bias?[c] ?? 0);
        return layer.Norm is { } n
            ? ((value - n.Mean[c]) * (n.Gamma[c] / Math.Sqrt(n.Variance[c] + n.Epsilon))) + n.Beta[c]
            : value;
    }

    private static int Centred(Kind kind, int stored) => kind.Bits == 0 ? (2 * stored) - 1 : stored - kind.ZeroPoint;

    private static double Unit(Kind kind) => kind.Bits == 0 ? 1 : kind.Scale;

    private static int Stored(StepQuantizer quantizer, double value, bool tolerant)
    {
        double slack = tolerant ? StepQuantizer.TieTolerance * quantizer.Scale : 0;
        int count = quantizer.Steps.Count(step => Math.Abs(value - step) <= slack ? quantizer.Inclusive : value > step);
        return quantizer.Levels is { } levels ? levels[count] : count;
    }

    private static IEnumerable<int> Window(TrainedWindow window, Kind kind, int y, int x)
    {
        for (int ky = 0; ky < window.KernelHeight; ky++)
        {
            for (int kx = 0; kx < window.KernelWidth; kx++)
            {
                int row = (y * window.StrideHeight) + ky - window.PadTop;
                int column = (x * window.StrideWidth) + kx - window.PadLeft;
                bool inside = row >= 0 && row < kind.Height && column >= 0 && column < kind.Width;
                yield return inside ? (row * kind.Width) + column : -1;
            }
        }
    }

    private static (int Height, int Width) Sides(TrainedLayer layer, Kind kind) => layer.Window is { } w
        ? (((kind.Height + w.PadTop + w.PadBottom - w.KernelHeight) / w.StrideHeight) + 1, ((kind.Width + w.PadLeft + w.PadRight - w.KernelWidth) / w.StrideWidth) + 1)
        : layer.Operator == TrainedOperator.Dense ? (1, 1) : (kind.Height, kind.Width);
}
