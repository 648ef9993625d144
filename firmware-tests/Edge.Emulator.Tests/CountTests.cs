using Edge.Emulator.Cost;

namespace Edge.Emulator.Tests;

public class CountTests
{
    [Theory]
    [InlineData("public static int F(int n) { return n + 1; }", 5, 4)]
    [InlineData("public static int F(int n) { int s = 0; for (int i = 0; i < n; i++) { s += i; } return s; }", 0, 2 + 2 + 1 + 3 + 2)]
    [InlineData("public static int F(int n) { int s = 0; for (int i = 0; i < n; i++) { s += i; } return s; }", 10, 2 + 2 + 1 + (10 * (4 + 4)) + (11 * 3) + 2)]
    [InlineData("public static int F(int n) { return n > 3 ? n : 3; }", 5, 3 + 1 + 1)]
    [InlineData("public static int F(int n) { return n > 3 ? n : 3; }", 2, 3 + 1 + 1)]
    public void Counts_each_instruction_that_runs(string method, int argument, long instructions)
    {
        using var program = new EmulatedProgram($"public class P {{ {method} }}");
        program.Session.ClearCounts();
        program.AgreesWithDotNet("F", argument);
        Assert.Equal(instructions, program.Session.Counts.Instructions);
    }

    [Fact]
    public void Counts_calls_and_entries_by_method()
    {
        using var program = new EmulatedProgram("public class P { static int G(int x) { return x; } public static int F(int n) { int s = 0; for (int i = 0; i < n; i++) s += G(i); return s; } }");
        program.Session.ClearCounts();
        program.AgreesWithDotNet("F", 7);
        EmulatorCounts counts = program.Session.Counts;
        Assert.Equal(7, counts.Calls);
        MethodCounts callee = Assert.Single(counts.Methods, m => m.Method == "P.G(int)");
        Assert.Equal((7L, 14L), (callee.Entries, callee.Instructions));
    }

    [Fact]
    public void Classes_of_instructions_add_up_to_all_of_them()
    {
        using var program = new EmulatedProgram("public class P { public static long F(int n) { long[] a = new long[n]; for (int i = 0; i < n; i++) a[i] = i * 3L; long s = 0; foreach (long x in a) s ^= x; return s; } }");
        program.Session.ClearCounts();
        program.AgreesWithDotNet("F", 20);
        EmulatorCounts counts = program.Session.Counts;
        Assert.Equal(counts.Instructions, counts.ByClass.Values.Sum());
        Assert.Equal(20, counts.ByClass[OpcodeClass.ArrayStore]);
        Assert.Equal(1, counts.ByClass[OpcodeClass.Allocation]);
    }

    [Fact]
    public void Counts_by_region()
    {
        var options = new EmulatorOptions { Regions = [new RegionMethod("P.Layer", 0)] };
        using var program = new EmulatedProgram("public class P { public static int Layer(int index, int work) { int s = 0; for (int i = 0; i < work; i++) s += i; return s; } public static int F() { return Layer(0, 10) + Layer(1, 100) + Layer(0, 10); } }", options);
        program.Session.ClearCounts();
        program.AgreesWithDotNet("F");
        IReadOnlyDictionary<int, EmulatorCounts> regions = program.Session.Regions;
        Assert.Equal([-1, 0, 1], regions.Keys.Order());
        Assert.Equal(program.Session.Counts.Instructions, regions.Values.Sum(r => r.Instructions));
        Assert.Equal(2 * (2 + 2 + 1 + (10 * 8) + (11 * 3) + 2), regions[0].Instructions);
        Assert.Equal(2 + 2 + 1 + (100 * 8) + (101 * 3) + 2, regions[1].Instructions);
    }

    [Fact]
    public void The_clock_runs_by_the_cost_of_what_ran()
    {
        using var program = new EmulatedProgram(
            "using System; public class P { public static long F(int n) { long a = DateTime.UtcNow.Ticks; int s = 0; for (int i = 0; i < n; i++) s += i; return DateTime.UtcNow.Ticks - a + (s & 0); } }",
            new EmulatorOptions { MicrosecondsPerUnit = 2 });
        long one = (long)program.Run("F", 1000)!;
        long ten = (long)program.Run("F", 10000)!;
        Assert.InRange(ten - one, (9000 * 11 * 2 * 10) - 1, (9000 * 11 * 2 * 10) + 1);
    }
}
