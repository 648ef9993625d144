using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Support;

/// <summary>One small network with every operator, two encodings and a raw output; what the tests of loading and of the session forge and run.</summary>
internal static class ReferenceModel
{
    // Layer numbers, for tests that take the header to pieces.
    public const int Convolution = 0;
    public const int MaxPool = 1;
    public const int Depthwise = 2;
    public const int Add = 3;
    public const int AveragePool = 4;
    public const int Dense = 5;

    public static ModelDefinition Make()
    {
        Random random = new(7);
        ModelDefinition model = new()
        {
            Name = "reference",
            Input = new(6, 6, 2, 8, 3, 0.5),
            Output = new(5, 0.25, ["a", "b", "c", "d", "e"]),
        };
        Window same = new(3, 3, 1, 1, 1, 1, 1, 1, 3);
        EpilogueDefinition requantize = new() { Kind = EpilogueKind.Requantize, Shift = 12, Multipliers = [100], Addends = [2048 + (100 * 300)] };
        model.Layers.Add(Layer(Operator.Conv2d, 0, 6, 4, same, requantize, SingleLayer.Plane(random, PlaneEncoding.Lanes2, 6 * 18)));
        model.Layers.Add(Layer(Operator.MaxPool, 1, 6, 4, new(2, 2, 2, 2, 0, 0, 0, 0, 0), null));
        EpilogueDefinition shift = new() { Kind = EpilogueKind.Shift, Shift = 3, Addends = [4] };
        model.Layers.Add(Layer(Operator.DepthwiseConv2d, 2, 6, 4, same, shift, SingleLayer.Plane(random, PlaneEncoding.Bytes, 6 * 9)));
        model.Layers.Add(new()
        {
            Operator = Operator.Add,
            Input = 2,
            Input2 = 3,
            OutputChannels = 6,
            OutputFormat = 5,
            AddMultipliers = (1, 1),
            Epilogue = new() { Kind = EpilogueKind.Shift, Shift = 0, Addends = [0] },
        });
        EpilogueDefinition bit = new() { Kind = EpilogueKind.Threshold, Thresholds = [[50], [60], [70], [80], [90], [100]] };
        model.Layers.Add(Layer(Operator.AveragePool, 4, 6, 0, new(3, 3, 1, 1, 0, 0, 0, 0, 0), bit));
        model.Layers.Add(Layer(Operator.Dense, 5, 5, 32, null, SingleLayer.RawAccumulators, SingleLayer.Plane(random, PlaneEncoding.BitRows, 30)));
        ArenaPlanner.PlaceByLiveness(model);
        model.Tests.Add(SelfTestVectors.FromSeed(model, 1));
        model.Tests.Add(SelfTestVectors.FromInput(model, RandomNetwork.InputValues(model, 9)));
        model.Metadata["recipe"] = "none";
        return model;
    }

    private static LayerDefinition Layer(
        Operator op, int input, int channels, int format, Window? window, EpilogueDefinition? epilogue, params PlaneDefinition[] planes) => new()
        {
            Operator = op,
            Input = input,
            OutputChannels = channels,
            OutputFormat = format,
            Window = window,
            Epilogue = epilogue,
            Planes = planes,
        };
}
