namespace Edge.Emulator.Runtime;

/// <summary>Arithmetic as the device's interpreter does it, where .NET does it otherwise (nf-interpreter, CLR_RT_HeapBlock.cpp).</summary>
internal static class Arithmetic
{
    public static int Divide(int left, int right) => right == -1 ? unchecked(-left) : left / NotZero(right);

    public static long Divide(long left, long right) => right == -1 ? unchecked(-left) : left / NotZero(right);

    public static uint Divide(uint left, uint right) => right == 0 ? throw DivisionByZero() : left / right;

    public static ulong Divide(ulong left, ulong right) => right == 0 ? throw DivisionByZero() : left / right;

    public static float Divide(float left, float right) => right == 0 ? throw DivisionByZero() : left / right;

    public static double Divide(double left, double right) => right == 0 ? throw DivisionByZero() : left / right;

    public static int Remainder(int left, int right) => right == -1 ? 0 : left % NotZero(right);

    public static long Remainder(long left, long right) => right == -1 ? 0 : left % NotZero(right);

    public static uint Remainder(uint left, uint right) => right == 0 ? throw DivisionByZero() : left % right;

    public static ulong Remainder(ulong left, ulong right) => right == 0 ? throw DivisionByZero() : left % right;

    public static float Remainder(float left, float right) => right == 0 ? throw DivisionByZero() : (float)((double)left % right);

    public static double Remainder(double left, double right) => right == 0 ? throw DivisionByZero() : left % right;

    /// <summary>Unordered counts as greater, and all infinities are equal.</summary>
    public static int Compare(double left, double right)
    {
        if (double.IsNaN(left) || double.IsNaN(right))
        {
            return 1;
        }

        return double.IsInfinity(left) && double.IsInfinity(right) ? 0 : left.CompareTo(right);
    }

    private static int NotZero(int value) => value == 0 ? throw DivisionByZero() : value;

    private static long NotZero(long value) => value == 0 ? throw DivisionByZero() : value;

    private static Exception DivisionByZero() => new("Exception was thrown: System.Exception");
}
