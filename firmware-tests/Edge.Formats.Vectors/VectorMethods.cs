using Edge.Formats.Writing;
using static Edge.Formats.Vectors.VectorEpilogue;
using static Edge.Formats.Vectors.VectorModels;
using static Edge.Formats.Vectors.VectorPlane;

namespace Edge.Formats.Vectors;

/// <summary>Golden models of what quantizers become on the device, each named after its method (docs/methods).</summary>
internal static class VectorMethods
{
    public static IEnumerable<ModelDefinition> All() =>
    [
        // What rounding to two bits lost, in two bits more.
        Model("method-double-precision", 621, 6, 6, 3, 8).Conv(6, Square(3, 1, 1), Requantize(4, 20), Ternary(2), Ternary()).Dense(5, Raw(4), Signed(4, 4), Signed(4)).Build(),

        // Each weight has its bits in one of two positions.
        Model("method-shiftable", 622, 5, 6, 4, 4)
            .Conv(6, Square(3, 1, 1), Requantize(4, 16), InTurns(2, 0, Signed(4, 3)), InTurns(2, 1, Signed(4)))
            .Dense(4, Raw(), InTurns(2, 0, Signed(4, 4)), InTurns(2, 1, Signed(4)))
            .Build(),

        // Blocks of five weights, each with one of three scales: 1, 2 and 8 times.
        Model("method-group-wise", 623, 1, 1, 45, 8)
            .Dense(8, Requantize(8, 20, shared: true), InBlocks(5, 3, 0, Signed(4, 3)), InBlocks(5, 3, 1, Signed(4, 1)), InBlocks(5, 3, 2, Signed(4)))
            .Dense(4, Raw(), InBlocks(4, 2, 0, Signed(4, 2)), InBlocks(4, 2, 1, Signed(4)))
            .Build(),

        // Levels of unequal distance are thresholds and a table; the next layer reads what the table holds.
        Model("method-hwgq-levels", 624, 6, 5, 3, 8).Conv(8, Square(3, 1, 1), Table(8, 0, 53, 124, 240), Ternary()).Conv(6, Square(3, 2, 1), Table(8, 0, 30, 81, 145, 240), Ternary()).Dense(4, Raw(4), Ternary()).Build(),
        Model("method-log-levels", 625, 6, 5, 3, 8).Conv(8, Square(3, 1, 1), Table(8, 0, 1, 2, 4, 8, 16, 32, 64, 128), Ternary()).Dense(6, Table(4, 0, 1, 2, 4, 8), Powers(5)).Dense(3, Raw(), Powers(7)).Build(),
    ];

    private static VectorPlane InTurns(int planes, int turn, VectorPlane plane) => InBlocks(1, planes, turn, plane);

    private static VectorPlane InBlocks(int weights, int planes, int turn, VectorPlane plane) => plane with { Run = weights, Turns = (planes, turn) };
}
