using Edge.Pack.Planning;

namespace Edge.Pack.Tests;

public class ArenaPlannerTests
{
    [Fact]
    public void Tensors_alive_at_the_same_layer_never_overlap()
    {
        var random = new Random(5);
        for (int run = 0; run < 500; run++)
        {
            PlannedTensor[] tensors = [.. Enumerable.Range(1, random.Next(1, 14)).Select(t =>
            {
                int first = random.Next(12);
                return new PlannedTensor(t, random.Next(1, 300), first, first + random.Next(4));
            })];
            ArenaPlan plan = ArenaPlanner.Plan(tensors);
            foreach (PlannedTensor a in tensors)
            {
                Assert.InRange(plan.Offsets[a.Tensor] + a.Bytes, a.Bytes, plan.Bytes);
                Assert.Equal(0, plan.Offsets[a.Tensor] % 8);
                foreach (PlannedTensor b in tensors.Where(b => b.Tensor > a.Tensor && b.FirstLayer <= a.LastLayer && a.FirstLayer <= b.LastLayer))
                {
                    bool apart = plan.Offsets[a.Tensor] + a.Bytes <= plan.Offsets[b.Tensor] || plan.Offsets[b.Tensor] + b.Bytes <= plan.Offsets[a.Tensor];
                    Assert.True(apart, $"run {run}: tensors {a.Tensor} and {b.Tensor} overlap");
                }
            }

            Assert.True(plan.Bytes >= plan.LowerBound);
        }
    }

    [Fact]
    public void A_chain_needs_no_more_than_two_neighbours()
    {
        PlannedTensor[] chain = [.. Enumerable.Range(0, 6).Select(i => new PlannedTensor(i + 1, 64, i, i + 1))];
        Assert.Equal(128, ArenaPlanner.Plan(chain).Bytes);
    }

    [Fact]
    public void An_element_wise_output_takes_over_the_place_of_the_tensor_it_reads_last()
    {
        ArenaPlan plan = ArenaPlanner.Plan([new(1, 100, 0, 2), new(2, 100, 1, 2), new(3, 100, 2, 3) { InPlaceOf = 2 }]);
        Assert.Equal(plan.Offsets[2], plan.Offsets[3]);
        Assert.NotEqual(plan.Offsets[1], plan.Offsets[3]);
        Assert.Equal(204, plan.Bytes);
    }

    [Fact]
    public void A_tensor_of_another_size_gets_a_place_of_its_own()
    {
        ArenaPlan plan = ArenaPlanner.Plan([new(1, 100, 0, 1), new(2, 50, 1, 2) { InPlaceOf = 1 }]);
        Assert.NotEqual(plan.Offsets[1], plan.Offsets[2]);
    }
}
