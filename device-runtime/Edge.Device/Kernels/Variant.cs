namespace Edge.Device.Kernels;

/// <summary>The ways to compute a layer. One is chosen for each layer while loading (<see cref="Choose"/>); a run dispatches on it by one switch.</summary>
internal static class Variant
{
    /// <summary>Dense or conv2d over gathered bytes: lane and byte encodings.</summary>
    public const int MatrixBytes = 0;

    /// <summary>Dense or conv2d over gathered bits: the bit-row encodings.</summary>
    public const int MatrixBits = 1;

    /// <summary>Dense or conv2d whose planes need both.</summary>
    public const int MatrixMixed = 2;

    public const int Depthwise = 3;
    public const int MaxPool = 4;
    public const int AveragePool = 5;
    public const int Add = 6;

    /// <summary>The best way for the layer at <paramref name="at"/>; its slots and planes are filled in and checked.</summary>
    public static int Choose(int[] program, int at, int[] planes)
    {
        switch (program[at + LayerSlot.Operator])
        {
            case Formats.Format.OperatorDepthwise:
                return Depthwise;
            case Formats.Format.OperatorMaxPool:
                return MaxPool;
            case Formats.Format.OperatorAveragePool:
                return AveragePool;
            case Formats.Format.OperatorAdd:
                return Add;
        }

        int first = program[at + LayerSlot.FirstPlane];
        int count = program[at + LayerSlot.Planes];
        int bits = 0;
        for (int i = 0; i < count; i++)
        {
            bits += planes[first + (i * PlaneSlot.Stride) + PlaneSlot.Encoding] >= Formats.Format.EncodingBitRows ? 1 : 0;
        }

        return bits == 0 ? MatrixBytes : bits == count ? MatrixBits : MatrixMixed;
    }
}
