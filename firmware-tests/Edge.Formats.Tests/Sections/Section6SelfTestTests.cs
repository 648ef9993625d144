using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Formats.Tests.Sections;

public class Section6SelfTestTests
{
    /// <summary>The first steps of xorshift32 from 1, as published with the generator: 270369, 67634689, 2647435461.</summary>
    [Fact]
    public void A_seed_stands_for_the_bytes_of_xorshift()
    {
        uint[] steps = [270369, 67634689, 2647435461];
        Assert.Equal(steps.Select(x => (byte)(x >> 24)), SelfTestInput.Generate(1, new TensorShape(1, 1, 3, 8)));
        Assert.Equal(steps.Select(x => (byte)((x >> 24) & 3)), SelfTestInput.Generate(1, new TensorShape(1, 3, 1, 2)));
    }

    [Fact]
    public void Bits_are_the_highest_ones_packed_by_the_pixel()
    {
        Assert.Equal([0b100], SelfTestInput.Generate(1, new TensorShape(1, 1, 3, 0)));
        Assert.Equal([0, 0, 1], SelfTestInput.Generate(1, new TensorShape(3, 1, 1, 0)));
    }

    [Fact]
    public void A_seed_of_0_would_stay_0_and_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SelfTestInput.Generate(0, new TensorShape(1, 1, 1, 8)));

    [Fact]
    public void Tests_by_seed_and_by_input_come_back()
    {
        ModelDefinition model = SmallModel.Of(SmallModel.Bytes(), SmallModel.Dense(2, PlaneDefinition.Ternary(new int[64])));
        model.Tests.Add(new SelfTestDefinition(null, uint.MaxValue, 7));
        model.Tests.Add(new SelfTestDefinition([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 8))], 0, uint.MaxValue));
        DefinitionAssertEqual(model);
    }

    [Fact]
    public void The_checksum_widens_every_output_to_32_bits()
    {
        byte[] stored = [1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff];
        Assert.Equal(Crc32.Append(0, stored, 0, 8), SelfTestVectors.Crc([1, -2]));
    }

    [Theory]
    [InlineData(0, 5, 2)]
    [InlineData(3, 2, 8)]
    public void An_input_holds_only_values_of_its_format(int format, int channels, byte wrong)
    {
        InputDefinition input = new(1, 1, channels, format, 0, 1);
        ModelDefinition model = SmallModel.Of(input, SmallModel.Dense(1, PlaneDefinition.Ternary(new int[channels])));
        byte[] bytes = new byte[LayerShapes.OfInput(input).StoredBytes];
        bytes[0] = format == 0 ? (byte)(1 << channels) : wrong;
        model.Tests.Add(new SelfTestDefinition(bytes, 0, 0));
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelWriter.Write(model));
        Assert.Equal((Status.OutOfRange, "tests[0].input[0]"), (error.Status, error.Field));
    }

    private static void DefinitionAssertEqual(ModelDefinition model) => Writing.DefinitionAssert.Equal(model, ModelReader.Read(ModelWriter.Write(model)));
}
