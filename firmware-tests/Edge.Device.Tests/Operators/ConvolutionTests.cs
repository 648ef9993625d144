using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Operators;

public class ConvolutionTests
{
    public static readonly TheoryData<PlaneEncoding, int> ConvolutionCases = new()
    {
        { PlaneEncoding.Lanes1, 8 },
        { PlaneEncoding.Lanes2, 8 },
        { PlaneEncoding.Lanes4, 8 },
        { PlaneEncoding.Bytes, 8 },
        { PlaneEncoding.Lanes2, 3 },
        { PlaneEncoding.Lanes2, 0 },
        { PlaneEncoding.Bytes, 0 },
        { PlaneEncoding.BitRows, 0 },
        { PlaneEncoding.MaskedBitRows, 0 },
    };

    /// <summary>Kernel, stride and pads: 1 x 1, the whole image, one-sided pads, strides that skip pixels, kernels of one row or column.</summary>
    private static readonly Window[] Windows =
    [
        new(1, 1, 1, 1, 0, 0, 0, 0, 0),
        new(1, 1, 2, 3, 0, 0, 0, 0, 0),
        new(3, 3, 1, 1, 1, 1, 1, 1, 1),
        new(3, 3, 2, 2, 1, 1, 1, 1, 0),
        new(2, 4, 1, 2, 1, 0, 0, 3, 1),
        new(5, 1, 3, 1, 4, 0, 2, 0, 1),
        new(1, 5, 1, 1, 0, 2, 0, 4, 0),
        new(5, 7, 1, 1, 0, 0, 0, 0, 0),
        new(4, 3, 5, 5, 3, 2, 3, 2, 1),
        new(2, 2, 2, 2, 0, 0, 0, 0, 0),
        new(2, 2, 1, 3, 0, 0, 0, 0, 0),
        new(2, 2, 2, 2, 0, 0, 1, 1, 1),
        new(3, 4, 1, 1, 0, 1, 1, 0, 0),
    ];

    private static readonly int[] Channels = [1, 2, 3, 4, 5, 8, 9, 16, 17];

    [Theory]
    [MemberData(nameof(ConvolutionCases))]
    public void Conv2d_equals_the_reference(PlaneEncoding encoding, int format)
    {
        Random random = new(11);
        foreach (Window window in Windows)
        {
            foreach (int channels in Channels)
            {
                int outputs = Channels[random.Next(Channels.Length)];
                int count = outputs * window.KernelHeight * window.KernelWidth * channels;
                PlaneDefinition plane = SingleLayer.Plane(random, encoding, count, isExtreme: random.Next(5) == 0);
                SingleLayer.AssertEqualsReference(SingleLayer.Model(
                    new(5, 7, channels, format), SingleLayer.Layer(Operator.Conv2d, outputs, window, plane)));
            }
        }
    }

    [Theory]
    [InlineData(PlaneEncoding.Lanes1, 8)]
    [InlineData(PlaneEncoding.Lanes2, 8)]
    [InlineData(PlaneEncoding.Lanes4, 8)]
    [InlineData(PlaneEncoding.Bytes, 8)]
    [InlineData(PlaneEncoding.Lanes2, 0)]
    [InlineData(PlaneEncoding.Bytes, 0)]
    public void Depthwise_equals_the_reference(PlaneEncoding encoding, int format)
    {
        Random random = new(12);
        foreach (Window window in Windows)
        {
            foreach (int channels in Channels)
            {
                int count = window.KernelHeight * window.KernelWidth * channels;
                SingleLayer.AssertEqualsReference(SingleLayer.Model(
                    new(5, 7, channels, format),
                    SingleLayer.Layer(
                        Operator.DepthwiseConv2d,
                        channels,
                        window,
                        SingleLayer.Plane(random, encoding, count),
                        SingleLayer.Plane(random, PlaneEncoding.Lanes2, count, shift: 2))));
            }
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(5)]
    [InlineData(0)]
    public void Average_pool_equals_the_reference(int format)
    {
        foreach (Window window in Windows)
        {
            foreach (int channels in Channels)
            {
                SingleLayer.AssertEqualsReference(SingleLayer.Model(
                    new(5, 7, channels, format), SingleLayer.Layer(Operator.AveragePool, channels, window)));
            }
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(5)]
    [InlineData(0)]
    public void Max_pool_equals_the_reference(int format)
    {
        foreach (Window window in Windows)
        {
            foreach (int channels in Channels)
            {
                LayerDefinition layer = new()
                {
                    Operator = Operator.MaxPool,
                    Input = 0,
                    OutputChannels = channels,
                    OutputFormat = format,
                    Window = window,
                };
                SingleLayer.AssertEqualsReference(SingleLayer.Model(new(5, 7, channels, format), layer));
            }
        }
    }
}
