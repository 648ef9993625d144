using System.Buffers.Binary;
using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Sections;

/// <summary>Each layout on a case small enough to be worked out by hand.</summary>
public class Section5BlobTests
{
    [Fact]
    public void Row_lanes_of_2_bits_carry_four_outputs_of_eight_inputs()
    {
        // Five outputs, nine inputs: two blocks x two groups. Output o's weight for input i is +1 where i == o, else -1; fields 2 and 0.
        int[] weights = Weights(5, 9, (o, i) => i == o ? 1 : -1);
        ulong[] words = Words(Dense(9, 5, PlaneDefinition.Ternary(weights)));
        Assert.Equal(
            [
                2UL | (2UL << 2 << 16) | (2UL << 4 << 32) | (2UL << 6 << 48), // block 0, outputs 0 .. 3
                2UL << 8, // block 0, output 4
                0, // block 1, input 8
                0,
            ],
            words);
    }

    [Fact]
    public void Row_lanes_of_1_bit_carry_four_outputs_of_sixteen_inputs()
    {
        int[] weights = Weights(2, 17, (o, i) => (o == 0) == (i is 0 or 16) ? 1 : -1);
        Assert.Equal([0x0000_0000_fffe_0001UL, 0x0000_0000_0000_0001UL], Words(Dense(17, 2, PlaneDefinition.Binary(weights))));
    }

    [Fact]
    public void Row_lanes_of_4_bits_carry_four_outputs_of_four_inputs()
    {
        int[] weights = [-8, -7, 0, 7, 1, 2, 3, 4]; // fields 0 1 8 f and 9 a b c
        Assert.Equal([0x0000_0000_cba9_f810UL], Words(Dense(4, 2, PlaneDefinition.Signed(4, weights))));
    }

    [Fact]
    public void Bytes_lie_row_after_row() =>
        Assert.Equal([0x00, 0x7f, 0x80, 0xff, 0x81, 0x01], Dense(3, 2, PlaneDefinition.Signed(8, [-128, -1, 0, 127, 1, -127])));

    [Fact]
    public void Bit_rows_lie_as_activations_do_and_fill_whole_words()
    {
        // A 2 x 2 kernel over nine channels: two bytes a pixel, eight bytes a row. Only pixel 0 channel 0, pixel 1 channel 8 and pixel 3 channel 3 are +1.
        int[] weights = Weights(1, 36, (_, i) => i is 0 or 17 or 30 ? 1 : -1);
        Window window = new(2, 2, 1, 1, 0, 0, 0, 0, 0);
        LayerDefinition layer = SmallModel.Conv(1, window, SmallModel.Thresholds([0]), 0, PlaneDefinition.Xnor(weights));
        byte[] blob = SmallModel.Blob(SmallModel.Of(SmallModel.Bits(4, 4, 9), layer));
        Assert.Equal(Hex.Bytes("01 00 00 01 00 00 08 00"), blob[..8]);

        // Dense over 1 x 1 x 3: one byte, filled up to a word an output.
        int[] dense = [1, -1, 1, -1, 1, -1];
        Assert.Equal(Hex.Bytes("05 00 00 00 02 00 00 00"), SmallModel.Blob(SmallModel.Of(SmallModel.Bits(1, 1, 3), SmallModel.Dense(2, PlaneDefinition.Xnor(dense)))));
    }

    [Fact]
    public void Masked_bit_rows_have_signs_then_the_mask()
    {
        int[] weights = [1, 0, -1, 0, 0, 1];
        Assert.Equal(
            Hex.Bytes("01 00 00 00 05 00 00 00 04 00 00 00 04 00 00 00"),
            SmallModel.Blob(SmallModel.Of(SmallModel.Bits(1, 1, 3), SmallModel.Dense(2, PlaneDefinition.MaskedXnor(weights)))));
    }

    [Fact]
    public void Depthwise_lanes_hold_channel_4g_plus_l_in_lane_l()
    {
        // Six channels, two taps: tap t of channel c is +1 where c == 5 and t == 1, or c == 2 and t == 0; -1 elsewhere (field 0).
        int[] weights = Weights(6, 2, (c, t) => (c, t) is (5, 1) or (2, 0) ? 1 : -1);
        Window window = new(1, 2, 1, 1, 0, 0, 0, 0, 0);
        LayerDefinition layer = SmallModel.Depthwise(6, window, PlaneDefinition.Ternary(weights));

        // Lane 2, input 0 (group 0, tap 0) and lane 1, input 3 (group 1, tap 1).
        Assert.Equal([(2UL << 32) | (2UL << 6 << 16)], Words(SmallModel.Blob(SmallModel.Of(SmallModel.Bytes(3, 3, 6), layer))));
    }

    [Fact]
    public void Depthwise_bytes_lie_tap_after_tap()
    {
        Window window = new(1, 2, 1, 1, 0, 0, 0, 0, 0);
        LayerDefinition layer = SmallModel.Depthwise(3, window, PlaneDefinition.Signed(8, [-128, -127, -126, -125, -124, -123]));
        Assert.Equal([0, 2, 4, 1, 3, 5], SmallModel.Blob(SmallModel.Of(SmallModel.Bytes(3, 3, 3), layer)));
    }

    [Fact]
    public void Sections_start_at_multiples_of_8_in_the_order_of_planes_epilogue_levels()
    {
        EpilogueDefinition epilogue = new() { Kind = EpilogueKind.Threshold, Thresholds = [[100]], Levels = [3, 9] };
        PlaneDefinition plane = PlaneDefinition.Signed(8, [1, 2]);
        LayerDefinition layer = SmallModel.Conv(1, new(1, 1, 1, 1, 0, 0, 0, 0, 0), epilogue, 8, plane, plane);
        byte[] blob = SmallModel.Blob(SmallModel.Of(SmallModel.Bytes(), layer));
        Assert.Equal(Hex.Bytes("81 82 00 00 00 00 00 00 81 82 00 00 00 00 00 00 64 00 00 00 00 00 00 00 03 09"), blob);
    }

    [Fact]
    public void A_weight_is_step_times_field_minus_zero()
    {
        PlaneDefinition plane = new(PlaneEncoding.Bytes, 0, 7, 20, 6, [-20, -13, -6, 1, 8, 15]);
        Assert.Equal([0, 1, 2, 3, 4, 5], Dense(6, 1, plane));
    }

    [Fact]
    public void Powers_of_two_are_a_sign_and_one_more_than_the_exponent()
    {
        // Rows of five inputs: the sixth half byte is spare.
        Assert.Equal(
            [0xB1, 0x70, 0x0F, 0x22, 0xA9, 0x06],
            Dense(5, 2, PlaneDefinition.Powers([1, -4, 0, 64, -64, 2, 2, -1, -2, 32])));
    }

    [Fact]
    public void Depthwise_powers_of_two_lie_tap_after_tap_two_channels_a_byte()
    {
        Window window = new(1, 2, 1, 1, 0, 0, 0, 0, 0);
        LayerDefinition layer = SmallModel.Depthwise(3, window, PlaneDefinition.Powers([1, -1, 2, -2, 4, -4]));
        Assert.Equal([0x21, 0x03, 0xA9, 0x0B], SmallModel.Blob(SmallModel.Of(SmallModel.Bytes(3, 3, 3), layer)));
    }

    [Theory]
    [InlineData(0x08, 0)]
    [InlineData(0x80, 0)]
    [InlineData(0x10, 2)]
    [InlineData(0x04, 0)]
    public void A_second_zero_a_spare_half_that_is_not_0_and_a_power_beyond_the_levels_are_refused(byte code, int at)
    {
        byte[] file = ModelWriter.Write(SmallModel.Of(SmallModel.Bytes(1, 1, 5), SmallModel.Dense(1, PlaneDefinition.Powers([4, 1, 1, 1, 1]))));
        int blob = file.Length - 5 - 3;
        Assert.Equal([0x13, 0x11, 0x01], file[blob..(blob + 3)]);
        file[blob + at] = code;
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(file.Length - 4), Crc32.Append(0, file, 0, file.Length - 5));
        Assert.Equal(Status.OutOfRange, Assert.Throws<ModelFormatException>(() => ModelReader.Read(file)).Status);
    }

    [Theory]
    [InlineData(2, 0, 3)]
    [InlineData(1, 1, 3)]
    [InlineData(1, 0, 4)]
    [InlineData(1, 0, 17)]
    public void Powers_of_two_have_step_1_zero_0_and_an_odd_number_of_levels(int step, int zero, int levels)
    {
        PlaneDefinition plane = new(PlaneEncoding.Powers, 0, step, zero, levels, [0, 0]);
        Assert.Throws<ModelFormatException>(() => ModelWriter.Write(SmallModel.Of(SmallModel.Bytes(1, 1, 2), SmallModel.Dense(1, plane))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(128)]
    [InlineData(-5)]
    public void Weights_that_are_no_power_of_two_up_to_64_are_refused(int weight) =>
        Assert.Throws<ModelFormatException>(() => ModelWriter.Write(SmallModel.Of(SmallModel.Bytes(1, 1, 2), SmallModel.Dense(1, PlaneDefinition.Powers([1, 0]) with { Levels = 15, Weights = [1, weight] }))));

    [Fact]
    public void Ternary_costs_two_bits_a_weight_and_binary_one()
    {
        Assert.Equal(1024 * 64 * 2 / 8, SectionLength.OfPlane(Format.EncodingLanes2, false, 64, 1, 1024));
        Assert.Equal(1024 * 64 * 2 / 8, SectionLength.OfPlane(Format.EncodingMaskedBitRows, false, 64, 1, 1024));
        Assert.Equal(1024 * 64 / 8, SectionLength.OfPlane(Format.EncodingLanes1, false, 64, 1, 1024));
        Assert.Equal(1024 * 64 / 8, SectionLength.OfPlane(Format.EncodingBitRows, false, 64, 1, 1024));
    }

    private static int[] Weights(int outputs, int inputs, Func<int, int, int> weight) =>
        [.. Enumerable.Range(0, outputs * inputs).Select(i => weight(i / inputs, i % inputs))];

    private static byte[] Dense(int inputs, int outputs, PlaneDefinition plane) =>
        SmallModel.Blob(SmallModel.Of(SmallModel.Bytes(1, 1, inputs), SmallModel.Dense(outputs, plane)));

    private static ulong[] Words(byte[] blob) => [.. Enumerable.Range(0, blob.Length / 8).Select(i => BinaryPrimitives.ReadUInt64LittleEndian(blob.AsSpan(8 * i)))];
}
