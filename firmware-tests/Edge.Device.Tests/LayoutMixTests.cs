using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests;

/// <summary>Layers share their working memory: whatever ran before a layer, and whatever the memory left it, its integers are the reference's.</summary>
public class LayoutMixTests
{
    private const int Chains = 60;
    private const int Limits = 12;
    private static readonly int[] Hints = [0, 0, Variant.HintPlain, Variant.ConvPositions, Variant.ConvRows, Variant.DepthwiseChannels, Variant.ProductLanes, Variant.ProductRows, Variant.ConvLists, Variant.DepthwiseTaps, Variant.PowerPositions];
    private static readonly Window Same = new(3, 3, 1, 1, 1, 1, 1, 1, 0);

    [Fact]
    public void Chains_of_every_variant_equal_the_reference_under_every_memory_limit()
    {
        HashSet<string> mixes = [];
        HashSet<int> variants = [];
        for (int seed = 0; seed < Chains; seed++)
        {
            ModelDefinition model = Chain(new Random(seed), seed);
            byte[] file = ReferenceWriter.Write(model);
            int[][] expected = ReferenceNetwork.Run(model, RandomNetwork.InputValues(model, seed));
            long most = (8L * file.Length) + (768 << 10);
            Sessions.AssertEqualsTensors(model, Sessions.Open(model), expected);
            for (int i = 0; i < Limits; i++)
            {
                long limit = (2L * file.Length) + (i * 6000L);
                if (InferenceSession.Open(new ByteArraySource(file), Math.Min(limit, most), out InferenceSession session) == Status.Ok)
                {
                    Sessions.AssertEqualsTensors(model, session, expected);
                    int[] chosen = [.. Enumerable.Range(0, session.LayerCount).Select(session.LayerVariant)];
                    mixes.Add(string.Join(',', chosen));
                    variants.UnionWith(chosen);
                }
            }
        }

        Assert.True(mixes.Count > 100, $"only {mixes.Count} mixes");
        Assert.Superset(new HashSet<int> { Variant.ConvPositions, Variant.ConvRows, Variant.DepthwiseChannels, Variant.ProductLanes, Variant.ConvLists, Variant.DepthwiseTaps, Variant.AddTable, Variant.AddLine, Variant.AverageTable, Variant.PowerPositions }, variants);
    }

    [Fact]
    public void Pairs_after_lists_find_their_tables_empty_where_they_must_be()
    {
        Random random = new(1);
        ModelDefinition model = Empty("lists, then pairs", 16, 4);
        model.Layers.Add(Conv(random, 0, 16, 16, 0.4, Variant.ConvLists));
        model.Layers.Add(Conv(random, 1, 16, 16, 0.4, Variant.ConvPositions));
        model = Finished(model);
        InferenceSession session = Sessions.Open(model);
        Assert.Equal((Variant.ConvLists, Variant.ConvPositions), (session.LayerVariant(0), session.LayerVariant(1)));
        Sessions.AssertEqualsReference(model, session, RandomNetwork.InputValues(model, 3));
    }

    private static ModelDefinition Chain(Random random, int seed)
    {
        bool image = random.Next(2) == 0;
        int channels = image ? random.Next(1, 3) : random.Next(3, 17);
        ModelDefinition model = Empty($"chain {seed}", channels, image ? 8 : 4);
        for (int layer = 0; layer < 5; layer++)
        {
            int hint = Hints[random.Next(Hints.Length)];
            int outputs = random.Next(3, 17);
            if (random.Next(5) == 0)
            {
                model.Layers.Add(Weightless(random, layer, channels, layer == 0 ? model.Input.Format : model.Layers[^1].OutputFormat));
                continue;
            }

            if (random.Next(3) == 0)
            {
                model.Layers.Add(Depthwise(random, layer, channels, hint));
                continue;
            }

            if (hint == Variant.PowerPositions)
            {
                int[] powers = [.. Enumerable.Range(0, outputs * 9 * channels).Select(_ => random.Next(-1, 2) << random.Next(4))];
                model.Layers.Add(Make(Operator.Conv2d, layer, outputs, PlaneDefinition.Powers(powers), random.Next(2) == 0 ? hint : 0, 9));
                channels = outputs;
                continue;
            }

            model.Layers.Add(random.Next(3) == 0
                ? Make(Operator.Conv2d, layer, outputs, PlaneDefinition.Signed(8, [.. Enumerable.Range(0, outputs * 9 * channels).Select(_ => random.Next(-128, 128))]), hint, 9)
                : Conv(random, layer, channels, outputs, random.NextDouble(), hint));
            channels = outputs;
        }

        return Finished(model);
    }

    private static ModelDefinition Empty(string name, int channels, int format) => new()
    {
        Name = name,
        Input = new InputDefinition(10, 11, channels, format, 0, 1),
        Output = new OutputDefinition(1, 1, []),
    };

    // The output's element count follows from the last layer.
    private static ModelDefinition Finished(ModelDefinition draft)
    {
        ModelDefinition model = new() { Name = draft.Name, Input = draft.Input, Output = new OutputDefinition(110 * draft.Layers[^1].OutputChannels, 1, []) };
        model.Layers.AddRange(draft.Layers);
        ArenaPlanner.PlaceInSequence(model);
        return model;
    }

    private static LayerDefinition Conv(Random random, int input, int channels, int outputs, double density, int hint) =>
        Make(Operator.Conv2d, input, outputs, Sparse(random, outputs * 9 * channels, density), hint, 3);

    private static LayerDefinition Depthwise(Random random, int input, int channels, int hint) =>
        Make(Operator.DepthwiseConv2d, input, channels, Sparse(random, channels * 9, 0.8), hint, 1);

    private static LayerDefinition Weightless(Random random, int input, int channels, int format)
    {
        Operator op = (Operator)random.Next((int)Operator.MaxPool, (int)Operator.Add + 1);
        int count = random.Next(2) == 0 ? 1 : channels;
        return new()
        {
            Operator = op,
            Input = input,
            Input2 = op == Operator.Add ? input : -1,
            AddMultipliers = (2, 3),
            OutputChannels = channels,
            OutputFormat = op == Operator.MaxPool ? format : 4,
            Window = op == Operator.Add ? null : Same,
            Epilogue = op == Operator.MaxPool ? null : new EpilogueDefinition { Kind = EpilogueKind.Shift, Shift = format - 2, Addends = [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(9))] },
        };
    }

    private static LayerDefinition Make(Operator op, int input, int outputs, PlaneDefinition plane, int hint, int shift) => new()
    {
        Operator = op,
        Input = input,
        OutputChannels = outputs,
        OutputFormat = 4,
        Window = Same,
        Epilogue = new EpilogueDefinition { Kind = EpilogueKind.Shift, Shift = shift, Addends = [40] },
        Planes = [plane],
        Hint = hint,
    };

    private static PlaneDefinition Sparse(Random random, int count, double density) =>
        PlaneDefinition.Ternary([.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < density ? (2 * random.Next(2)) - 1 : 0)]);
}
