using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Formats.Vectors;

/// <summary>
/// Builds one golden model layer by layer: shapes and encodings are given, weights come from the seed, and epilogues are set by what the accumulators
/// are for the model's own self-test input, so that outputs vary.
/// </summary>
internal sealed class VectorBuilder
{
    private readonly Random _random;
    private readonly uint _seed;
    private readonly int _zeroPoint;
    private readonly string _name;
    private readonly List<LayerDefinition> _layers = [];
    private readonly List<ReferenceShape> _shapes;
    private readonly List<int[]> _tensors;

    public VectorBuilder(string name, uint seed, int height, int width, int channels, int format, int zeroPoint = 0)
    {
        (_name, _seed, _zeroPoint, _random) = (name, seed, zeroPoint, new Random((int)seed));
        _shapes = [new(height, width, channels, format)];
        _tensors = [SelfTestVectors.Values(_shapes[0], seed)];
    }

    public VectorBuilder Dense(int outputs, VectorEpilogue epilogue, params VectorPlane[] planes) =>
        Append(Operator.Dense, outputs, null, epilogue, planes);

    public VectorBuilder Conv(int outputs, Window window, VectorEpilogue epilogue, params VectorPlane[] planes) =>
        Append(Operator.Conv2d, outputs, window, epilogue, planes);

    public VectorBuilder Depthwise(Window window, VectorEpilogue epilogue, params VectorPlane[] planes) =>
        Append(Operator.DepthwiseConv2d, _shapes[^1].Channels, window, epilogue, planes);

    public VectorBuilder MaxPool(Window window) => Append(Operator.MaxPool, _shapes[^1].Channels, window, null, []);

    public VectorBuilder AveragePool(Window window, VectorEpilogue epilogue) =>
        Append(Operator.AveragePool, _shapes[^1].Channels, window, epilogue, []);

    /// <summary>Adds an older tensor to the last one.</summary>
    public VectorBuilder Add(int tensor, int first, int second, VectorEpilogue epilogue) =>
        Append(Operator.Add, _shapes[^1].Channels, null, epilogue, [], tensor, (first, second));

    public ModelDefinition Build()
    {
        ReferenceShape last = _shapes[^1];
        ModelDefinition model = new()
        {
            Name = _name,
            Input = new(_shapes[0].Height, _shapes[0].Width, _shapes[0].Channels, _shapes[0].Format, _zeroPoint, 1.0 / 255),
            Output = new(last.Elements, 0.5, []),
        };
        model.Layers.AddRange(_layers);
        ArenaPlanner.PlaceByLiveness(model);
        model.Tests.Add(SelfTestVectors.FromSeed(model, _seed));
        return model;
    }

    private VectorBuilder Append(
        Operator op, int channels, Window? window, VectorEpilogue? epilogue, VectorPlane[] planes, int input2 = -1, (int, int)? multipliers = null)
    {
        int input = _layers.Count;
        int weights = channels * (op switch
        {
            Operator.Dense => _shapes[^1].Elements,
            Operator.Conv2d => window!.KernelHeight * window.KernelWidth * _shapes[^1].Channels,
            Operator.DepthwiseConv2d => window!.KernelHeight * window.KernelWidth,
            _ => 0,
        });
        PlaneDefinition[] filled = [.. planes.Select(plane => plane.Fill(_random, weights))];
        LayerDefinition Make(EpilogueDefinition? parameters, int format) => new()
        {
            Operator = op,
            Input = input,
            Input2 = input2,
            OutputChannels = channels,
            OutputFormat = format,
            Window = window,
            AddMultipliers = multipliers ?? (1, 1),
            Planes = filled,
            Epilogue = parameters,
        };

        LayerDefinition bare = Make(null, _shapes[^1].Format);
        ReferenceShape[] shapes = [.. _shapes];
        LayerDefinition layer = epilogue is null
            ? bare
            : Make(epilogue.Fit(ReferenceNetwork.Accumulate(bare, shapes, [.. _tensors]), channels), epilogue.Format);
        _tensors.Add(ReferenceNetwork.RunLayer(layer, shapes, [.. _tensors]));
        _shapes.Add(ReferenceShape.OfOutput(layer, shapes[^1]));
        _layers.Add(layer);
        return this;
    }
}
