using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>The weights of a measured layer.</summary>
internal enum Kind
{
    Ternary,
    Xnor,
    MaskedXnor,
    Nibbles,
    Bytes,
    Powers5,
    Powers7,
}

/// <summary>Networks of one layer with random weights and an epilogue whose steps lie where the accumulators do.</summary>
internal static class RandomLayer
{
    private const int Shift = 36;
    private const int RawFormat = 32;

    /// <summary>Height x width x channels = 1 x 1 x inputs; <paramref name="steps"/> above 0 gives thresholds instead of requantize.</summary>
    public static ModelDefinition Dense(int seed, int inputs, int outputs, Kind kind, int inputFormat, int outputFormat, int steps = 0)
    {
        var random = new Random(seed);
        PlaneDefinition plane = Plane(random, kind, outputs * inputs);
        EpilogueDefinition epilogue = Epilogue(random, plane, outputs, inputs, inputFormat, outputFormat, steps);
        return Model("layer", new InputDefinition(1, 1, inputs, inputFormat, 0, 1), Layer(Operator.Dense, 0, null, outputs, outputFormat, epilogue, [plane]));
    }

    public static ModelDefinition Conv(int seed, int side, int channels, int outputs, int kernel, int stride, Kind kind, int inputFormat, int outputFormat, int steps = 0)
    {
        var random = new Random(seed);
        int inputs = kernel * kernel * channels;
        PlaneDefinition plane = Plane(random, kind, outputs * inputs);
        EpilogueDefinition epilogue = Epilogue(random, plane, outputs, inputs, inputFormat, outputFormat, steps);
        return Model("layer", new InputDefinition(side, side, channels, inputFormat, 0, 1), Layer(Operator.Conv2d, 0, Padded(kernel, stride), outputs, outputFormat, epilogue, [plane]));
    }

    public static ModelDefinition Depthwise(int seed, int side, int channels, int inputFormat, int outputFormat)
    {
        var random = new Random(seed);
        PlaneDefinition plane = Plane(random, Kind.Ternary, channels * 9);
        EpilogueDefinition epilogue = Epilogue(random, plane, channels, 9, inputFormat, outputFormat, 0);
        return Model("layer", new InputDefinition(side, side, channels, inputFormat, 0, 1), Layer(Operator.DepthwiseConv2d, 0, Padded(3, 1), channels, outputFormat, epilogue, [plane]));
    }

    /// <summary>A pool of 4-bit values; the windows lie side by side unless a stride is given, with half a kernel of padding.</summary>
    public static ModelDefinition Pool(int seed, int side, int channels, Operator kind, int kernel, int stride = 0)
    {
        EpilogueDefinition? epilogue = kind == Operator.MaxPool ? null : Line(new Random(seed), channels, 0, kernel * kernel * 15, 4);
        Window window = stride == 0 ? new Window(kernel, kernel, kernel, kernel, 0, 0, 0, 0, 0) : Padded(kernel, stride);
        return Model("layer", new InputDefinition(side, side, channels, 4, 0, 1), Layer(kind, 0, window, channels, 4, epilogue, []));
    }

    /// <summary>An average pool as packed networks have it: one epilogue for all channels.</summary>
    public static ModelDefinition Average(int seed, int side, int channels, int kernel) =>
        Model("layer", new InputDefinition(side, side, channels, 4, 0, 1), Layer(
            Operator.AveragePool, 0, new Window(kernel, kernel, kernel, kernel, 0, 0, 0, 0, 0), channels, 4, Line(new Random(seed), 1, 0, kernel * kernel * 15, 4), []));

    /// <summary>The input added to itself with two factors; <paramref name="epilogues"/> is 1 or the number of channels.</summary>
    public static ModelDefinition Add(int seed, int side, int channels, int format, int epilogues)
    {
        EpilogueDefinition epilogue = Line(new Random(seed), epilogues, 0, 8.0 * ((1 << format) - 1), format);
        return Model("layer", new InputDefinition(side, side, channels, format, 0, 1), Layer(Operator.Add, 0, null, channels, format, epilogue, []));
    }

    /// <summary>A dense layer for a longer network: <paramref name="inputs"/> values of <paramref name="inputFormat"/> bits.</summary>
    public static LayerDefinition DenseLayer(Random random, int from, int inputs, int outputs, Kind kind, int inputFormat, int outputFormat)
    {
        PlaneDefinition plane = Plane(random, kind, outputs * inputs);
        return Layer(Operator.Dense, from, null, outputs, outputFormat, Epilogue(random, plane, outputs, inputs, inputFormat, outputFormat, 0), [plane]);
    }

    /// <summary>A padded square convolution for a longer network.</summary>
    public static LayerDefinition ConvLayer(Random random, int from, int channels, int outputs, int kernel, int stride, Kind kind, int inputFormat, int outputFormat)
    {
        int inputs = kernel * kernel * channels;
        PlaneDefinition plane = Plane(random, kind, outputs * inputs);
        return Layer(Operator.Conv2d, from, Padded(kernel, stride), outputs, outputFormat, Epilogue(random, plane, outputs, inputs, inputFormat, outputFormat, 0), [plane]);
    }

    /// <summary>A 2 x 2 max pool for a longer network.</summary>
    public static LayerDefinition PoolLayer(int from, int channels, int format) => Layer(Operator.MaxPool, from, new Window(2, 2, 2, 2, 0, 0, 0, 0, 0), channels, format, null, []);

    private static LayerDefinition Layer(Operator kind, int from, Window? window, int outputs, int outputFormat, EpilogueDefinition? epilogue, PlaneDefinition[] planes) => new()
    {
        Operator = kind,
        Input = from,
        Input2 = kind == Operator.Add ? from : -1,
        AddMultipliers = kind == Operator.Add ? (3, 5) : (1, 1),
        OutputChannels = outputs,
        OutputFormat = outputFormat,
        Window = window,
        Epilogue = epilogue,
        Planes = planes,
    };

    /// <summary>A network of these layers, one after the other, its tensors placed in the arena.</summary>
    public static ModelDefinition Model(string name, InputDefinition input, params LayerDefinition[] layers)
    {
        var shape = new ModelDefinition { Name = name, Input = input, Output = new OutputDefinition(1, 1, []) };
        shape.Layers.AddRange(layers);
        var model = new ModelDefinition { Name = name, Input = input, Output = new OutputDefinition(LayerShapes.Derive(shape)[^1].Elements, 1, []) };
        model.Layers.AddRange(layers);
        ArenaPlanner.PlaceByLiveness(model);
        return model;
    }

    private static Window Padded(int kernel, int stride) => new(kernel, kernel, stride, stride, kernel / 2, kernel / 2, kernel / 2, kernel / 2, 0);

    private static PlaneDefinition Plane(Random random, Kind kind, int count) => kind switch
    {
        Kind.Ternary => PlaneDefinition.Ternary(Weights(count, () => random.Next(-1, 2))),
        Kind.Xnor => PlaneDefinition.Xnor(Weights(count, () => (2 * random.Next(2)) - 1)),
        Kind.MaskedXnor => PlaneDefinition.MaskedXnor(Weights(count, () => random.Next(-1, 2))),
        Kind.Powers5 => PlaneDefinition.Powers(Weights(count, () => Power(random, 5))),
        Kind.Powers7 => PlaneDefinition.Powers(Weights(count, () => Power(random, 7))),
        Kind.Nibbles => PlaneDefinition.Signed(4, Weights(count, () => Bell(random, 8))),
        _ => PlaneDefinition.Signed(8, Weights(count, () => Bell(random, 128))),
    };

    private static int[] Weights(int count, Func<int> next) => [.. Enumerable.Range(0, count).Select(_ => next())];

    // A normal deviate with a third of the range as its deviation, as trained weights have, clamped.
    private static int Bell(Random random, int half)
    {
        double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Clamp((int)Math.Round(normal * half / 3), -half, half - 1);
    }

    // The power of two nearest to such a deviate on a log scale, of so many exponents.
    private static int Power(Random random, int exponents)
    {
        double magnitude = Math.Abs(Bell(random, 1 << 20)) / (double)(1 << 20);
        int exponent = Math.Clamp((int)Math.Round(Math.Log2(Math.Max(magnitude, 1e-9))) + exponents - 1, 0, exponents - 1);
        return random.Next(2) == 0 ? 1 << exponent : -(1 << exponent);
    }

    private static EpilogueDefinition Epilogue(Random random, PlaneDefinition plane, int outputs, int inputs, int inputFormat, int outputFormat, int steps)
    {
        if (outputFormat == RawFormat)
        {
            return new EpilogueDefinition { Kind = EpilogueKind.Raw, Multipliers = [.. Enumerable.Repeat(7, outputs)], Addends = [.. Enumerable.Repeat(5L, outputs)] };
        }

        // Three deviations of a sum of independent products.
        double weight = Math.Sqrt(plane.Weights.Average(w => (double)w * w));
        double activation = inputFormat == 0 ? 1 : ((1 << inputFormat) - 1) / Math.Sqrt(3);
        double reach = 3 * Math.Sqrt(inputs) * weight * activation;
        return steps > 0 ? Thresholds(random, outputs, reach, steps) : Line(random, outputs, -reach, reach, outputFormat);
    }

    private static EpilogueDefinition Thresholds(Random random, int outputs, double reach, int steps) => new()
    {
        Kind = EpilogueKind.Threshold,
        Thresholds = [.. Enumerable.Range(0, outputs).Select(_ =>
        {
            double width = 2 * reach * Between(random, 0.2, 0.5) / (steps + 1);
            double middle = Between(random, -0.2, 0.2) * reach;
            return Enumerable.Range(0, steps).Select(k => (int)Math.Ceiling(middle + (width * (k - ((steps - 1) / 2.0))))).ToArray();
        })],
    };

    /// <summary>Requantize: for each channel a line over a fifth to a half of the range.</summary>
    private static EpilogueDefinition Line(Random random, int outputs, double low, double high, int format)
    {
        int top = (1 << format) - 1;
        int[] multipliers = new int[outputs];
        long[] addends = new long[outputs];
        for (int c = 0; c < outputs; c++)
        {
            double width = (high - low) * Between(random, 0.2, 0.5) / (top + 1);
            double middle = ((low + high) / 2) + (Between(random, -0.2, 0.2) * (high - low) / 2);
            multipliers[c] = (int)Math.Min(int.MaxValue, Math.ScaleB(1, Shift) / width);
            addends[c] = (long)(((width * top / 2) - middle) * multipliers[c]);
        }

        return new EpilogueDefinition { Kind = EpilogueKind.Requantize, Shift = Shift, Multipliers = multipliers, Addends = addends };
    }

    private static double Between(Random random, double low, double high) => low + ((high - low) * random.NextDouble());
}
