using Edge.Emulator.Cost;
using Edge.Emulator.Runtime;

namespace Edge.Emulator.Natives;

/// <summary>Array members whose cost depends on a length.</summary>
internal static class ArrayNatives
{
    [Native("System.Array", "static void Copy(System.Array, System.Array, int)", Instructions = 7)]
    public static void Copy(Array source, Array target, int length, EmulatorState state) => Copy(source, 0, target, 0, length, state);

    [Native("System.Array", "static void Copy(System.Array, int, System.Array, int, int)")]
    public static void Copy(Array source, int from, Array target, int to, int length, EmulatorState state)
    {
        Array.Copy(source, from, target, to, length);
        state.Sized(length * Bytes(source, state) * CostTable.Instance.CopiedByte);
    }

    [Native("System.Array", "static void Clear(System.Array, int, int)")]
    public static void Clear(Array array, int from, int length, EmulatorState state)
    {
        Array.Clear(array, from, length);
        state.Sized(length * Bytes(array, state) * CostTable.Instance.ClearedByte);
    }

    [Native("System.Array", "object Clone()", Allocates = true)]
    public static object Clone(Array array, EmulatorState state) => EmulatorState.Result(array.Clone(), state);

    /// <summary>The second argument stands for the array data of a field in the image.</summary>
    [Native("System.Runtime.CompilerServices.RuntimeHelpers", "static void InitializeArray(System.Array, System.RuntimeFieldHandle)")]
    public static void InitializeArray(Array array, int data, EmulatorState state) => state.CopyArrayData(array, data);

    private static int Bytes(Array array, EmulatorState state) => state.ElementSize(array.GetType().GetElementType()!).Bytes;
}
