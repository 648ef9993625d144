using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Formats.Tests.Sections;

/// <summary>Everything but weights and folded parameters costs at most 2 % of them + 256 bytes.</summary>
public class Section9SizeTests
{
    [Fact]
    public void A_network_of_3_kB_keeps_to_the_goal() => AssertOverhead(
        Network(SmallModel.Bytes(28, 28, 1), Conv(8, 2), Conv(16, 2), Conv(28, 2), Dense(10)), 2_900, 3_500);

    [Fact]
    public void A_network_of_12_kB_keeps_to_the_goal() => AssertOverhead(
        Network(SmallModel.Bytes(28, 28, 1), Conv(16, 2), Conv(32, 1), Conv(40, 2), Conv(56, 2), Dense(10)), 11_000, 14_000);

    [Fact]
    public void A_network_of_32_kB_keeps_to_the_goal() => AssertOverhead(
        Network(SmallModel.Bytes(28, 28, 1), Conv(24, 1), Conv(48, 2), Conv(64, 2), Conv(72, 2), Dense(40), Dense(10)), 30_000, 36_000);

    private delegate LayerDefinition Part(int index, TensorShape input, bool last);

    /// <summary>A 3 x 3 ternary convolution with three thresholds a channel.</summary>
    private static Part Conv(int channels, int stride) => (index, input, last) => Make(index, input, last, Operator.Conv2d, channels, new(3, 3, stride, stride, 1, 1, 1, 1, 0));

    private static Part Dense(int outputs) => (index, input, last) => Make(index, input, last, Operator.Dense, outputs, null);

    private static LayerDefinition Make(int index, TensorShape input, bool last, Operator op, int channels, Window? window) => new()
    {
        Operator = op,
        Input = index,
        OutputChannels = channels,
        OutputFormat = last ? Format.FormatRaw : 2,
        Window = window,
        Planes = [PlaneDefinition.Ternary(new int[channels * (window is null ? input.Elements : 9 * input.Channels)])],
        Epilogue = last
            ? new EpilogueDefinition { Kind = EpilogueKind.Raw, Addends = new long[channels] }
            : SmallModel.Thresholds([.. Enumerable.Range(0, channels).Select(c => new[] { c, c + 1, c + 300 })]),
    };

    private static ModelDefinition Network(InputDefinition input, params Part[] parts)
    {
        List<TensorShape> tensors = [LayerShapes.OfInput(input)];
        List<LayerDefinition> layers = [];
        for (int i = 0; i < parts.Length; i++)
        {
            layers.Add(parts[i](i, tensors[i], i == parts.Length - 1));
            tensors.Add(LayerShapes.OfOutput(layers[i], [.. tensors], i == parts.Length - 1, "layer"));
        }

        ModelDefinition shape = SmallModel.Of(input, [.. layers]);
        ModelDefinition model = new()
        {
            Name = "fashion",
            Input = new InputDefinition(28, 28, 1, 8, 0, 1.0 / 255),
            Output = new OutputDefinition(10, 0.0123, ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]),
        };
        model.Layers.AddRange(shape.Layers);
        ArenaPlanner.PlaceByLiveness(model);
        model.Tests.Add(new SelfTestDefinition(null, 12345, 0xdeadbeef));
        model.Tests.Add(new SelfTestDefinition(null, 54321, 0xdeadbeef));
        return model;
    }

    private static void AssertOverhead(ModelDefinition model, int least, int most)
    {
        TensorShape[] tensors = LayerShapes.Derive(model);
        long content = 0;
        foreach (LayerDefinition layer in model.Layers)
        {
            (int pixels, int channels) = LayerShapes.Reach(layer, tensors[layer.Input]);
            content += layer.Planes.Sum(plane => SectionLength.OfPlane((int)plane.Encoding, false, layer.OutputChannels, pixels, channels));
            content += layer.Epilogue!.Kind is EpilogueKind.Threshold ? layer.Epilogue.Thresholds.Sum(t => t.Length * 2) : layer.Epilogue.Addends!.Length * 4;
        }

        Assert.InRange(content, least, most);
        long overhead = ModelWriter.Write(model).Length - content;
        Assert.True(overhead <= (content * 2 / 100) + 256, $"{overhead} bytes over {content}");
    }
}
