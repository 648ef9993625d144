namespace Edge.Emulator.Tests;

/// <summary>Where the device gives another result than .NET. The values were observed on the real interpreter (nf-interpreter a3e8139a1, 32 bits).</summary>
public class SemanticsTests
{
    private static string Evaluate(string expression, string members = "", bool overflowChecks = false)
    {
        using var program = new EmulatedProgram($$"""
            using System;
            public class P
            {
                static uint u = 0xFFFFFFF0u; static int i = -16; static ulong ul = 0xFFFFFFFFFFFFFFF0UL; static int zero; static int one = 1;
                static float f0; static float fnan = float.NaN; static float finf = float.PositiveInfinity; static double d0; static double big = 3e9;
                {{members}}
                public static string F()
                {
                    try { return ({{expression}}).ToString(); }
                    catch (Exception e) { return e.GetType().Name; }
                }
            }
            """, overflowChecks: overflowChecks);
        return (string)program.Run("F")!;
    }

    [Theory]
    [InlineData("((int)u) >> 1", "2147483640")]
    [InlineData("i >> 1", "-8")]
    [InlineData("((int)u) % 7", "2")]
    [InlineData("((int)u) / 7", "-2")]
    [InlineData("(long)(int)u", "4294967280")]
    [InlineData("(double)(int)u", "4294967280")]
    [InlineData("((uint)i) >> 1", "2147483640")]
    [InlineData("((uint)i) % 7", "2")]
    [InlineData("((long)ul) >> 4", "1152921504606846975")]
    [InlineData("((int)(long)u) >> 1", "-8")]
    [InlineData("((long)u << 32) >> 32", "4294967280")]
    [InlineData("Half((int)u)", "2147483640")]
    [InlineData("Same() >> 1", "2147483640")]
    [InlineData("(zero + (int)u) >> 1", "-8")]
    [InlineData("((int)u + zero) >> 1", "2147483640")]
    public void Casts_between_signed_and_unsigned_keep_the_tag(string expression, string result) =>
        Assert.Equal(result, Evaluate(expression, "static int Half(int x) { return x >> 1; } static int Same() { return (int)u; }"));

    [Theory]
    [InlineData("1 / zero", "Exception")]
    [InlineData("1 % zero", "Exception")]
    [InlineData("5L / zero", "Exception")]
    [InlineData("5u / (uint)zero", "Exception")]
    [InlineData("1f / f0", "Exception")]
    [InlineData("1.0 / d0", "Exception")]
    [InlineData("1f % f0", "Exception")]
    [InlineData("int.MinValue / -one", "-2147483648")]
    [InlineData("int.MinValue % -one", "0")]
    public void Division_by_zero_throws_a_plain_exception(string expression, string result) => Assert.Equal(result, Evaluate(expression));

    [Theory]
    [InlineData("int.MaxValue + one", "-2147483648")]
    [InlineData("(byte)(299 + one)", "44")]
    [InlineData("(int.MaxValue + zero) * 2", "-2")]
    [InlineData("(uint)(-16 + zero)", "4294967280")]
    public void Checked_arithmetic_does_not_throw(string expression, string result) => Assert.Equal(result, Evaluate(expression, overflowChecks: true));

    [Theory]
    [InlineData("fnan > 1f", "True")]
    [InlineData("fnan >= 1f", "True")]
    [InlineData("fnan < 1f", "False")]
    [InlineData("fnan == fnan + 0f", "False")]
    [InlineData("finf == -finf", "True")]
    [InlineData("finf > -finf", "False")]
    [InlineData("fnan > 1f ? 1 : 0", "1")]
    [InlineData("(int)big", "-1294967296")]
    [InlineData("(uint)big", "3000000000")]
    [InlineData("(uint)(f0 - 1.5f)", "4294967295")]
    [InlineData("(int)fnan", "0")]
    [InlineData("(byte)(300.5f + f0)", "44")]
    [InlineData("16777216f + one == 16777216f", "True")]
    public void Floating_point_compares_and_converts_as_the_interpreter_does(string expression, string result) => Assert.Equal(result, Evaluate(expression));

    [Theory]
    [InlineData("((string)null).Length", "NullReferenceException")]
    [InlineData("(new int[2 + zero])[2].ToString()", "IndexOutOfRangeException")]
    [InlineData("new int[zero - 1].Length", "ArgumentOutOfRangeException")]
    [InlineData("((P)Box()).ToString()", "InvalidCastException")]
    [InlineData("Store()", "Exception")]
    [InlineData("Kind.B", "1")]
    [InlineData("string.Compare(\"a\", \"B\")", "1")]
    public void The_interpreter_s_own_exceptions_and_texts(string expression, string result) =>
        Assert.Equal(result, Evaluate(expression, "public enum Kind { A, B } static object Box() { return \"s\"; } static int Store() { object[] o = new string[1]; o[0] = new P(); return 1; }"));

    [Fact]
    public void The_tag_a_store_through_out_leaves_is_found_before_the_program_runs()
    {
        using TemporaryAssembly assembly = DeviceCompiler.CompileToFile("public class P { public static uint U; public static void F(out int x) { x = (int)U; } }");
        Assert.Contains("a store through a reference", Assert.Single(Emulator.Subset.SubsetChecker.Check(assembly.Path)).What);
    }

    [Fact]
    public void Tags_that_matter_are_found_before_the_program_runs()
    {
        using TemporaryAssembly assembly = DeviceCompiler.CompileToFile("public class P { public static int F(uint x) { return Half((int)x); } static int Half(int x) { return x >> 1; } }");
        Emulator.Subset.Violation found = Assert.Single(Emulator.Subset.SubsetChecker.Check(assembly.Path));
        Assert.Equal("P.Half(int)", found.Method);
        Assert.False(found.IsRefused);
    }
}
