using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>The networks of samples/digits and samples/fashion with random weights: their memory and cost do not depend on training.</summary>
public static class SampleNetwork
{
    private static readonly InputDefinition Image = new(28, 28, 1, 8, 0, 1 / 255.0);

    /// <summary>As in samples/digits/recipe.json.</summary>
    public static ModelDefinition Digits()
    {
        var random = new Random(1);
        return RandomLayer.Model(
            "digits",
            Image,
            RandomLayer.ConvLayer(random, 0, 1, 24, 5, 2, Kind.Bytes, 8, 4),
            RandomLayer.ConvLayer(random, 1, 24, 32, 3, 2, Kind.Ternary, 4, 4),
            RandomLayer.ConvLayer(random, 2, 32, 48, 3, 1, Kind.Ternary, 4, 4),
            RandomLayer.PoolLayer(3, 48, 4),
            RandomLayer.DenseLayer(random, 4, 3 * 3 * 48, 10, Kind.Bytes, 4, 32));
    }

    /// <summary>As in samples/fashion/recipe.json.</summary>
    public static ModelDefinition Fashion()
    {
        var random = new Random(2);
        return RandomLayer.Model(
            "fashion",
            Image,
            RandomLayer.ConvLayer(random, 0, 1, 16, 5, 2, Kind.Bytes, 8, 4),
            RandomLayer.ConvLayer(random, 1, 16, 32, 3, 1, Kind.Ternary, 4, 4),
            RandomLayer.PoolLayer(2, 32, 4),
            RandomLayer.ConvLayer(random, 3, 32, 48, 3, 1, Kind.Ternary, 4, 4),
            RandomLayer.PoolLayer(4, 48, 4),
            RandomLayer.DenseLayer(random, 5, 3 * 3 * 48, 10, Kind.Bytes, 4, 32));
    }
}
