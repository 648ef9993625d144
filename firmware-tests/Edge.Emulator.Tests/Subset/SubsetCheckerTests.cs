using System.Text;
using Edge.Emulator.Subset;

namespace Edge.Emulator.Tests.Subset;

public class SubsetCheckerTests
{
    private static IReadOnlyList<Violation> Check(string source, bool allowUnsafe = false)
    {
        using TemporaryAssembly assembly = DeviceCompiler.CompileToFile(source, allowUnsafe: allowUnsafe);
        return SubsetChecker.Check(assembly.Path);
    }

    private static Violation Single(string source, SubsetRule rule, bool allowUnsafe = false)
    {
        Violation[] found = [.. Check(source, allowUnsafe).Where(v => v.Rule == rule)];
        Assert.NotEmpty(found);
        return found[0];
    }

    [Fact]
    public void Finds_nothing_in_code_that_keeps_to_the_subset() =>
        Assert.Empty(Check("""
            using System;
            using System.Threading;
            public interface IShape { int Area(); }
            public struct Pair { public int A; public int B; }
            public delegate int Change(int x);
            public class Square : IShape
            {
                private static readonly int[] Table = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
                private readonly object gate = new object();
                public event EventHandler Changed;
                public int Area() { lock (gate) { return Table[3] * Math.Abs(-4); } }
                public static void Main()
                {
                    int[][] jagged = new int[3][];
                    Change twice = x => x * 2;
                    object boxed = new Pair { A = 1 };
                    try { jagged[0] = new int[twice(3)]; } catch (IndexOutOfRangeException e) when (e.Message != null) { throw; }
                    finally { Console.WriteLine("n " + jagged.Length.ToString() + boxed.ToString()); }
                    if (DateTime.UtcNow.Ticks > 0 && BitConverter.ToInt32(new byte[4], 0) == 0) { Array.Copy(Table, new int[10], 10); Thread.Sleep(1); }
                    string kind = "a"; switch (kind) { case "a": break; case "b": return; case "c": return; case "d": return; case "e": return; case "f": return; case "g": return; }
                    ref int first = ref Table[0]; first++;
                }
            }
            """));

    [Fact]
    public void Finds_a_member_the_class_library_lacks_and_names_what_exists()
    {
        Violation found = Single("public class P { public static double F(double x) { return System.Math.Max(1L, 2L) + x; } }", SubsetRule.Member);
        Assert.Equal("App", found.Assembly);
        Assert.Equal("P.F(double)", found.Method);
        Assert.True(found.IlOffset > 0);
        Assert.Contains("static long Max(long, long)", found.What);
        Assert.Contains("static int Max(int, int)", found.Instead);
    }

    [Fact]
    public void Finds_a_type_the_class_library_lacks() =>
        Assert.Contains("System.Text.StringBuilder", Single("public class P { public static object F() { return new System.Text.StringBuilder(); } }", SubsetRule.Member).What);

    [Fact]
    public void Finds_a_base_class_the_class_library_lacks() =>
        Assert.Contains("System.IO.Stream", Single("public abstract class P : System.IO.Stream { }", SubsetRule.Member).What);

    [Fact]
    public void Finds_string_interpolation_of_numbers() =>
        Assert.NotEmpty(Check("public class P { public static string F(int x) { return $\"{x} of {x}\"; } }"));

    [Theory]
    [InlineData("public class P<T> { }")]
    [InlineData("public class P { public static T F<T>(T x) { return x; } }")]
    [InlineData("public class P { public System.Collections.Generic.List<int> F; }")]
    [InlineData("public class P { public static int? F() { return null; } }")]
    [InlineData("public class P { public static int F() { return System.Array.Empty<int>().Length; } }")]
    [InlineData("public class P { public static int F(System.Span<int> x) { return 0; } }")]
    public void Finds_generics(string source) => Single(source, SubsetRule.Generics);

    [Theory]
    [InlineData("public class P { public int[,] F; }")]
    [InlineData("public class P { public static int F() { return new int[2, 3].Length; } }")]
    [InlineData("public class P { public static int F(int[,,] x) { return x[0, 0, 0]; } }")]
    public void Finds_multi_dimensional_arrays(string source) => Single(source, SubsetRule.MultiDimensionalArray);

    [Theory]
    [InlineData("public unsafe class P { public int* F; }")]
    [InlineData("public class P { public static unsafe int F(int[] x) { fixed (int* p = x) { return *p; } } }")]
    public void Finds_pointers(string source) => Single(source, SubsetRule.Pointer, allowUnsafe: true);

    [Fact]
    public void Finds_an_unsupported_instruction()
    {
        Violation found = Single("public class P { public static unsafe int F(int n) { byte* p = stackalloc byte[n]; return p[0]; } }", SubsetRule.Opcode, allowUnsafe: true);
        Assert.Equal("the instruction localloc", found.What);
        Assert.Equal("use an array", found.Instead);
    }

    [Fact]
    public void Finds_a_volatile_field() =>
        Single("public class P { public static volatile int F; }", SubsetRule.Unsupported);

    [Fact]
    public void Finds_checked_arithmetic() =>
        Single("public class P { public static int F(int x) { checked { return x + 1; } } }", SubsetRule.Arithmetic);

    [Fact]
    public void Finds_an_assembly_over_the_limit_of_IL()
    {
        var source = new StringBuilder("public class P {");
        for (int method = 0; method < 40; method++)
        {
            source.Append($"public static int F{method}(int x) {{ int y = x;");
            for (int line = 0; line < 200; line++)
            {
                source.Append($"y += (x * {line + 1000}) ^ y;");
            }

            source.Append("return y; }");
        }

        Violation found = Single(source.Append('}').ToString(), SubsetRule.AssemblyIl);
        Assert.Null(found.Method);
        Assert.Contains("65535", found.Instead);
    }

    [Fact]
    public void Finds_array_data_over_the_limit_of_an_assembly()
    {
        string numbers = string.Join(",", Enumerable.Range(1, 70_000).Select(n => n % 251));
        Single($"public class P {{ public static readonly byte[] F = {{ {numbers} }}; }}", SubsetRule.AssemblyData);
    }

    [Fact]
    public void Finds_too_many_local_variables()
    {
        var source = new StringBuilder("public class P { public static int F(int x) {");
        for (int i = 0; i < 300; i++)
        {
            source.Append($"int v{i} = x + {i};");
        }

        for (int i = 0; i < 300; i++)
        {
            source.Append($"x += v{i}; v{i} = x; x ^= v{i};");
        }

        Single(source.Append("return x; } }").ToString(), SubsetRule.MethodSize);
    }

    [Fact]
    public void Finds_a_switch_with_too_many_cases()
    {
        string cases = string.Concat(Enumerable.Range(0, 300).Select(n => $"case {n}: return {(n * 7) % 300};"));
        Single($"public class P {{ public static int F(int x) {{ switch (x) {{ {cases} default: return -1; }} }} }}", SubsetRule.Branch);
    }

    [Fact]
    public void A_file_that_is_no_assembly_is_an_input_error()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "not an assembly");
            EmulatorException error = Assert.Throws<EmulatorException>(() => SubsetChecker.Check(path));
            Assert.Equal("emulator-not-an-assembly", error.Code);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_missing_file_is_an_input_error() =>
        Assert.Equal("emulator-assembly-missing", Assert.Throws<EmulatorException>(() => SubsetChecker.Check("/nowhere/at/all.dll")).Code);
}
