using System.Text;

namespace Edge.Emulator.Runtime;

/// <summary>
/// Sizes on the managed heap of a 32-bit target: everything is made of blocks of 12 bytes (nf-interpreter a3e8139a1, Execution.cpp,
/// CLR_RT_HeapBlock_Array.cpp, CLR_RT_HeapBlock_String.cpp, CLR_RT_StackFrame.cpp; measured on the 32-bit POSIX build).
/// </summary>
public static class HeapLayout
{
    /// <summary>Bytes of one block.</summary>
    public const int Block = 12;

    /// <summary>The largest object that fits a heap cluster of 65,535 blocks beside the cluster's own header of 36 bytes.</summary>
    public const int LargestObject = (65_535 * Block) - 36;

    /// <summary>A delegate with one target; the compiler's ldftn makes it.</summary>
    public const int Delegate = 36;

    /// <summary>A literal each time ldstr is executed: a header that points into the assembly.</summary>
    public const int Literal = 12;

    /// <summary>A boxed primitive or enum.</summary>
    public const int BoxedPrimitive = 24;

    /// <summary>An exception of the class library.</summary>
    public const int Exception = 72;

    private const int ArrayHeader = 20;
    private const int FrameBlocks = 7;
    private const int FewestSlots = 10;
    private const int SpareSlots = 3;

    /// <summary>An object with that many fields, inherited ones included; each takes a block whatever its type.</summary>
    public static int Object(int fields) => Block * (1 + fields);

    /// <summary>An array whose elements take 1, 2, 4, 8 or (references, structs) 12 bytes.</summary>
    public static long Array(long length, int elementBytes) => Round(ArrayHeader + (length * elementBytes));

    /// <summary>A string made while running: UTF-8 with a terminating zero.</summary>
    public static long String(string text) => Round(Block + Encoding.UTF8.GetByteCount(text) + 1);

    /// <summary>A frame: arguments lie on the caller's stack.</summary>
    public static int Frame(int locals, int stack) => Block * (FrameBlocks + Math.Max(FewestSlots, locals + stack + SpareSlots));

    private static long Round(long bytes) => (bytes + Block - 1) / Block * Block;
}
