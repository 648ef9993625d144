using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Operators;

public class DenseTests
{
    // Around the fields of a word (4, 8, 16), a 64-bit row and the places where lanes are emptied.
    private static readonly int[] Inputs = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 79, 80, 81, 127, 128, 129, 255, 257, 700, 1500];
    private static readonly int[] Outputs = [1, 2, 3, 4, 5, 8, 9];

    [Theory]
    [InlineData(PlaneEncoding.Lanes1)]
    [InlineData(PlaneEncoding.Lanes2)]
    [InlineData(PlaneEncoding.Lanes4)]
    [InlineData(PlaneEncoding.Bytes)]
    public void Byte_activations_of_every_format_equal_the_reference(PlaneEncoding encoding)
    {
        Random random = new(1);
        foreach (int inputs in Inputs)
        {
            foreach (int format in new[] { 0, 1, 4, 8 })
            {
                int outputs = Pick(random, Outputs);
                PlaneDefinition plane = SingleLayer.Plane(random, encoding, inputs * outputs, isExtreme: random.Next(3) == 0);
                Check(new(1, 1, inputs, format), outputs, plane);
            }
        }
    }

    [Theory]
    [InlineData(PlaneEncoding.BitRows)]
    [InlineData(PlaneEncoding.MaskedBitRows)]
    public void Bit_activations_equal_the_reference(PlaneEncoding encoding)
    {
        Random random = new(2);
        foreach (int inputs in Inputs)
        {
            foreach (int outputs in Outputs)
            {
                Check(new(1, 1, inputs, 0), outputs, SingleLayer.Plane(random, encoding, inputs * outputs, isExtreme: outputs == 4));
            }
        }
    }

    [Theory]
    [InlineData(PlaneEncoding.Lanes1)]
    [InlineData(PlaneEncoding.Lanes2)]
    [InlineData(PlaneEncoding.Lanes4)]
    [InlineData(PlaneEncoding.Bytes)]
    public void The_largest_weights_and_inputs_never_overflow_a_lane(PlaneEncoding encoding)
    {
        Random random = new(3);
        for (int format = 1; format <= 8; format++)
        {
            foreach (int inputs in new[] { 90, 260, 2000, 5000 })
            {
                Check(new(1, 1, inputs, format), 5, SingleLayer.Plane(random, encoding, inputs * 5, isExtreme: true));
            }
        }
    }

    [Theory]
    [InlineData(PlaneEncoding.Lanes2, PlaneEncoding.Bytes)]
    [InlineData(PlaneEncoding.Lanes1, PlaneEncoding.Lanes4)]
    [InlineData(PlaneEncoding.BitRows, PlaneEncoding.MaskedBitRows)]
    [InlineData(PlaneEncoding.BitRows, PlaneEncoding.Lanes2)]
    [InlineData(PlaneEncoding.Bytes, PlaneEncoding.MaskedBitRows)]
    public void Planes_of_two_encodings_add_up_with_their_shifts(PlaneEncoding first, PlaneEncoding second)
    {
        Random random = new(4);
        foreach (int inputs in Inputs)
        {
            Check(
                new(1, 1, inputs, 0),
                6,
                SingleLayer.Plane(random, first, inputs * 6, shift: 3),
                SingleLayer.Plane(random, second, inputs * 6),
                SingleLayer.Plane(random, first, inputs * 6, shift: 1));
        }
    }

    [Fact]
    public void An_image_is_read_in_height_width_channel_order()
    {
        Random random = new(5);
        foreach (int channels in new[] { 1, 3, 8, 9, 17 })
        {
            foreach (PlaneEncoding encoding in new[] { PlaneEncoding.Lanes2, PlaneEncoding.Bytes, PlaneEncoding.BitRows, PlaneEncoding.MaskedBitRows })
            {
                Check(new(3, 5, channels, 0), 4, SingleLayer.Plane(random, encoding, 15 * channels * 4));
            }
        }
    }

    private static T Pick<T>(Random random, T[] choices) => choices[random.Next(choices.Length)];

    private static void Check(ReferenceShape input, int outputs, params PlaneDefinition[] planes) =>
        SingleLayer.AssertEqualsReference(SingleLayer.Model(input, SingleLayer.Layer(Operator.Dense, outputs, null, planes)));
}
