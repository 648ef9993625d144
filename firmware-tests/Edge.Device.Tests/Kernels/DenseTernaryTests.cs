using Edge.Device.Kernels;
using Edge.Device.Tests.Support;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Kernels;

public class DenseTernaryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    public void Random_shapes_equal_the_reference(int format)
    {
        Random random = new(30 + format);
        for (int i = 0; i < 40; i++)
        {
            ReferenceShape input = i % 4 == 0 ? new(random.Next(1, 5), random.Next(1, 5), random.Next(1, 12), format) : new(1, 1, random.Next(1, 250), format);
            int outputs = random.Next(1, 40);
            PlaneDefinition plane = KernelCases.Ternary(random, input.Elements * outputs);
            KernelCases.AssertRunsAs(
                Variant.DenseTernary, KernelCases.Make(random, Operator.Dense, input, outputs, null, plane, Variant.DenseTernary));
        }
    }

    [Fact]
    public void Lanes_carry_into_each_other_and_still_hold_the_result()
    {
        // 1500 inputs of 255 pass 16 bits eleven times; few weights are not 0.
        Random random = new(31);
        int[] weights = [.. Enumerable.Range(0, 1500 * 6).Select(i => i % 1500 < 257 ? (2 * random.Next(2)) - 1 : 0)];
        KernelCases.AssertRunsAs(
            Variant.DenseTernary, KernelCases.Make(random, Operator.Dense, new(1, 1, 1500, 8), 6, null, PlaneDefinition.Ternary(weights)));
    }

    [Fact]
    public void Accumulators_that_pass_a_lane_keep_the_general_way()
    {
        Random random = new(32);
        int[] weights = [.. Enumerable.Range(0, 300 * 3).Select(i => i < 258 ? 1 : 0)];
        KernelCases.AssertRunsAs(
            Variant.MatrixBytes, KernelCases.Make(random, Operator.Dense, new(1, 1, 300, 8), 3, null, PlaneDefinition.Ternary(weights)));
    }
}
