namespace Edge.Device;

/// <summary>
/// Where a layer's numbers stand in <see cref="Network.Program"/>, <see cref="Stride"/> ints a layer. One array instead of objects: on the device an object
/// takes 12 bytes a field, and a field costs as much to read as an array element.
/// </summary>
internal static class LayerSlot
{
    public const int Operator = 0;
    public const int Input = 1;
    public const int Input2 = 2;
    public const int InputOffset = 3;
    public const int Input2Offset = 4;
    public const int OutputOffset = 5;

    public const int InputHeight = 6;
    public const int InputWidth = 7;
    public const int InputChannels = 8;
    public const int InputFormat = 9;
    public const int OutputHeight = 10;
    public const int OutputWidth = 11;
    public const int OutputChannels = 12;
    public const int OutputFormat = 13;

    public const int KernelHeight = 14;
    public const int KernelWidth = 15;
    public const int StrideHeight = 16;
    public const int StrideWidth = 17;
    public const int PadTop = 18;
    public const int PadLeft = 19;
    public const int PadBottom = 20;
    public const int PadRight = 21;
    public const int PadValue = 22;

    /// <summary>The multipliers of add stand where other operators have their kernel.</summary>
    public const int AddFirst = 14;
    public const int AddSecond = 15;

    public const int Epilogue = 23;
    public const int Argument = 24;
    public const int Count = 25;
    public const int Width = 26;
    public const int EpilogueOffset = 27;
    public const int LevelsOffset = 28;

    /// <summary>A layer whose epilogue became lines has no parameters in the file's width any more: there stands the kind of its lines, as <see cref="Epilogues.StepLine"/> numbers them.</summary>
    public const int LineKind = 26;

    public const int FirstPlane = 29;
    public const int Planes = 30;
    public const int Variant = 31;
    public const int Input2Format = 32;

    public const int Stride = 33;
}
