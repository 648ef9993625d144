namespace Edge.Emulator.Tests;

public class HeapTests
{
    private const string Source = """
        using System;
        public class Empty { }
        public class One { public int A; }
        public class Ten { public int A, B, C, D, E, F, G, H, I, J; }
        public struct Two { public int A, B; }
        public class Holder { public Two S; }
        public class Node { public Node Next; public byte[] Data; }
        public delegate int Change(int x);
        public class P
        {
            static object kept;
            static Node list;
            public static object Make(int kind)
            {
                switch (kind)
                {
                    case 0: return new Empty();
                    case 1: return new One();
                    case 2: return new Ten();
                    case 3: return new byte[100];
                    case 4: return new int[100];
                    case 5: return new object[100];
                    case 6: return (object)kind;
                    case 7: return new Two[100];
                    case 8: return new Holder();
                    case 9: return (object)new Two();
                    case 10: return "abc";
                    case 11: return new string('x', 11);
                    case 12: return new string('x', 12);
                    case 13: return new Change(Same);
                    case 14: return new byte[0];
                    case 15: return new long[100];
                    case 16: return new bool[100];
                    case 17: return new char[100];
                    default: return new int[4][];
                }
            }
            public static void Store(int kind) { kept = Make(kind); }
            static int Same(int x) { return x; }
            public static void Keep(int bytes) { kept = new byte[bytes]; }
            public static int Churn(int times, int bytes) { int n = 0; for (int i = 0; i < times; i++) { byte[] b = new byte[bytes]; n += b.Length; } return n; }
            public static void Grow(int count, int bytes) { for (int i = 0; i < count; i++) { Node n = new Node(); n.Data = new byte[bytes]; n.Next = list; list = n; } }
            public static void Drop() { list = null; kept = null; }
            static byte[] Part(int n) { return new byte[n]; }
            static int Join(byte[] a, byte[] b) { byte[] c = new byte[1000]; return a.Length + b.Length + c.Length; }
            public static int Nested() { return Join(Part(2000), Part(3000)); }
            public static void Out(out byte[] data) { data = new byte[4000]; byte[] more = new byte[1000]; }
            public static int CallOut() { byte[] mine; Out(out mine); return mine.Length; }
            public static int Deep(int n) { return n == 0 ? 0 : 1 + Deep(n - 1); }
            public static bool TryBig(int bytes) { try { kept = new byte[bytes]; return true; } catch (OutOfMemoryException) { return false; } }
        }
        """;

    [Theory]
    [InlineData(0, 12)]
    [InlineData(1, 24)]
    [InlineData(2, 132)]
    [InlineData(3, 120)]
    [InlineData(4, 420)]
    [InlineData(5, 1224)]
    [InlineData(6, 24)]
    [InlineData(7, 4824)]
    [InlineData(8, 60)]
    [InlineData(9, 36)]
    [InlineData(10, 12)]
    [InlineData(11, 24)]
    [InlineData(12, 36)]
    [InlineData(13, 36)]
    [InlineData(14, 24)]
    [InlineData(15, 828)]
    [InlineData(16, 120)]
    [InlineData(17, 228)]
    [InlineData(18, 72)]
    public void Objects_take_the_bytes_they_take_on_the_device(int kind, long bytes)
    {
        using var program = new EmulatedProgram(Source);
        long before = program.Session.LiveHeapBytes;
        program.Run("Store", kind);
        Assert.Equal(bytes, program.Session.LiveHeapBytes - before);
        program.Run("Drop");
        Assert.Equal(before, program.Session.LiveHeapBytes);
    }

    [Fact]
    public void What_nothing_refers_to_is_collected()
    {
        using var program = new EmulatedProgram(Source, new EmulatorOptions { HeapBytes = 20_000 });
        Assert.Equal(1_000_000, program.Run("Churn", 1000, 1000));
        Assert.True(program.Session.Collections > 50);
        Assert.InRange(program.Session.PeakHeapBytes, 4_900 + 2 * 1020, 9_000);
    }

    [Fact]
    public void What_is_reachable_is_not_collected()
    {
        using var program = new EmulatedProgram(Source, new EmulatorOptions { HeapBytes = 20_000 });
        program.Run("Grow", 10, 1000);
        EmulatorException error = Assert.Throws<EmulatorException>(() => program.Run("Grow", 10, 1000));
        Assert.Equal("emulator-out-of-memory", error.Code);
        Assert.Contains("P.Grow(int, int)", error.Stack);
        program.Run("Drop");
        program.Run("Grow", 10, 1000);
    }

    [Fact]
    public void The_program_can_catch_that_the_heap_is_full()
    {
        using var program = new EmulatedProgram(Source, new EmulatorOptions { HeapBytes = 50_000 });
        Assert.Equal(true, program.Run("TryBig", 40_000));
        Assert.Equal(false, program.Run("TryBig", 40_000));
        program.Run("Drop");
        Assert.Equal(true, program.Run("TryBig", 40_000));
    }

    [Theory]
    [InlineData(786_364, true)]
    [InlineData(786_365, false)]
    [InlineData(1_000_000, false)]
    public void No_object_is_larger_than_a_cluster(int bytes, bool fits)
    {
        using var program = new EmulatedProgram(Source);
        Assert.Equal(fits, program.Run("TryBig", bytes));
    }

    [Fact]
    public void Values_on_the_evaluation_stack_are_reachable()
    {
        using var program = new EmulatedProgram(Source);
        program.Session.ClearPeak();
        long before = program.Session.PeakHeapBytes;
        Assert.Equal(6000, program.Run("Nested"));
        Assert.InRange(program.Session.PeakHeapBytes - before, 2028 + 3024 + 1020 + 204, 2028 + 3024 + 1020 + 1000);
    }

    [Fact]
    public void What_an_out_argument_got_is_reachable_at_once()
    {
        using var program = new EmulatedProgram(Source);
        program.Session.ClearPeak();
        long before = program.Session.PeakHeapBytes;
        Assert.Equal(4000, program.Run("CallOut"));
        Assert.InRange(program.Session.PeakHeapBytes - before, 4020 + 1020 + 204, 4020 + 1020 + 1000);
    }

    [Fact]
    public void Frames_take_heap_and_deep_recursion_uses_it_up()
    {
        using var program = new EmulatedProgram(Source, new EmulatorOptions { HeapBytes = 30_000 });
        program.Session.ClearPeak();
        long before = program.Session.PeakHeapBytes;
        program.Run("Deep", 10);
        Assert.Equal(11 * 204, program.Session.PeakHeapBytes - before);
        Assert.Equal("emulator-out-of-memory", Assert.Throws<EmulatorException>(() => program.Run("Deep", 1000)).Code);
        program.Run("Deep", 10);
    }

    [Fact]
    public void An_endless_recursion_is_an_error_and_does_not_end_the_process()
    {
        using var program = new EmulatedProgram(Source, new EmulatorOptions { HeapBytes = long.MaxValue / 2 });
        Assert.Equal("emulator-too-deep", Assert.Throws<EmulatorException>(() => program.Run("Deep", int.MaxValue)).Code);
    }

    [Fact]
    public void An_allocation_where_none_is_allowed_names_the_methods()
    {
        using var program = new EmulatedProgram(
            "public class P { static int[] a; static int Helper(int n) { a = new int[n]; return a.Length; } public static int Run(int n) { return n > 0 ? Helper(n) : 0; } public static int Load(int n) { return Helper(n); } }",
            new EmulatorOptions { AllocationForbidden = ["P.Run"] });
        Assert.Equal(3, program.Run("Load", 3));
        Assert.Equal(0, program.Run("Run", 0));
        EmulatorException error = Assert.Throws<EmulatorException>(() => program.Run("Run", 3));
        Assert.Equal("emulator-allocation", error.Code);
        Assert.Equal(["P.Helper(int)", "P.Run(int)"], error.Stack);
        Assert.Equal(3, program.Run("Load", 3));
    }

    [Fact]
    public void The_program_cannot_catch_a_forbidden_allocation()
    {
        using var program = new EmulatedProgram(
            "using System; public class P { public static int Run(int n) { try { return new int[n].Length; } catch (Exception) { return -1; } } }",
            new EmulatorOptions { AllocationForbidden = ["P.Run"] });
        Assert.Equal("emulator-allocation", Assert.Throws<EmulatorException>(() => program.Run("Run", 3)).Code);
    }
}
