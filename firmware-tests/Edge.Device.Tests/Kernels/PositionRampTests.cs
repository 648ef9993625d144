using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

/// <summary>Convolutions over positions whose accumulators reach further than a table can clamp: a part of the outputs lies below, a part above.</summary>
public class PositionRampTests
{
    [Theory]
    [InlineData(14, 16, 9, 8, 8, Variant.ConvPositions)]
    [InlineData(9, 20, 5, 5, 6, Variant.ConvPositions)]
    [InlineData(7, 32, 6, 4, 8, Variant.ConvPositions)]
    [InlineData(7, 32, 6, 4, 8, Variant.ConvLists)]
    [InlineData(21, 2, 7, 8, 8, Variant.ConvRows)]
    [InlineData(13, 1, 3, 8, 7, Variant.ConvRows)]
    public void Steps_much_narrower_than_the_range_equal_the_reference(int side, int channels, int outputs, int format, int outputFormat, int variant)
    {
        Random random = new(side + format);
        Window same = new(3, 3, 1, 1, 1, 1, 1, 1, 1);
        for (int i = 0; i < 3; i++)
        {
            double density = variant == Variant.ConvLists ? 0.3 : 0.7;
            int[] weights = [.. Enumerable.Range(0, outputs * 9 * channels).Select(_ => random.NextDouble() < density ? (2 * random.Next(2)) - 1 : 0)];
            double deviation = Math.Sqrt(9 * channels * density) * ((1 << format) - 1) / 2;
            double width = deviation * (i + 1) / (1 << outputFormat);
            int[] multipliers = [.. Enumerable.Range(0, outputs).Select(_ => (int)Math.ScaleB((1 + random.NextDouble()) / width, 24))];
            KernelCases.AssertRunsAs(variant, SingleLayer.Model(new(side, side, channels, format), new()
            {
                Operator = Operator.Conv2d,
                Input = 0,
                OutputChannels = outputs,
                OutputFormat = outputFormat,
                Window = same,
                Epilogue = new() { Kind = EpilogueKind.Requantize, Shift = 24, Multipliers = multipliers, Addends = [.. multipliers.Select(_ => (long)random.Next(1 << 30))] },
                Planes = [PlaneDefinition.Ternary(weights)],
                Hint = variant,
            }));
        }
    }
}
