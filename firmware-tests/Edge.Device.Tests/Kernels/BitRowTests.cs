using Edge.Device.Kernels;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

/// <summary>The bit-row kernels take rows in blocks of 15, 3, 2 and 1 words; every remainder has to be right.</summary>
public class BitRowTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_of_every_number_of_words_equal_the_reference(bool isMasked)
    {
        Random random = new(50);
        for (int words = 1; words <= 48; words++)
        {
            int inputs = (64 * words) - (words % 3 == 0 ? 0 : random.Next(64));
            int outputs = random.Next(1, 6);
            int shift = words % 5 == 0 ? random.Next(1, 5) : 0;
            ModelDefinition model = KernelCases.Make(random, Operator.Dense, new(1, 1, inputs, 0), outputs, null, Plane(random, inputs * outputs, isMasked, shift));
            KernelCases.AssertRunsAs(Variant.MatrixBits, model);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_differ_everywhere_or_nowhere_do_not_overflow_a_field(bool isMasked)
    {
        Random random = new(51);
        foreach (int inputs in new[] { 64, 128, 192, 15 * 64, 16 * 64, 17 * 64, 31 * 64 })
        {
            foreach (int weight in new[] { -1, 1 })
            {
                int[] weights = [.. Enumerable.Repeat(weight, inputs * 2)];
                PlaneDefinition plane = isMasked ? PlaneDefinition.MaskedXnor(weights) : PlaneDefinition.Xnor(weights);
                KernelCases.AssertRunsAs(Variant.MatrixBits, KernelCases.Make(random, Operator.Dense, new(1, 1, inputs, 0), 2, null, plane));
            }
        }
    }

    [Theory]
    [InlineData(16, 3, false)]
    [InlineData(32, 3, true)]
    [InlineData(24, 5, false)]
    [InlineData(3, 3, true)]
    public void Convolutions_over_bits_equal_the_reference(int channels, int kernel, bool isMasked)
    {
        Random random = new(52);
        int pad = kernel / 2;
        foreach (int outputs in new[] { 1, 7, 8, 17 })
        {
            ModelDefinition model = KernelCases.Make(
                random, Operator.Conv2d, new(5, 6, channels, 0), outputs, new(kernel, kernel, 1, 1, pad, pad, pad, pad, random.Next(2)),
                Plane(random, kernel * kernel * channels * outputs, isMasked, 0));
            KernelCases.AssertRunsAs(Variant.MatrixBits, model);
        }
    }

    private static PlaneDefinition Plane(Random random, int count, bool isMasked, int shift) => isMasked
        ? PlaneDefinition.MaskedXnor([.. Enumerable.Range(0, count).Select(_ => random.Next(-1, 2))], shift)
        : PlaneDefinition.Xnor([.. Enumerable.Range(0, count).Select(_ => (2 * random.Next(2)) - 1)], shift);
}
