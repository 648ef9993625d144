using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>A network of one layer whose cost is measured: weights, epilogue and input are random, from a seed.</summary>
/// <param name="Name">What docs/performance.md calls it.</param>
/// <param name="MostPerMac">The most IL instructions per multiply-accumulate it may take; null where no bound was set.</param>
public sealed record MeasuredLayer(string Name, ModelDefinition Model, double? MostPerMac)
{
    /// <summary>Multiply-accumulates of the layer; for pools and add, window elements and sums.</summary>
    public long Macs
    {
        get
        {
            TensorShape[] shapes = LayerShapes.Derive(Model);
            return LayerShapes.Operations(Model.Layers[0], shapes[0], shapes[1]);
        }
    }

    /// <summary>The layers of docs/performance.md, in its order, made anew.</summary>
    public static IReadOnlyList<MeasuredLayer> All() =>
    [
        new("dense 256x64, ternary x u8, u8 outputs", RandomLayer.Dense(1, 256, 64, Kind.Ternary, 8, 8), 2.8),
        new("dense 256x64, ternary, 4-bit activations", RandomLayer.Dense(2, 256, 64, Kind.Ternary, 4, 4), null),
        new("dense 256x64, ternary, 2-bit activations", RandomLayer.Dense(3, 256, 64, Kind.Ternary, 2, 2, steps: 3), 1.6),
        new("conv 3x3 16->32 at 14x14, ternary, 4-bit activations", RandomLayer.Conv(4, 14, 16, 32, 3, 1, Kind.Ternary, 4, 4), 1.3),
        new("conv 3x3 32->64 at 7x7, ternary, 4-bit activations", RandomLayer.Conv(5, 7, 32, 64, 3, 1, Kind.Ternary, 4, 4), null),
        new("conv 3x3 16->32 at 14x14, ternary x u8, u8 outputs", RandomLayer.Conv(6, 14, 16, 32, 3, 1, Kind.Ternary, 8, 8), 2),
        new("first conv 3x3 1->16 at 28x28, ternary x u8, 4-bit outputs", RandomLayer.Conv(7, 28, 1, 16, 3, 1, Kind.Ternary, 8, 4), 4),
        new("dense 1024x64, binary x binary", RandomLayer.Dense(8, 1024, 64, Kind.Xnor, 0, 0, steps: 1), 0.5),
        new("dense 1024x64, ternary x binary", RandomLayer.Dense(9, 1024, 64, Kind.MaskedXnor, 0, 0, steps: 1), null),
        new("conv 3x3 16->32 at 14x14, binary x binary", RandomLayer.Conv(10, 14, 16, 32, 3, 1, Kind.Xnor, 0, 0, steps: 1), null),
        new("depthwise 3x3, 32 channels at 14x14, ternary, 4-bit activations", RandomLayer.Depthwise(11, 14, 32, 4, 4), 4),
        new("the same with u8 activations and outputs", RandomLayer.Depthwise(12, 14, 32, 8, 8), null),
        new("conv 5x5 stride 2, 1->24 at 28x28, 8-bit weights x u8", RandomLayer.Conv(13, 28, 1, 24, 5, 2, Kind.Bytes, 8, 4), null),
        new("conv 3x3 3->16 at 16x16, 8-bit weights x u8", RandomLayer.Conv(14, 16, 3, 16, 3, 1, Kind.Bytes, 8, 4), null),
        new("conv 3x3 16->32 at 14x14, 8-bit weights, 4-bit activations", RandomLayer.Conv(15, 14, 16, 32, 3, 1, Kind.Bytes, 4, 4), null),
        new("the same, 4-bit weights", RandomLayer.Conv(16, 14, 16, 32, 3, 1, Kind.Nibbles, 4, 4), null),
        new("dense 256x64, 8-bit weights x u8", RandomLayer.Dense(17, 256, 64, Kind.Bytes, 8, 8), null),
        new("dense 432x10, 8-bit weights, 4-bit activations, raw outputs", RandomLayer.Dense(18, 432, 10, Kind.Bytes, 4, 32), null),
        new("dense 256x64, powers of two of 5 exponents x u8", RandomLayer.Dense(22, 256, 64, Kind.Powers5, 8, 8), null),
        new("dense 256x64, powers of two of 7 exponents x u8", RandomLayer.Dense(23, 256, 64, Kind.Powers7, 8, 8), null),
        new("conv 3x3 16->32 at 14x14, powers of two of 5 exponents, 4-bit activations", RandomLayer.Conv(24, 14, 16, 32, 3, 1, Kind.Powers5, 4, 4), null),
        new("conv 3x3 16->32 at 14x14, powers of two of 7 exponents, 4-bit activations", RandomLayer.Conv(25, 14, 16, 32, 3, 1, Kind.Powers7, 4, 4), null),
        new("max pool 2x2, 32 channels at 14x14, 4-bit activations", RandomLayer.Pool(19, 14, 32, Operator.MaxPool, 2), null),
        new("max pool 3x3 stride 2 with padding, the same", RandomLayer.Pool(19, 14, 32, Operator.MaxPool, 3, 2), 12),
        new("average pool 7x7, 64 channels, 4-bit activations", RandomLayer.Pool(20, 7, 64, Operator.AveragePool, 7), null),
        new("the same, one epilogue for all channels", RandomLayer.Average(20, 7, 64, 7), 7.7),
        new("average pool 2x2, 32 channels at 14x14, one epilogue", RandomLayer.Average(20, 14, 32, 2), 20),
        new("add, 32 channels at 14x14, 4-bit activations", RandomLayer.Add(21, 14, 32, 4, 32), 28),
        new("add, the same with u8 activations", RandomLayer.Add(21, 14, 32, 8, 32), 28),
        new("add with one epilogue for all channels, 4-bit activations", RandomLayer.Add(21, 14, 32, 4, 1), 22),
        new("add with one epilogue for all channels, u8 activations", RandomLayer.Add(21, 14, 32, 8, 1), 28),
    ];
}
