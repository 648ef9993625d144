using Edge.Formats.Writing;
using static Edge.Formats.Vectors.VectorEpilogue;
using static Edge.Formats.Vectors.VectorPlane;

namespace Edge.Formats.Vectors;

/// <summary>The list of golden models: each shows one thing, named for it. Each has a seed of its own, so that adding one leaves the others as they are.</summary>
internal static class VectorModels
{
    public static IEnumerable<ModelDefinition> All() =>
        [.. DenseModels(), .. ConvModels(), .. DepthwiseModels(), .. PoolAndAddModels(), .. EpilogueModels(), .. PlaneModels(), .. VectorMethods.All(), .. NetworkModels(), .. CodedModels()];

    private static IEnumerable<ModelDefinition> DenseModels() =>
    [
        Model("dense-lanes1", 101, 1, 1, 21, 8).Dense(6, Raw(), Binary()).Build(),
        Model("dense-lanes2", 102, 1, 1, 21, 8).Dense(7, Raw(), Ternary()).Build(),
        Model("dense-lanes4", 103, 1, 1, 21, 8).Dense(5, Raw(), Signed(4)).Build(),
        Model("dense-bytes", 104, 1, 1, 21, 8).Dense(3, Raw(), Signed(8)).Build(),
        Model("dense-bit-rows", 105, 1, 1, 37, 0).Dense(19, Bits(), Xnor()).Dense(5, Raw(), Xnor()).Build(),
        Model("dense-bit-rows-image", 106, 3, 2, 11, 0).Dense(9, Raw(), Xnor()).Build(),
        Model("dense-masked-bit-rows", 107, 2, 3, 13, 0).Dense(33, Bits(), MaskedXnor()).Dense(4, Raw(), MaskedXnor()).Build(),
        Model("dense-bits-as-0-and-1", 108, 2, 2, 9, 0).Dense(6, Raw(), Ternary(), Signed(8, 1)).Build(),
        Model("dense-long-rows", 109, 1, 1, 600, 8).Dense(4, Raw(), Ternary()).Build(),
        Model("dense-one-input", 110, 1, 1, 1, 8).Dense(1, Raw(), Signed(2)).Build(),
    ];

    private static IEnumerable<ModelDefinition> ConvModels() =>
    [
        Model("conv-lanes1", 201, 5, 6, 3, 4).Conv(5, Square(3, 1, 1), Thresholds(3, 2), Binary()).Build(),
        Model("conv-lanes2-stride-2", 202, 7, 6, 4, 8).Conv(6, new(3, 3, 2, 2, 0, 1, 1, 0, 7), Thresholds(7, 3), Ternary()).Build(),
        Model("conv-lanes4-1x1", 203, 4, 5, 9, 6).Conv(8, Square(1, 1, 0), Requantize(4, 16), Signed(3)).Build(),
        Model("conv-bytes-odd-kernel", 204, 6, 7, 2, 8).Conv(3, new(5, 2, 1, 3, 4, 1, 2, 0, 128), Requantize(8, 24), Signed(7)).Build(),
        Model("conv-bit-rows-pad-0", 205, 5, 5, 5, 0).Conv(11, Square(3, 1, 1), Bits(), Xnor()).Build(),
        Model("conv-bit-rows-pad-1", 206, 4, 4, 33, 0).Conv(6, new(3, 3, 1, 1, 1, 1, 1, 1, 1), Bits(), Xnor()).Build(),
        Model("conv-masked-bit-rows", 207, 5, 4, 12, 0).Conv(7, new(2, 3, 1, 2, 1, 0, 0, 2, 1), Thresholds(3, 2), MaskedXnor()).Build(),
        Model("conv-whole-image", 208, 3, 3, 6, 3).Conv(4, Square(3, 1, 0), Raw(4), Ternary()).Build(),
        Model("conv-zero-point", 209, 5, 5, 1, 8, 128).Conv(4, new(3, 3, 1, 1, 1, 1, 1, 1, 128), Bits(), Ternary()).Build(),
        Model("conv-stride-beyond-kernel", 210, 9, 8, 2, 5).Conv(5, new(2, 2, 3, 5, 0, 0, 0, 0, 0), Shift(4, 2), Signed(4)).Build(),
    ];

    private static IEnumerable<ModelDefinition> DepthwiseModels() =>
    [
        Model("depthwise-lanes1", 301, 5, 4, 6, 8).Depthwise(Square(3, 1, 1), Thresholds(3, 2), Binary()).Build(),
        Model("depthwise-lanes2", 302, 6, 5, 7, 4).Depthwise(new(3, 3, 2, 1, 1, 1, 0, 1, 3), Requantize(4, 12), Ternary()).Build(),
        Model("depthwise-lanes4", 303, 4, 4, 5, 8).Depthwise(Square(2, 1, 0), Shift(5, 4), Signed(4)).Build(),
        Model("depthwise-bytes", 304, 4, 6, 3, 8).Depthwise(new(5, 3, 1, 1, 2, 1, 2, 1, 9), Raw(), Signed(8)).Build(),
        Model("depthwise-bits", 305, 4, 4, 10, 0).Depthwise(Square(3, 1, 1), Bits(), Ternary()).Build(),
    ];

    private static IEnumerable<ModelDefinition> PoolAndAddModels() =>
    [
        Model("max-pool", 401, 5, 7, 3, 8).MaxPool(new(3, 2, 2, 2, 1, 1, 0, 0, 0)).Build(),
        Model("max-pool-bits", 402, 5, 4, 11, 0).MaxPool(Square(2, 2, 0)).Dense(3, Raw(), Xnor()).Build(),
        Model("average-pool-global", 403, 4, 5, 6, 8).AveragePool(new(4, 5, 1, 1, 0, 0, 0, 0, 0), Requantize(8, 20, shared: true)).Build(),
        Model("average-pool-padded", 404, 5, 5, 4, 5).AveragePool(new(3, 3, 2, 2, 1, 1, 1, 1, 16), Shift(6, 2, shared: true)).Build(),
        Model("average-pool-bits", 405, 4, 4, 9, 0).AveragePool(Square(2, 1, 0), Thresholds(3, 2)).Build(),
        Model("add-residual", 406, 4, 3, 8, 4).Conv(8, Square(3, 1, 1), Thresholds(15, 4), Ternary()).Add(0, 3, -2, Requantize(4, 10)).Build(),
        Model("add-bits", 407, 3, 3, 10, 0).Conv(10, Square(1, 1, 0), Bits(), Xnor()).Add(0, 1, 1, Thresholds(2, 2, shared: true)).Build(),
    ];

    private static IEnumerable<ModelDefinition> EpilogueModels() =>
    [
        Model("threshold-1-bit-bytes", 500, 3, 5, 8, 1).Conv(5, Square(1, 1, 0), Thresholds(1, 1), Ternary()).Build(),
        Model("threshold-15-levels", 501, 5, 7, 9, 8).Conv(4, Square(1, 1, 0), Table(8, 0, 1, 2, 4, 7, 11, 18, 29, 47, 76, 123, 150, 199, 220, 240, 255), Ternary()).Build(),
        Model("threshold-shared", 502, 1, 1, 30, 6).Dense(17, Bits(shared: true), Binary()).Dense(6, Thresholds(3, 2, shared: true), Xnor()).Build(),
        Model("threshold-32-bit", 503, 4, 5, 8, 8).Conv(5, Square(1, 1, 0), Thresholds(4, 3), Signed(8, 8)).Build(),
        Model("requantize-large-shift", 504, 4, 4, 12, 8).Conv(5, Square(1, 1, 0), Requantize(8, 31), Signed(6)).Build(),
        Model("requantize-shift-0", 505, 4, 4, 8, 2).Conv(6, Square(1, 1, 0), Requantize(8, 0), Ternary()).Build(),
        Model("shift-clamps", 506, 4, 5, 10, 7).Conv(5, Square(1, 1, 0), Shift(3, 3), Ternary()).Build(),
        Model("raw-addends", 507, 1, 1, 10, 8).Dense(6, Raw(4), Signed(4)).Build(),
        Model("raw-multipliers", 508, 2, 2, 3, 8).Conv(6, Square(2, 1, 0), Raw(8), Signed(4)).Build(),
    ];

    private static IEnumerable<ModelDefinition> PlaneModels() =>
    [
        Model("planes-shifted", 601, 1, 1, 25, 8).Dense(6, Raw(), Binary(2), Binary(1), Binary()).Build(),
        Model("planes-mixed", 602, 2, 2, 7, 0).Dense(8, Raw(), Xnor(3), MaskedXnor(1), Ternary(), Signed(8, 2)).Build(),
        Model("planes-eight", 603, 3, 3, 2, 3).Depthwise(Square(3, 1, 1), Raw(), [.. Enumerable.Range(0, 8).Select(Ternary)]).Build(),
        Model("weights-odd", 604, 1, 1, 18, 4).Dense(5, Raw(), Odd(2), Odd(4, 2), Odd(5, 4)).Build(),
        Model("powers-dense", 611, 1, 1, 21, 8).Dense(7, Raw(), Powers(7)).Build(),
        Model("powers-conv", 612, 6, 5, 3, 8).Conv(5, Square(3, 1, 1), Requantize(8, 20), Powers(5)).Build(),
        Model("powers-conv-two-planes", 613, 5, 5, 4, 4).Conv(6, new(3, 2, 2, 1, 1, 0, 1, 1, 5), Thresholds(7, 3), Powers(7, 7), Powers(7)).Build(),
        Model("powers-depthwise", 614, 5, 4, 7, 8).Depthwise(Square(3, 1, 1), Shift(6, 6), Powers(4)).Build(),
        Model("powers-bits-and-ternary", 615, 2, 3, 5, 0).Dense(6, Raw(), Powers(3, 1), Ternary(), MaskedXnor(2)).Build(),
        Model("powers-network", 616, 8, 8, 3, 8)
            .Conv(12, Square(3, 1, 1), Requantize(4, 20), Powers(5))
            .Depthwise(Square(3, 2, 1), Requantize(4, 16), Powers(3))
            .Conv(9, Square(1, 1, 0), Thresholds(3, 2), Powers(6))
            .MaxPool(Square(2, 2, 0))
            .Dense(10, Raw(4), Powers(7, 1), Powers(2))
            .Build(),
        Model("weights-uneven-step", 605, 1, 1, 12, 8).Dense(5, Raw(), new VectorPlane(PlaneEncoding.Lanes4, 7, 20, 6), new VectorPlane(PlaneEncoding.Bytes, 255, 255, 200, 2)).Build(),
    ];

    private static IEnumerable<ModelDefinition> NetworkModels() =>
    [
        Model("network-bytes", 701, 10, 9, 1, 8)
            .Conv(8, new(3, 3, 2, 2, 1, 1, 1, 1, 0), Thresholds(3, 2), Ternary())
            .Depthwise(Square(3, 1, 1), Thresholds(7, 3), Ternary())
            .Conv(8, Square(1, 1, 0), Thresholds(3, 2), Ternary())
            .Add(1, 1, 1, Thresholds(6, 3, shared: true))
            .MaxPool(Square(2, 2, 0))
            .Dense(10, Raw(4), Ternary())
            .Build(),
        Model("network-bits", 702, 8, 8, 3, 8)
            .Conv(20, Square(3, 1, 1), Bits(), Binary())
            .MaxPool(Square(2, 2, 0))
            .Conv(12, Square(3, 1, 1), Bits(), Xnor())
            .MaxPool(Square(2, 2, 0))
            .Dense(10, Raw(8), MaskedXnor())
            .Build(),
    ];

    private static IEnumerable<ModelDefinition> CodedModels() =>
    [
        Model("coded-lanes1", 801, 1, 1, 45, 8).Dense(7, Raw(), Coded(Binary(), 0)).Build(),
        Model("coded-lanes2", 802, 1, 1, 45, 8).Dense(7, Raw(), Coded(Ternary(), 0.5)).Build(),
        Model("coded-lanes4", 803, 1, 1, 45, 8).Dense(7, Raw(), Coded(Signed(4), 0.5)).Build(),
        Model("coded-bytes-codebook", 804, 1, 1, 90, 8).Dense(5, Raw(), Coded(Signed(8), 0.3, 3, 77, 120, 140, 201, 250)).Build(),
        Model("coded-runs", 805, 1, 1, 700, 8).Dense(3, Raw(4), Coded(Signed(8), 0.96, 100, 150)).Build(),
        Model("coded-one-byte", 806, 1, 1, 300, 8).Dense(4, Raw(4), Coded(Signed(8), 0, 131)).Build(),
        Model("coded-256-symbols", 807, 1, 1, 512, 8).Dense(4, Raw(), Coded(Signed(8), 0)).Build(),
        Model("coded-conv", 808, 6, 5, 7, 4).Conv(9, Square(3, 1, 1), Thresholds(3, 2), Coded(Ternary(), 0.5)).Build(),
        Model("coded-depthwise-lanes2", 809, 6, 5, 7, 4).Depthwise(Square(3, 1, 1), Requantize(4, 12), Coded(Ternary(), 0.5)).Build(),
        Model("coded-depthwise-bytes", 810, 4, 6, 3, 8).Depthwise(Square(3, 1, 1), Raw(), Coded(Signed(8), 0.5, 1, 90, 160)).Build(),
        Model("coded-planes", 811, 1, 1, 40, 8).Dense(6, Raw(), Coded(Ternary(2), 0.7), Signed(8), Coded(Signed(8, 1), 0.8, 127, 129)).Build(),
        Model("coded-powers", 813, 5, 6, 9, 4).Conv(7, Square(3, 1, 1), Shift(4, 4), Coded(Powers(3), 0.6)).Build(),
        Model("coded-network", 812, 8, 8, 2, 8)
            .Conv(16, Square(3, 1, 1), Thresholds(3, 2), Coded(Ternary(), 0.5))
            .MaxPool(Square(2, 2, 0))
            .Conv(12, Square(3, 1, 1), Bits(), Coded(Signed(4), 0.6))
            .Dense(10, Raw(4), MaskedXnor())
            .Build(),
    ];

    private static VectorPlane Coded(VectorPlane plane, double zeros, params int[] codebook) => plane with { Coded = true, Zeros = zeros, Codebook = codebook };

    internal static VectorBuilder Model(string name, uint seed, int height, int width, int channels, int format, int zeroPoint = 0) =>
        new(name, seed, height, width, channels, format, zeroPoint);

    /// <summary>A square kernel with equal stride and padding all around; padding reads as 0.</summary>
    internal static Window Square(int kernel, int stride, int pad) => new(kernel, kernel, stride, stride, pad, pad, pad, pad, 0);
}
