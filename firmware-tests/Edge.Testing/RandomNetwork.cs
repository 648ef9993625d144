using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>
/// Makes small valid networks: every operator, encoding, epilogue and format, odd shapes, one channel, 1 x 1 images, strides, asymmetric padding, pad values,
/// planes with shifts, level tables, adds of older tensors, negative multipliers, chains of bits. The same seed gives the same network.
/// </summary>
public static class RandomNetwork
{
    internal const int MaxElements = 1536;
    internal const int MaxMultiplyAccumulates = 40_000;

    private static readonly int[] Sides = [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 17];
    private static readonly int[] Channels = [1, 1, 2, 3, 4, 5, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 33, 40];

    /// <summary>A network of 1 .. 7 layers whose arena is planned and whose self-tests hold.</summary>
    public static ModelDefinition Generate(int seed)
    {
        Random random = new(seed);
        InputDefinition input = RandomInput(random);
        RandomLayers layers = new(random, new(input.Height, input.Width, input.Channels, input.Format));
        int count = random.Next(1, 8);
        for (int i = 0; i < count; i++)
        {
            layers.Append(isLast: i == count - 1);
        }

        ReferenceShape last = layers.LastShape;
        ModelDefinition model = new()
        {
            Name = $"random-{seed}",
            Input = input,
            Output = new(last.Elements, random.NextDouble(), Labels(random, last.Elements)),
        };
        model.Layers.AddRange(layers.Layers);
        if (random.Next(2) == 0)
        {
            ArenaPlanner.PlaceInSequence(model);
        }
        else
        {
            ArenaPlanner.PlaceByLiveness(model);
        }

        AddTests(random, model);
        AddMetadata(random, model, seed);
        return model;
    }

    /// <summary>Values for the model's input; seeds 0 and 1 give the smallest and the largest value everywhere.</summary>
    public static int[] InputValues(ModelDefinition model, int seed)
    {
        ReferenceShape shape = ReferenceShape.OfModel(model)[0];
        Random random = new(seed);
        int[] values = new int[shape.Elements];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = seed == 0 ? 0 : seed == 1 ? shape.MaxValue : random.Next(shape.MaxValue + 1);
        }

        return values;
    }

    internal static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    internal static int RandomChannels(Random random) => Pick(random, Channels);

    private static InputDefinition RandomInput(Random random)
    {
        int format = Pick(random, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8);
        int zeroPoint = format == 0 ? 0 : random.Next(1 << format);
        double scale = random.NextDouble();
        if (random.Next(12) == 0)
        {
            return new(1, 1, random.Next(300, MaxElements), format, zeroPoint, scale);
        }

        ReferenceShape shape;
        do
        {
            shape = new(Pick(random, Sides), Pick(random, Sides), RandomChannels(random), format);
        }
        while (shape.Elements > MaxElements);
        return new(shape.Height, shape.Width, shape.Channels, format, zeroPoint, scale);
    }

    private static string[] Labels(Random random, int count) =>
        random.Next(3) == 0 && count <= 40 ? [.. Enumerable.Range(0, count).Select(i => $"Größe {i}")] : [];

    private static void AddTests(Random random, ModelDefinition model)
    {
        if (random.Next(2) == 0)
        {
            model.Tests.Add(SelfTestVectors.FromSeed(model, (uint)random.Next(1, int.MaxValue)));
        }

        if (random.Next(4) == 0)
        {
            model.Tests.Add(SelfTestVectors.FromInput(model, InputValues(model, random.Next())));
        }
    }

    private static void AddMetadata(Random random, ModelDefinition model, int seed)
    {
        if (random.Next(3) == 0)
        {
            model.Metadata["seed"] = (long)seed;
            model.Metadata["accuracy"] = random.NextDouble();
            model.Metadata["notes"] = new List<object?> { "généré", null, true, -5L };
        }
    }
}
