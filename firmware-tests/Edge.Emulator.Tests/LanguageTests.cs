namespace Edge.Emulator.Tests;

/// <summary>C# of the subset gives what .NET gives.</summary>
public class LanguageTests
{
    private const string Source = """
        using System;
        using System.Collections;
        public interface IShape { int Area(); }
        public abstract class Shape : IShape { public int Id; protected Shape(int id) { Id = id; } public abstract int Area(); public override string ToString() { return "shape " + Id.ToString(); } }
        public class Square : Shape { int side; public Square(int s) : base(7) { side = s; } public override int Area() { return side * side; } }
        public class Disc : Shape { public Disc() : base(9) { } public override int Area() { return 3; } }
        public struct Pair { public int A; public long B; public Pair(int a, long b) { A = a; B = b; } public long Sum() { A++; return A + B; } }
        public class Resource : IDisposable { public static int Closed; public void Dispose() { Closed++; } }
        public delegate int Change(int x);
        public class Failure : Exception { public int Number; public Failure(int n) : base("failure " + n.ToString()) { Number = n; } }
        public class P
        {
            static readonly int[] Table = { 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3 };
            static int counter;
            event Change Changed;
            static P() { counter = 100; }
            public static string Virtual() { IShape[] all = { new Square(4), new Disc() }; int sum = 0; for (int i = 0; i < all.Length; i++) { sum += all[i].Area(); } return sum.ToString() + all[0].ToString() + all[1]; }
            public static long Structs() { Pair p = new Pair(1, 2); Pair q = p; q.A = 10; long s = p.Sum() + q.Sum(); Pair[] a = new Pair[3]; a[1] = p; a[1].A += 5; object o = a[1]; Pair r = (Pair)o; r.B = 99; return s * 1000 + a[1].A * 100 + ((Pair)o).B + p.A; }
            public static int Loops(int n) { int s = 0; foreach (int x in Table) { if (x == 9) { continue; } s = s * 31 + x; } int k = n; while (k-- > 0) { s ^= k; } do { s += 3; } while (s < 0); return s; }
            public static int Switches(int n) { int s = 0; for (int i = -1; i < n; i++) { switch (i) { case 0: s += 1; break; case 1: s += 10; break; case 2: case 3: s += 100; break; case 7: s -= 5; break; default: s *= 2; break; } } switch ("k" + n.ToString()) { case "k5": s += 1000; break; case "k9": s += 2000; break; case "a": case "b": case "c": case "d": case "e": case "f": s = 0; break; } return s; }
            static void Swap(ref int a, ref int b, out int sum) { int t = a; a = b; b = t; sum = a + b; }
            public static int Refs() { int x = 3, y = 8, z; Swap(ref x, ref y, out z); int[] a = { 1, 2, 3 }; ref int m = ref a[1]; m += 40; Swap(ref a[0], ref a[2], out a[1]); return x * 1000 + y * 100 + z + a[0] * 10000 + a[1] + a[2]; }
            public static int Delegates(int n) { int captured = n; Change add = x => x + captured; captured++; Change twice = x => x * 2; Change both = add; both += twice; P p = new P(); p.Changed += add; p.Changed += twice; return add(1) * 100 + both(5) + p.Changed(3); }
            static int Throwing(int n, ref string log) { try { log += "t"; if (n == 1) throw new Failure(5); if (n == 2) { int[] a = new int[1]; return a[n]; } if (n == 3) { object o = null; return o.GetHashCode(); } return n; } catch (Failure e) when (e.Number == 5) { log += "f" + e.Message; return -1; } finally { log += "z"; } }
            public static string Exceptions() { string log = ""; for (int i = 0; i < 4; i++) { try { log += Throwing(i, ref log).ToString(); } catch (IndexOutOfRangeException) { log += "i"; } catch (Exception e) { log += e.GetType().Name; } } try { try { throw new InvalidOperationException("inner"); } catch (InvalidOperationException) { log += "r"; throw; } finally { log += "y"; } } catch (Exception e) { log += e.Message; } using (new Resource()) { log += "u"; } return log + Resource.Closed.ToString(); }
            public static int Jagged() { int[][] j = new int[4][]; for (int i = 0; i < j.Length; i++) { j[i] = new int[i + 1]; for (int k = 0; k <= i; k++) { j[i][k] = i * k + counter; } } int s = 0; for (int i = 0; i < 4; i++) { foreach (int x in j[i]) { s += x; } } return s; }
            public static string Strings(string a) { string s = a.Substring(1, 3) + a.ToUpper() + a.IndexOf('c').ToString() + a.Length.ToString() + a[2]; string[] parts = "x,y,,z".Split(new char[] { ',' }); s += parts.Length.ToString() + parts[3] + string.Concat(parts[0], parts[1], "!") + (a == "abcdef" ? "same" : "other"); char[] letters = a.ToCharArray(); return s + new string(letters, 1, 2) + 42.ToString("D4") + 255.ToString("X8") + true.ToString() + 'q'.ToString() + long.MinValue.ToString() + ulong.MaxValue.ToString(); }
            public static int Lists() { ArrayList list = new ArrayList(); for (int i = 0; i < 10; i++) { list.Add(i * i); } int s = list.Count; for (int i = 0; i < list.Count; i++) { s += (int)list[i]; } return s; }
            public static long Copies() { byte[] a = new byte[20]; for (int i = 0; i < 20; i++) { a[i] = (byte)(i * 13); } byte[] b = new byte[20]; Array.Copy(a, 3, b, 1, 10); Array.Clear(b, 4, 2); byte[] c = (byte[])a.Clone(); c[0] = 1; long s = 0; for (int i = 0; i < 20; i++) { s = s * 3 + b[i] + c[i]; } return s + BitConverter.ToInt32(a, 4) + BitConverter.GetBytes(0x12345678)[2]; }
            public static bool Casts() { object o = new Square(2); Shape s = o as Shape; Disc d = o as Disc; object n = 5; return s != null && d == null && o is IShape && n is int && !(n is long) && (int)n == 5 && o is Square sq && sq.Area() == 4; }
            public static double Numbers(int n) { double x = 0; float f = 1.5f; for (int i = 1; i < n; i++) { x += Math.Sqrt(i) * f - Math.Sin(i) + (i % 3) / 2.0; f = (float)(f * 1.01); } return x + Math.Max(3, n) + Math.Abs(-4.5); }
            public static int Recursive(int n) { return n < 2 ? n : Recursive(n - 1) + Recursive(n - 2); }
            public static ulong Mixed(ulong x, int n) { for (int i = 0; i < n; i++) { x ^= x << 13; x ^= x >> 7; x ^= x << 17; x += (ulong)(uint)i; x = x * 0x9E3779B97F4A7C15UL >> (i & 7); } return x; }
            public static int Boxed() { object[] all = { 1, 2L, (byte)3, 'c', true, 2.5, "s", null }; int s = 0; foreach (object o in all) { s = s * 7 + (o == null ? 1 : o is int ? 2 : o is long ? 3 : o is byte ? 4 : o is char ? 5 : o is bool ? 6 : o is double ? 7 : 8); } return s; }
        }
        """;

    private static readonly EmulatedProgram Program = new(Source);

    [Theory]
    [InlineData("Virtual")]
    [InlineData("Structs")]
    [InlineData("Loops", 9)]
    [InlineData("Switches", 5)]
    [InlineData("Switches", 9)]
    [InlineData("Refs")]
    [InlineData("Delegates", 4)]
    [InlineData("Exceptions")]
    [InlineData("Jagged")]
    [InlineData("Strings", "abcdef")]
    [InlineData("Lists")]
    [InlineData("Copies")]
    [InlineData("Casts")]
    [InlineData("Numbers", 50)]
    [InlineData("Recursive", 15)]
    [InlineData("Mixed", 0x123456789ABCDEFUL, 1000)]
    [InlineData("Boxed")]
    public void Gives_what_DotNet_gives(string method, params object[] arguments) => Program.AgreesWithDotNet(method, arguments);
}
