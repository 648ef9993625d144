using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats;
using Edge.Formats.Writing;

namespace Edge.Device.Tests.Kernels;

/// <summary>Weights that are powers of two in the file's layout and in those of products and taps.</summary>
public sealed class DensePowersTests
{
    private static readonly int[] Hints = [Variant.HintPlain, 0, Variant.PowerPositions];

    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    [InlineData(1)]
    [InlineData(0)]
    public void Dense_layers_of_any_length_equal_the_reference(int format)
    {
        var random = new Random(format);
        foreach (int inputs in new[] { 1, 2, 7, 8, 9, 15, 16, 17, 40, 255 })
        {
            foreach (int outputs in new[] { 1, 2, 5, 16 })
            {
                Check(SingleLayer.Model(new(1, 1, inputs, format), SingleLayer.Layer(Operator.Dense, outputs, null, SingleLayer.Plane(random, PlaneEncoding.Powers, inputs * outputs))));
            }
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(3)]
    [InlineData(0)]
    public void Convolutions_equal_the_reference(int format)
    {
        var random = new Random(format);
        foreach ((int kernel, int stride, int pad, int channels, int outputs) in new[] { (3, 1, 1, 5, 7), (1, 1, 0, 9, 4), (2, 2, 1, 3, 6), (5, 3, 2, 1, 8) })
        {
            Window window = new(kernel, kernel, stride, stride, pad, pad, pad, pad, format == 0 ? 1 : (1 << format) - 1);
            Check(SingleLayer.Model(new(7, 6, channels, format), SingleLayer.Layer(Operator.Conv2d, outputs, window, SingleLayer.Plane(random, PlaneEncoding.Powers, kernel * kernel * channels * outputs))));
        }
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(8, 6)]
    [InlineData(0, 5)]
    public void Depthwise_layers_equal_the_reference(int format, int channels)
    {
        var random = new Random(channels);
        foreach (int kernel in new[] { 1, 2, 3, 5 })
        {
            Window window = new(kernel, kernel, 1, 2, kernel / 2, 0, 0, kernel / 2, 1);
            PlaneDefinition[] planes =
            [
                SingleLayer.Plane(random, PlaneEncoding.Powers, kernel * kernel * channels, shift: 7),
                SingleLayer.Plane(random, PlaneEncoding.Powers, kernel * kernel * channels),
            ];
            Check(SingleLayer.Model(new(6, 7, channels, format), SingleLayer.Layer(Operator.DepthwiseConv2d, channels, window, planes)));
        }
    }

    [Theory]
    [InlineData(PlaneEncoding.Powers, PlaneEncoding.Powers)]
    [InlineData(PlaneEncoding.Powers, PlaneEncoding.Lanes2)]
    [InlineData(PlaneEncoding.Bytes, PlaneEncoding.Powers)]
    [InlineData(PlaneEncoding.BitRows, PlaneEncoding.Powers)]
    public void Planes_add_up_with_their_shifts(PlaneEncoding first, PlaneEncoding second)
    {
        var random = new Random(7);
        int format = first == PlaneEncoding.BitRows ? 0 : 5;
        Check(SingleLayer.Model(new(1, 1, 37, format), SingleLayer.Layer(
            Operator.Dense, 9, null, SingleLayer.Plane(random, first, 37 * 9, shift: 3), SingleLayer.Plane(random, second, 37 * 9, shift: 7))));
    }

    [Fact]
    public void Sums_at_the_ends_of_their_range_equal_the_reference()
    {
        PlaneDefinition plane = SingleLayer.Plane(new Random(1), PlaneEncoding.Powers, 600 * 3, isExtreme: true, shift: 7);
        Check(SingleLayer.Model(new(1, 1, 600, 8), SingleLayer.Layer(Operator.Dense, 3, null, plane)));
        Check(SingleLayer.Model(new(1, 1, 600, 8), SingleLayer.Layer(Operator.Dense, 3, null, plane with { Weights = [.. plane.Weights.Select(w => -w)] })));
    }

    [Fact]
    public void The_loader_chooses_products_and_taps_and_the_hint_the_file_s_layout()
    {
        var random = new Random(2);
        ModelDefinition model = SingleLayer.Model(new(1, 1, 30, 8), SingleLayer.Layer(Operator.Dense, 6, null, SingleLayer.Plane(random, PlaneEncoding.Powers, 180)));
        Assert.Equal(Variant.ProductLanes, Sessions.Open(model).LayerVariant(0));
        model.Layers[0].Hint = Variant.HintPlain;
        Assert.Equal(Variant.MatrixBytes, Sessions.Open(model).LayerVariant(0));
        Window window = new(3, 3, 1, 1, 1, 1, 1, 1, 0);
        model = SingleLayer.Model(new(5, 5, 4, 8), SingleLayer.Layer(Operator.DepthwiseConv2d, 4, window, SingleLayer.Plane(random, PlaneEncoding.Powers, 36)));
        Assert.Equal(Variant.DepthwiseTaps, Sessions.Open(model).LayerVariant(0));
    }

    [Theory]
    [InlineData(1, 3, 8)]
    [InlineData(4, 3, 8)]
    [InlineData(8, 3, 3)]
    [InlineData(8, 40, 8)]
    public void Positions_share_words_of_two_three_or_four_lanes(int format, int channels, int exponents)
    {
        var random = new Random(format);
        int[] weights = [.. Enumerable.Range(0, channels * 9 * 5).Select(_ => random.Next(-1, 2) << random.Next(Math.Min(7, exponents)))];
        foreach (int side in new[] { 2, 3, 5 })
        {
            LayerDefinition layer = SingleLayer.Layer(Operator.Conv2d, 5, new(3, 3, 1, 1, 1, 1, 1, 1, 0), PlaneDefinition.Powers(weights));
            layer.Hint = Variant.PowerPositions;
            ModelDefinition model = SingleLayer.Model(new(side, side, channels, format), layer);
            Assert.Equal(Variant.PowerPositions, Sessions.Open(model).LayerVariant(0));
            SingleLayer.AssertEqualsReference(model);
        }
    }

    [Fact]
    public void Positions_hold_sums_at_the_ends_of_their_lanes()
    {
        foreach ((int format, int weight, int channels, int shift) in new[] { (8, 64, 2, 0), (8, 64, 64, 0), (8, 64, 7, 0), (2, 64, 19, 0), (8, 64, 8, 13) })
        {
            int[] weights = [.. Enumerable.Range(0, channels * 4).Select(i => i / channels % 2 == 0 ? weight : -weight)];
            LayerDefinition layer = SingleLayer.Layer(Operator.Conv2d, 4, new(1, 1, 1, 1, 0, 0, 0, 0, 0), PlaneDefinition.Powers(weights, shift));
            layer.Hint = Variant.PowerPositions;
            SingleLayer.AssertEqualsReference(SingleLayer.Model(new(3, 3, channels, format), layer));
        }
    }

    [Fact]
    public void Where_memory_holds_no_products_positions_share_the_file_s_layout()
    {
        var random = new Random(5);
        ModelDefinition model = SingleLayer.Model(
            new(6, 6, 32, 4), SingleLayer.Layer(Operator.Conv2d, 32, new(3, 3, 1, 1, 1, 1, 1, 1, 0), SingleLayer.Plane(random, PlaneEncoding.Powers, 32 * 32 * 9)));
        byte[] file = ModelWriter.Write(model);
        Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), file.Length + 12_000, out InferenceSession session));
        Assert.Equal(Variant.PowerPositions, session.LayerVariant(0));
        Assert.Equal(session.FileWeightBytes, session.WeightBytes);
        Sessions.AssertEqualsReference(model, session, Edge.Testing.RandomNetwork.InputValues(model, 1));
        Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), file.Length + 3_000, out session));
        Assert.Equal(Variant.MatrixBytes, session.LayerVariant(0));
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    [InlineData(5, 16)]
    [InlineData(5, 17)]
    public void A_step_a_zero_or_levels_that_powers_do_not_have_are_refused(int field, int value)
    {
        ModelDefinition model = SingleLayer.Model(new(1, 1, 4, 8), SingleLayer.Layer(Operator.Dense, 1, null, PlaneDefinition.Powers([1, 2, 4, 64])));
        byte[] file = ModelWriter.Write(model);
        int at = file.AsSpan().IndexOf<byte>([0x96, Format.EncodingPowers, 0, 0, 1, 0, 15]);
        file[at + 1 + field] = (byte)value;
        Assert.Equal(Status.OutOfRange, Sessions.TryOpen(Sealed(file)));
    }

    [Fact]
    public void A_second_zero_counts_as_0_and_a_spare_half_is_not_read()
    {
        ModelDefinition model = SingleLayer.Model(new(1, 1, 3, 8), SingleLayer.Layer(Operator.Dense, 1, null, PlaneDefinition.Powers([1, 0, 4])));
        foreach (int hint in Hints)
        {
            model.Layers[0].Hint = hint;
            byte[] file = ModelWriter.Write(model);
            int blob = file.Length - 5 - 2;
            Assert.Equal([0x01, 0x03], file[blob..(blob + 2)]);
            (file[blob], file[blob + 1]) = (0x81, 0x73);
            Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(Sealed(file)), out InferenceSession session));
            int[] output = new int[1];
            Assert.Equal(Status.Ok, session.Run([3, 200, 10], output));
            Assert.Equal(43, output[0]);
        }
    }

    private static byte[] Sealed(byte[] file)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(file.Length - 4), Crc32.Append(0, file, 0, file.Length - 5));
        return file;
    }

    private static void Check(ModelDefinition model)
    {
        foreach (int hint in Hints)
        {
            model.Layers[0].Hint = hint;
            SingleLayer.AssertEqualsReference(model);
        }
    }
}
