using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>
/// Appends one random layer after the other. Each is run at once on an example input, so that thresholds, multipliers and shifts are chosen
/// where the accumulators really lie and the outputs are more than a constant.
/// </summary>
internal sealed class RandomLayers
{
    private readonly Random _random;
    private readonly List<ReferenceShape> _shapes;
    private readonly List<int[]> _tensors;

    public RandomLayers(Random random, ReferenceShape input)
    {
        _random = random;
        _shapes = [input];
        _tensors = [[.. Enumerable.Range(0, input.Elements).Select(_ => random.Next(input.MaxValue + 1))]];
    }

    public List<LayerDefinition> Layers { get; } = [];

    public ReferenceShape LastShape => _shapes[^1];

    public void Append(bool isLast)
    {
        LayerDefinition? layer;
        do
        {
            layer = TryLayer(_random.Next(4) > 0 ? _shapes.Count - 1 : _random.Next(_shapes.Count), isLast);
        }
        while (layer is null);

        ReferenceShape output = ReferenceShape.OfOutput(layer, _shapes[layer.Input]);
        _tensors.Add(ReferenceNetwork.RunLayer(layer, [.. _shapes], [.. _tensors]));
        _shapes.Add(output);
        Layers.Add(layer);
    }

    private LayerDefinition? TryLayer(int input, bool isLast)
    {
        Operator op = RandomNetwork.Pick(
            _random, Operator.Dense, Operator.Dense, Operator.Conv2d, Operator.Conv2d, Operator.Conv2d,
            Operator.DepthwiseConv2d, Operator.MaxPool, Operator.AveragePool, Operator.Add, Operator.Add);
        ReferenceShape shape = _shapes[input];
        int input2 = -1;
        if (op == Operator.Add)
        {
            int[] partners = [.. Enumerable.Range(0, _shapes.Count).Where(i => _shapes[i].HasSameSides(shape))];
            input2 = RandomNetwork.Pick(_random, partners);
        }

        Window? window = op is Operator.Dense or Operator.Add ? null : RandomWindow.For(_random, shape, isPool: op is Operator.MaxPool or Operator.AveragePool);
        bool choosesChannels = op is Operator.Dense or Operator.Conv2d;
        LayerDefinition draft = new()
        {
            Operator = op,
            Input = input,
            Input2 = input2,
            OutputChannels = !choosesChannels ? shape.Channels : _random.Next(3) == 0 ? shape.Channels : RandomNetwork.RandomChannels(_random),
            OutputFormat = shape.Format,
            Window = window,
            AddMultipliers = op == Operator.Add ? (Multiplier(), Multiplier()) : (1, 1),
        };
        return IsSmall(draft, shape) ? Complete(draft, shape, isLast) : null;
    }

    private bool IsSmall(LayerDefinition draft, ReferenceShape input)
    {
        ReferenceShape output = ReferenceShape.OfOutput(draft, input);
        long inputs = Inputs(draft, input);
        return output.Elements <= RandomNetwork.MaxElements && output.Elements * inputs <= RandomNetwork.MaxMultiplyAccumulates;
    }

    private LayerDefinition Complete(LayerDefinition draft, ReferenceShape input, bool isLast)
    {
        if (draft.Operator == Operator.MaxPool)
        {
            return draft;
        }

        LayerDefinition withPlanes = With(draft, RandomPlanes.For(_random, draft, input, Inputs(draft, input)), null, draft.OutputFormat);
        long[] accumulators = ReferenceNetwork.Accumulate(withPlanes, [.. _shapes], [.. _tensors]);
        RandomEpilogue epilogue = new(_random, draft.OutputChannels, accumulators);
        (EpilogueDefinition definition, int format) = epilogue.Make(isLast);
        return With(draft, withPlanes.Planes, definition, format);
    }

    private LayerDefinition With(LayerDefinition draft, IReadOnlyList<PlaneDefinition> planes, EpilogueDefinition? epilogue, int format) => new()
    {
        Operator = draft.Operator,
        Input = draft.Input,
        Input2 = draft.Input2,
        OutputChannels = draft.OutputChannels,
        OutputFormat = format,
        Window = draft.Window,
        AddMultipliers = draft.AddMultipliers,
        Planes = planes,
        Epilogue = epilogue,
        Hint = _random.Next(10) == 0 ? _random.Next(4) : 0,
    };

    private static int Inputs(LayerDefinition draft, ReferenceShape input) => draft.Operator switch
    {
        Operator.Dense => input.Elements,
        Operator.Conv2d => draft.Window!.KernelHeight * draft.Window.KernelWidth * input.Channels,
        Operator.Add => 1,
        _ => draft.Window!.KernelHeight * draft.Window.KernelWidth,
    };

    private int Multiplier() => _random.Next(8) switch
    {
        0 => _random.Next(-32768, 32768),
        < 4 => 1,
        _ => _random.Next(-9, 10),
    };
}
