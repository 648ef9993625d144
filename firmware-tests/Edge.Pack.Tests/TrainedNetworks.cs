using Edge.Train.Trained;

namespace Edge.Pack.Tests;

/// <summary>Random trained networks: every operator, domain and quantizer, norms with negative, zero and tiny gains, steps that sums meet exactly.</summary>
internal sealed class TrainedNetworks
{
    private readonly Random random;
    private readonly List<TrainedLayer> layers = [];
    private readonly List<Tensor> tensors = [];

    private TrainedNetworks(int seed) => random = new Random(seed);

    private sealed record Tensor(int Height, int Width, int Channels, int Bits, double Scale, int ZeroPoint);

    public static TrainedNetwork Generate(int seed)
    {
        var made = new TrainedNetworks(seed);
        return made.Make(seed);
    }

    private TrainedNetwork Make(int seed)
    {
        int bits = random.Next(1, 9);
        var input = new TrainedInput(random.Next(1, 8), random.Next(1, 8), random.Next(1, 6), bits, Scale(), random.Next(4) == 0 ? random.Next(1 << bits) : 0);
        tensors.Add(new Tensor(input.Height, input.Width, input.Channels, input.Bits, input.Scale, input.ZeroPoint));
        int count = random.Next(1, 5);
        for (int i = 0; i < count; i++)
        {
            Append(isLast: false);
        }

        layers.Add(Weighted(TrainedOperator.Dense, tensors.Count - 1, random.Next(1, 12), null, activation: null));
        return new TrainedNetwork { Name = $"random-{seed}", Input = input, Labels = [], Layers = layers };
    }

    private void Append(bool isLast)
    {
        int from = tensors.Count - 1;
        Tensor tensor = tensors[from];
        int partner = tensors.FindIndex(t => t.Height == tensor.Height && t.Width == tensor.Width && t.Channels == tensor.Channels);
        TrainedLayer layer = random.Next(8) switch
        {
            0 => Weighted(TrainedOperator.Dense, from, random.Next(1, 12), null, Quantizer(isLast)),
            1 or 2 or 3 => Weighted(TrainedOperator.Conv2d, from, random.Next(1, 10), Window(tensor), Quantizer(isLast)),
            4 => Weighted(TrainedOperator.DepthwiseConv2d, from, tensor.Channels, Window(tensor), Quantizer(isLast)),
            5 => Plain(TrainedOperator.MaxPool, [from], tensor.Channels, Window(tensor), null),
            6 => Plain(TrainedOperator.AveragePool, [from], tensor.Channels, Window(tensor), Quantizer(isLast)),
            _ => Plain(TrainedOperator.Add, [from, partner], tensor.Channels, null, Quantizer(isLast)),
        };
        layers.Add(layer);
        (int height, int width) = layer.Window is { } w
            ? (((tensor.Height + w.PadTop + w.PadBottom - w.KernelHeight) / w.StrideHeight) + 1, ((tensor.Width + w.PadLeft + w.PadRight - w.KernelWidth) / w.StrideWidth) + 1)
            : layer.Operator == TrainedOperator.Dense ? (1, 1) : (tensor.Height, tensor.Width);
        tensors.Add(layer.Activation is { } q
            ? new Tensor(height, width, layer.Channels, q.Bits, q.Scale, q.ZeroPoint)
            : tensor with { Height = height, Width = width });
    }

    private TrainedLayer Weighted(TrainedOperator op, int from, int channels, TrainedWindow? window, StepQuantizer? activation)
    {
        Tensor input = tensors[from];
        int perChannel = op == TrainedOperator.Dense
            ? input.Height * input.Width * input.Channels
            : window!.KernelHeight * window.KernelWidth * (op == TrainedOperator.Conv2d ? input.Channels : 1);
        WeightDomain domain = (WeightDomain)random.Next(4);
        int bits = domain switch { WeightDomain.Binary => 1, WeightDomain.Ternary => 2, WeightDomain.Odd => random.Next(1, 6), _ => random.Next(2, 9) };
        int planes = random.Next(6) == 0 ? 2 : 1;
        bool perChannelScale = random.Next(2) == 0;
        bool norm = activation is not null && random.Next(4) != 0;
        return new TrainedLayer
        {
            Name = $"layer{layers.Count}",
            Operator = op,
            Inputs = [from],
            Channels = channels,
            Window = window,
            Planes = [.. Enumerable.Range(0, planes).Select(p => new TrainedPlane(domain, bits, p * random.Next(0, 4), Weights(domain, bits, channels * perChannel, activation)))],
            WeightScale = [.. Enumerable.Range(0, perChannelScale ? channels : 1).Select(_ => Scale())],
            Bias = random.Next(3) == 0 ? [.. Enumerable.Range(0, channels).Select(_ => Math.Round((random.NextDouble() * 4) - 2, 2))] : null,
            Norm = norm ? Norm(channels) : null,
            Activation = activation,
        };
    }

    private TrainedLayer Plain(TrainedOperator op, IReadOnlyList<int> inputs, int channels, TrainedWindow? window, StepQuantizer? activation) => new()
    {
        Name = $"layer{layers.Count}",
        Operator = op,
        Inputs = inputs,
        Channels = channels,
        Window = window,
        Activation = activation,
    };

    private int[] Weights(WeightDomain domain, int bits, int count, StepQuantizer? activation)
    {
        // The lowest two's-complement weight cannot be negated; where thresholds are the only epilogue the packer has to refuse it, so it stays away there.
        int lowest = activation is { Bits: > 4, Levels: null } && random.Next(2) == 0 ? -(1 << (bits - 1)) : -(1 << (bits - 1)) + 1;
        return [.. Enumerable.Range(0, count).Select(_ => domain switch
        {
            WeightDomain.Binary => random.Next(2) == 0 ? -1 : 1,
            WeightDomain.Ternary => random.Next(3) - 1,
            WeightDomain.Odd => (2 * random.Next(1 << bits)) - (1 << bits) + 1,
            _ => random.Next(lowest, 1 << (bits - 1)),
        })];
    }

    private TrainedNorm Norm(int channels)
    {
        double[] Make(Func<double> value) => [.. Enumerable.Range(0, channels).Select(_ => value())];
        return new TrainedNorm(
            Make(() => random.Next(6) switch { 0 => 0, 1 => -Math.Round(random.NextDouble(), 2) - 0.01, 2 => 1e-6, _ => Math.Round(random.NextDouble() * 2, 2) }),
            Make(() => Math.Round(random.NextDouble() - 0.3, 2)),
            Make(() => Math.Round((random.NextDouble() * 2) - 1, 1)),
            Make(() => Math.Round(random.NextDouble() * 4, 1)),
            1e-5);
    }

    private StepQuantizer Quantizer(bool isLast)
    {
        int kind = random.Next(6);
        if (kind == 0 && !isLast)
        {
            return new StepQuantizer(0, [0], true, 1, 0);
        }

        int bits = random.Next(1, 9);
        int steps = (1 << bits) - 1;
        double scale = Scale();
        if (kind == 1 && bits <= 4)
        {
            double[] uneven = [.. Enumerable.Range(0, steps).Select(i => scale * (i + 0.25 + (0.1 * i * i)))];
            byte[] levels = [.. Enumerable.Range(0, steps + 1).Select(i => (byte)i)];
            return new StepQuantizer(bits, uneven, true, scale, 0, levels);
        }

        int zero = kind == 2 ? 1 << (bits - 1) : 0;
        return new StepQuantizer(bits, [.. Enumerable.Range(0, steps).Select(i => scale * (i - zero + 0.5))], random.Next(2) == 0, scale, zero);
    }

    private TrainedWindow Window(Tensor tensor)
    {
        int height = random.Next(1, Math.Min(4, tensor.Height + 1));
        int width = random.Next(1, Math.Min(4, tensor.Width + 1));
        int pad = random.Next(2);
        int stored = tensor.Bits == 0 ? 0 : tensor.ZeroPoint;
        return new TrainedWindow(
            height, width, random.Next(1, 3), random.Next(1, 3),
            Math.Min(pad, height - 1), Math.Min(pad, width - 1), Math.Min(random.Next(2), height - 1), Math.Min(random.Next(2), width - 1), stored);
    }

    // Powers of two make sums meet steps exactly; others do not.
    private double Scale() => random.Next(2) == 0 ? Math.ScaleB(1, -random.Next(0, 8)) : (float)(0.001 + (random.NextDouble() * 0.2));
}
