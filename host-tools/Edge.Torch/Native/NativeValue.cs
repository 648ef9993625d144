using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>What a <see cref="NativeValue"/> holds; EdgeTag in edge_torch.h.</summary>
internal enum ValueTag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    TensorList = 6,
    OptionalTensors = 7,
    Generator = 8,
    String = 9,
}

/// <summary>One argument or result as it crosses into C++; EdgeValue in edge_torch.h, 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public ValueTag Tag;
    public int Length;
    public long Bits;
}

/// <summary>EdgeTensorInfo in edge_torch.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TensorInfo
{
    public long Elements;
    public long OwnedBytes;
    public int Dimensions;
    public torch.ScalarType ScalarType;
    private readonly byte padding0;
    private readonly short padding1;
}
