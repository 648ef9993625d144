using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

public class PoolTests
{
    [Fact]
    public void Max_pools_of_random_windows_equal_the_reference()
    {
        Random random = new(31);
        for (int i = 0; i < 250; i++)
        {
            Window window = RandomWindow(random, 6, 0);
            ReferenceShape input = new(random.Next(window.KernelHeight, 13), random.Next(window.KernelWidth, 13), random.Next(1, 20), random.Next(1, 9));
            SingleLayer.AssertEqualsReference(SingleLayer.Model(input, new()
            {
                Operator = Operator.MaxPool,
                Input = 0,
                OutputChannels = input.Channels,
                OutputFormat = input.Format,
                Window = window,
            }));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 8)]
    [InlineData(4, 4)]
    [InlineData(8, 8)]
    public void Average_pools_of_few_sums_take_a_table_and_equal_the_reference(int format, int outputFormat)
    {
        Random random = new(32 + format);
        for (int i = 0; i < 60; i++)
        {
            Window window = RandomWindow(random, format == 8 ? 2 : 7, (1 << format) - 1);
            ReferenceShape input = new(random.Next(window.KernelHeight, 10), random.Next(window.KernelWidth, 10), random.Next(1, 20), format);
            EpilogueDefinition epilogue = Division(random, window, format, outputFormat);
            KernelCases.AssertRunsAs(Variant.AverageTable, Average(input, window, outputFormat, epilogue));
        }
    }

    [Fact]
    public void Average_pools_of_many_sums_or_with_epilogues_of_their_own_take_the_general_way()
    {
        Random random = new(33);
        Window seven = new(7, 7, 1, 1, 0, 0, 0, 0, 0);
        KernelCases.AssertRunsAs(Variant.AveragePool, Average(new(7, 9, 5, 8), seven, 8, Division(random, seven, 8, 8)));
        EpilogueDefinition own = new() { Kind = EpilogueKind.Shift, Shift = 2, Addends = [1, 2, 3, 4, 5] };
        KernelCases.AssertRunsAs(Variant.AveragePool, Average(new(7, 9, 5, 4), seven, 4, own));
        EpilogueDefinition bit = new() { Kind = EpilogueKind.Threshold, Thresholds = [[100]] };
        KernelCases.AssertRunsAs(Variant.AveragePool, Average(new(7, 9, 5, 4), seven, 0, bit));
    }

    private static ModelDefinition Average(ReferenceShape input, Window window, int outputFormat, EpilogueDefinition epilogue) =>
        SingleLayer.Model(input, new()
        {
            Operator = Operator.AveragePool,
            Input = 0,
            OutputChannels = input.Channels,
            OutputFormat = outputFormat,
            Window = window,
            Epilogue = epilogue,
        });

    /// <summary>Sums of a window to outputs, or thresholds with falling levels that no line passes.</summary>
    private static EpilogueDefinition Division(Random random, Window window, int format, int outputFormat)
    {
        int highest = window.KernelHeight * window.KernelWidth * ((1 << format) - 1);
        if (random.Next(3) == 0)
        {
            int[] thresholds = [.. Enumerable.Range(0, 3).Select(_ => random.Next(highest + 2)).Order()];
            byte most = (byte)((1 << outputFormat) - 1);
            return new() { Kind = EpilogueKind.Threshold, Thresholds = [thresholds], Levels = [most, 0, most, (byte)(most / 2)] };
        }

        int multiplier = (int)(((1L << (20 + outputFormat)) / (highest + 1)) * (0.5 + random.NextDouble()));
        return new() { Kind = EpilogueKind.Requantize, Shift = 20, Multipliers = [random.Next(4) == 0 ? -multiplier : multiplier], Addends = [random.Next(1 << 20)] };
    }

    private static Window RandomWindow(Random random, int most, int highestPad)
    {
        int height = random.Next(1, most + 1);
        int width = random.Next(1, most + 1);
        return new(
            height, width, random.Next(1, 4), random.Next(1, 4), random.Next(height), random.Next(width), random.Next(height), random.Next(width), random.Next(highestPad + 1));
    }
}
