namespace Edge.Cores.Tests;

/// <summary>The counting plugin and the ways a program can end.</summary>
public class CountingTests
{
    public static TheoryData<string> Cores => [.. Core.All.Select(core => core.Id)];

    [CoreTheory]
    [MemberData(nameof(Cores))]
    public void Counts_are_exact_and_the_same_in_every_run(string id)
    {
        using CoreBench bench = new();
        Core core = Core.Find(id);
        string program = Build(bench, core);

        CoreRun first = bench.Run(core, program, counted: true);
        CoreRun second = bench.Run(core, program, counted: true);

        Assert.Equal(first.Marks, second.Marks);
        Assert.Equal([0, 1, 2], first.Marks.Select(mark => mark.Number));
        Assert.Equal("counted\n", first.Messages);
        Assert.Equal(0, first.Unaligned);

        // At -O1 the loop is a nop, a step and a branch (a compare more on some cores); a few instructions lie around it.
        long around = first.Marks[1].Instructions - first.Marks[0].Instructions;
        long loop = first.Marks[2].Instructions - first.Marks[1].Instructions;
        Assert.InRange(around, 1, 3);
        Assert.True(loop % 1000 <= 8 && loop / 1000 is 3 or 4, $"{loop} instructions");
    }

    [CoreTheory]
    [InlineData("cortex-m0")]
    [InlineData("rv32imac")]
    public void Accesses_across_their_alignment_are_reported(string id)
    {
        using CoreBench bench = new();
        Core core = Core.Find(id);
        Assert.Equal(1, bench.Run(core, Build(bench, core, "-DUNALIGNED"), counted: true).Unaligned);
    }

    [CoreTheory]
    [MemberData(nameof(Cores))]
    public void An_exception_on_the_core_is_a_failure_here(string id)
    {
        using CoreBench bench = new();
        Core core = Core.Find(id);
        CoreException failure = Assert.Throws<CoreException>(() => bench.Run(core, Build(bench, core, "-DFAULT"), counted: false));
        Assert.Equal("core-program-failed", failure.Code);
        Assert.Contains("fault", failure.Found);
    }

    [Fact]
    public void An_unknown_core_is_refused_with_the_known_ones()
    {
        CoreException failure = Assert.Throws<CoreException>(() => Core.Find("cortex-m99"));
        Assert.Contains("cortex-m33", failure.Expected);
    }

    private static string Build(CoreBench bench, Core core, params string[] options) => bench.Build(core, "counting", [NativeSources.Program("counting.c")], ["-O1", .. options]);
}
