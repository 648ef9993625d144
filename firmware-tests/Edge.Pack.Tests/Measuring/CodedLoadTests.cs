using Edge.Device.Kernels;
using Edge.Formats.Writing;
using Edge.Pack.Measuring;
using Edge.Testing;

namespace Edge.Pack.Tests.Measuring;

/// <summary>What it costs a board to decode planes while it loads them.</summary>
public class CodedLoadTests
{
    private const int DecoderBytes = 1000;
    private const int InstructionsAWeight = 40;

    [Theory]
    [InlineData("digits")]
    [InlineData("fashion")]
    public void A_sample_with_coded_planes_is_shorter_decodes_in_a_few_instructions_a_weight_and_keeps_no_more(string sample)
    {
        (EmulatedModel plain, EmulatedModel coded, ModelDefinition model) = Open(sample == "digits" ? SampleNetwork.Digits() : SampleNetwork.Fashion());

        // Lists are made in two passes over a section: one counts, one fills.
        long weights = model.Layers.Select((layer, i) => (coded.Variants[i] == Variant.ConvLists ? 2 : 1) * layer.Planes.Where(plane => plane.Coded).Sum(plane => (long)plane.Weights.Length)).Sum();
        Assert.True(weights > 1000);
        Assert.InRange((double)(coded.LoadInstructions - plain.LoadInstructions) / weights, 0, InstructionsAWeight);
        Assert.Equal(plain.Variants, coded.Variants);
        Assert.Equal(plain.WeightBytes, coded.WeightBytes);
        Assert.InRange(coded.HeapBytes, 0, plain.HeapBytes);
        Assert.InRange(coded.LoadBytes, 0, plain.LoadBytes + DecoderBytes);
        byte[] input = SelfTestInput.Generate(5, LayerShapes.OfInput(model.Input));
        Assert.Equal(plain.Scores(input), coded.Scores(input));
    }

    [Fact]
    public void Pruned_8_bit_weights_of_a_codebook_decode_in_as_few()
    {
        var random = new Random(4);
        int[] values = [-127, -60, -22, -9, 8, 25, 66, 119];
        int[] weights = [.. Enumerable.Range(0, 24 * 600).Select(_ => random.NextDouble() < 0.8 ? 0 : values[random.Next(8)])];
        ModelDefinition network = new() { Name = "pruned", Input = new(1, 1, 600, 4, 0, 1), Output = new(24, 1, []) };
        network.Layers.Add(new LayerDefinition
        {
            Operator = Operator.Dense,
            Input = 0,
            OutputChannels = 24,
            OutputFormat = 32,
            Epilogue = new EpilogueDefinition { Kind = EpilogueKind.Raw },
            Planes = [PlaneDefinition.Signed(8, weights)],
        });
        (EmulatedModel plain, EmulatedModel coded, _) = Open(network);
        Assert.InRange((double)(coded.LoadInstructions - plain.LoadInstructions) / weights.Length, 0, InstructionsAWeight);
    }

    private static (EmulatedModel Plain, EmulatedModel Coded, ModelDefinition Model) Open(ModelDefinition model)
    {
        byte[] plain = ModelWriter.Write(model);
        CodedPlanes.Compress(model);
        byte[] coded = ModelWriter.Write(model);
        Assert.True(coded.Length < plain.Length);
        return (EmulatedModel.Open(plain, board: null), EmulatedModel.Open(coded, board: null), model);
    }
}
