using Edge.Device.Tests.Support;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

/// <summary>One-layer networks for a kernel: random weights, an epilogue that suits the accumulators, the reference to compare with.</summary>
internal static class KernelCases
{
    /// <summary>A layer of one plane with a random epilogue, or with evenly spaced steps as a trained activation has them.</summary>
    public static ModelDefinition Make(Random random, Operator op, ReferenceShape input, int outputs, Window? window, PlaneDefinition plane, int hint = 0)
    {
        LayerDefinition draft = SingleLayer.Layer(op, outputs, window, plane);
        int[] values = [.. Enumerable.Range(0, input.Elements).Select(_ => random.Next(input.MaxValue + 1))];
        long[] accumulators = ReferenceNetwork.Accumulate(draft, [input], [values]);
        (EpilogueDefinition epilogue, int format) = random.Next(3) == 0
            ? (EvenSteps(random, accumulators, outputs, out int bits), bits)
            : new RandomEpilogue(random, outputs, accumulators).Make(isLast: true);
        LayerDefinition layer = new()
        {
            Operator = op,
            Input = 0,
            OutputChannels = outputs,
            OutputFormat = format,
            Window = window,
            Epilogue = epilogue,
            Planes = [plane],
            Hint = hint,
        };
        return SingleLayer.Model(input, layer);
    }

    public static PlaneDefinition Ternary(Random random, int count) =>
        PlaneDefinition.Ternary([.. Enumerable.Range(0, count).Select(_ => random.Next(-1, 2))]);

    public static PlaneDefinition Binary(Random random, int count) =>
        PlaneDefinition.Binary([.. Enumerable.Range(0, count).Select(_ => (2 * random.Next(2)) - 1)]);

    /// <summary>Opens the model, requires the variant, and compares with the reference.</summary>
    public static void AssertRunsAs(int variant, ModelDefinition model)
    {
        InferenceSession session = Sessions.Open(model);
        Assert.True(variant == session.LayerVariant(0), $"{model.Name} runs as variant {session.LayerVariant(0)}");
        for (int seed = 0; seed < 3; seed++)
        {
            Sessions.AssertEqualsReference(model, session, RandomNetwork.InputValues(model, seed));
        }
    }

    /// <summary>The least memory limit under which a model opens: the file's own layouts and nothing else.</summary>
    public static InferenceSession OpenWithLeastMemory(ModelDefinition model) => OpenWithLeastMemory(model, out _);

    public static InferenceSession OpenWithLeastMemory(ModelDefinition model, out long limit)
    {
        byte[] file = ReferenceWriter.Write(model);
        long refused = 0;
        long opened = (8L * file.Length) + (768 << 10);
        while (opened - refused > 1)
        {
            long middle = (opened + refused) / 2;
            if (InferenceSession.Open(new ByteArraySource(file), middle, out _) == Status.Ok)
            {
                opened = middle;
            }
            else
            {
                refused = middle;
            }
        }

        limit = opened;
        Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), limit, out InferenceSession session));
        return session;
    }

    private static EpilogueDefinition EvenSteps(Random random, long[] accumulators, int channels, out int bits)
    {
        bits = random.Next(1, 9);
        int steps = (1 << bits) - 1;
        double spread = Math.Max(1, accumulators.Max() - accumulators.Min());
        double[] width = [.. Enumerable.Range(0, channels).Select(_ => spread * (0.3 + random.NextDouble()) / (steps + 1))];
        double[] first = [.. Enumerable.Range(0, channels).Select(_ => accumulators.Min() + (spread * random.NextDouble() / 2))];
        if (bits <= 4 && random.Next(2) == 0)
        {
            return new()
            {
                Kind = EpilogueKind.Threshold,
                Thresholds = [.. Enumerable.Range(0, channels).Select(c => Enumerable.Range(0, steps).Select(i => (int)Math.Ceiling(first[c] + (i * width[c]))).ToArray())],
            };
        }

        const int shift = 30;
        int[] multipliers = [.. width.Select(w => (int)Math.Min(int.MaxValue, Math.Round(Math.ScaleB(1 / w, shift))))];
        return new()
        {
            Kind = EpilogueKind.Requantize,
            Shift = shift,
            Multipliers = multipliers,
            Addends = [.. Enumerable.Range(0, channels).Select(c => (long)Math.Round((-first[c] * multipliers[c]) + Math.ScaleB(1, shift)))],
        };
    }
}
