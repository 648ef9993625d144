using Edge.Device;
using Edge.Device.Kernels;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Pack.Measuring;
using Edge.Testing;

namespace Edge.Pack.Tests.Measuring;

public class VariantChooserTests
{
    private static readonly int[] Hints = [0, 1, 2, 16, 17, 18, 19, 20, 21, 99];

    [Theory]
    [InlineData("dense 256x64, ternary, 2-bit activations", Variant.DenseFields)]
    [InlineData("first conv 3x3 1->16 at 28x28, ternary x u8, 4-bit outputs", Variant.ConvRows)]
    [InlineData("conv 3x3 16->32 at 14x14, ternary, 4-bit activations", Variant.ConvLists)]
    [InlineData("dense 1024x64, binary x binary", 0)]
    public void Records_the_variant_with_the_least_cost_and_nothing_where_there_is_no_choice(string layer, int expected)
    {
        ModelDefinition model = MeasuredLayer.All().Single(l => l.Name == layer).Model;
        VariantChoice choice = Assert.Single(VariantChooser.Choose(model));
        Assert.Equal(expected, choice.Hint);
        Assert.Equal(expected, model.Layers[0].Hint);
        Assert.Equal(expected == 0, choice.Candidates.Count == 1);
        Assert.All(choice.Candidates.Values, units => Assert.True(expected == 0 || units >= choice.Candidates[expected]));
    }

    [Fact]
    public void A_wrong_hint_changes_no_byte()
    {
        IEnumerable<ModelDefinition> models = MeasuredLayer.All().Select(layer => layer.Model).Concat(Enumerable.Range(0, 200).Select(RandomNetwork.Generate));
        foreach (ModelDefinition model in models)
        {
            byte[] input = SelfTestInput.Generate(7, LayerShapes.OfInput(model.Input));
            int[]? expected = null;
            foreach (int hint in Hints)
            {
                model.Layers.ForEach(layer => layer.Hint = hint);
                Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(ReferenceWriter.Write(model)), out InferenceSession session));
                int[] output = new int[session.OutputLength];
                Assert.Equal(Status.Ok, session.Run(input, output));
                Assert.Equal(expected ??= output, output);
            }
        }
    }
}
