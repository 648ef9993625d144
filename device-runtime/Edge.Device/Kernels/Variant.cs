using Edge.Device.Kernels.Channels;
using Edge.Device.Kernels.Positions;
using Edge.Device.Kernels.Products;

namespace Edge.Device.Kernels;

/// <summary>
/// The ways to compute a layer. One is chosen for each layer while loading; a run dispatches on it by one switch. Numbers from <see cref="ConvPositions"/> on have a weight
/// layout of their own and stand for themselves in a file's hints (FORMAT.md section 3, field 7), so they keep their meaning for ever.
/// </summary>
public static class Variant
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

    /// <summary>Whatever the layer is, in native code.</summary>
    public const int Native = 15;

    /// <summary>Conv2d over neighbouring positions, with pair numbers made while loading.</summary>
    public const int ConvPositions = 16;

    /// <summary>The same for kernels with few inputs of 5 to 8 bits: tables by input row.</summary>
    public const int ConvRows = 17;

    /// <summary>Dense with ternary weights in the file's layout, and the ranges of its accumulators.</summary>
    public const int DenseTernary = 18;

    /// <summary>Dense with ternary or binary weights and activations of 1 or 2 bits, with two masks a weight.</summary>
    public const int DenseFields = 19;

    /// <summary>Depthwise 3 x 3 with ternary or binary weights: masks over neighbouring channels.</summary>
    public const int DepthwiseChannels = 20;

    /// <summary>Dense or conv2d with weights of 4 or 8 bits, or of several planes: products of two to four outputs a multiplication.</summary>
    public const int ProductLanes = 21;

    /// <summary>Add by a table of all pairs of values, where they have few bits.</summary>
    public const int AddTable = 22;

    /// <summary>Add with lines for its epilogue.</summary>
    public const int AddLine = 23;

    /// <summary>Conv2d of few inputs with weights of 4 or 8 bits: the same products, a pixel's inputs in locals.</summary>
    public const int ProductRows = 24;

    /// <summary>Ternary conv2d over neighbouring positions, with lists of the weights that are not 0.</summary>
    public const int ConvLists = 25;

    /// <summary>Depthwise conv2d of any kernel and weights, one integer a weight.</summary>
    public const int DepthwiseTaps = 26;

    /// <summary>Conv2d whose weights are powers of two, in the file's layout: shifts and additions shared by several positions.</summary>
    public const int PowerPositions = 27;

    /// <summary>Average pool by a table of its sums, where they are few.</summary>
    public const int AverageTable = 28;

    /// <summary>No derived layout.</summary>
    public const int None = -1;

    /// <summary>The hint that a layer runs best in the file's layout.</summary>
    public const int HintPlain = 1;

    /// <summary>The least part of a pass's lanes that must carry output positions for <see cref="ConvPositions"/> to pay.</summary>
    private const int LeastUsedPercent = 30;

    /// <summary>The best way for the layer at <paramref name="at"/>; its slots and planes are filled in and checked.</summary>
    internal static int Choose(int[] program, int at, int[] planes)
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
            bits += PlaneSlot.IsBits(planes[first + (i * PlaneSlot.Stride) + PlaneSlot.Encoding]) ? 1 : 0;
        }

        return bits == 0 ? MatrixBytes : bits == count ? MatrixBits : MatrixMixed;
    }

    /// <summary>
    /// The ways with a layout of their own, best first: <paramref name="choice"/> 0, 1, .. until <see cref="None"/>. <paramref name="hint"/> is the file's;
    /// a way it names comes first where it is possible.
    /// </summary>
    internal static int ChooseDerived(int[] program, int at, int[] planes, int hint, int choice)
    {
        if (hint == HintPlain)
        {
            return None;
        }

        if (program[at + LayerSlot.Operator] == Formats.Format.OperatorAdd)
        {
            bool table = Kernels.AddTable.Fits(program, at);
            return choice == 0 && table ? AddTable : choice == (table ? 1 : 0) && Kernels.AddLine.Fits(program, at) ? AddLine : None;
        }

        if (program[at + LayerSlot.Operator] == Formats.Format.OperatorAveragePool)
        {
            return choice == 0 && Kernels.AveragePool.FitsTable(program, at) ? AverageTable : None;
        }

        if (program[at + LayerSlot.Operator] == Formats.Format.OperatorDepthwise)
        {
            int fast = hint != DepthwiseTaps && IsTernary(program, at, planes) && FitsChannels(program, at) ? 1 : 0;
            return choice == fast ? DepthwiseTaps : choice < fast ? DepthwiseChannels : None;
        }

        if (!IsTernary(program, at, planes))
        {
            return ChooseProducts(program, at, planes, hint, choice);
        }

        int best = None;
        int second = None;
        if (program[at + LayerSlot.Operator] == Formats.Format.OperatorConv2d && FitsPositions(program, at))
        {
            best = ConvPositions;
            second = FitsRows(program, at) ? ConvRows : PositionShape.Lanes(program, at) == 8 && HasTwoBits(program, at, planes) && ListShape.Fits(program, at) ? ConvLists : None;
        }
        else if (program[at + LayerSlot.Operator] == Formats.Format.OperatorDense)
        {
            int format = program[at + LayerSlot.InputFormat];
            best = HasTwoBits(program, at, planes) ? DenseTernary : None;
            second = format == 1 || format == 2 ? DenseFields : None;
        }

        // The second is the faster one where both are possible.
        if (second != None && hint != best)
        {
            int other = best;
            best = second;
            second = other;
        }

        return choice == 0 ? best : choice == 1 ? second : None;
    }

    // Products are the fastest and take the most memory.
    private static int ChooseProducts(int[] program, int at, int[] planes, int hint, int choice)
    {
        bool powers = Kernels.PowerPositions.Lanes(program, at, planes) != 0;
        if (powers && hint == PowerPositions)
        {
            return choice == 0 ? PowerPositions : None;
        }

        int products = !FitsProducts(program, at, planes) ? 0 : hint != ProductLanes && FitsProductRows(program, at, planes) ? 2 : 1;
        return choice < products ? (choice == products - 1 ? ProductLanes : ProductRows) : choice == products && powers ? PowerPositions : None;
    }

    private static bool FitsPositions(int[] program, int at)
    {
        int format = program[at + LayerSlot.InputFormat];

        // Sums are 16 bits wide, and every weight adds at most one activation.
        if (format == Formats.Format.FormatBits || (long)PositionShape.Inputs(program, at) * ((1 << format) - 1) > 0xFFFF)
        {
            return false;
        }

        int blocks = PositionShape.BlocksPerRow(program, at) * program[at + LayerSlot.OutputHeight];
        long positions = (long)program[at + LayerSlot.OutputWidth] * program[at + LayerSlot.OutputHeight];
        long lanes = (long)((blocks + PositionShape.BlocksPerPass - 1) / PositionShape.BlocksPerPass) * PositionShape.BlocksPerPass * PositionShape.Lanes(program, at);
        return positions * 100 >= lanes * LeastUsedPercent;
    }

    private static bool FitsProducts(int[] program, int at, int[] planes)
    {
        int first = program[at + LayerSlot.FirstPlane];
        int count = program[at + LayerSlot.Planes];
        bool wide = count > 1;
        for (int i = 0; i < count; i++)
        {
            int encoding = planes[first + (i * PlaneSlot.Stride) + PlaneSlot.Encoding];
            if (PlaneSlot.IsBits(encoding))
            {
                return false;
            }

            wide |= encoding >= Formats.Format.EncodingLanes4;
        }

        return wide && program[at + LayerSlot.Operator] <= Formats.Format.OperatorConv2d && ProductShape.Lanes(program, at, planes) != 0;
    }

    private static bool FitsProductRows(int[] program, int at, int[] planes)
    {
        int output = program[at + LayerSlot.OutputFormat];
        return program[at + LayerSlot.Operator] == Formats.Format.OperatorConv2d && program[at + LayerSlot.InputFormat] != Formats.Format.FormatBits
            && output != Formats.Format.FormatBits && output != Formats.Format.FormatRaw
            && Products.ProductRows.Taps(ProductShape.Inputs(program, at)) != 0
            && program[at + LayerSlot.OutputChannels] >= Products.ProductRows.Lanes && ProductShape.Lanes(program, at, planes) == Products.ProductRows.Lanes;
    }

    private static bool FitsChannels(int[] program, int at)
    {
        int output = program[at + LayerSlot.OutputFormat];
        return program[at + LayerSlot.KernelHeight] == ChannelShape.Side && program[at + LayerSlot.KernelWidth] == ChannelShape.Side
            && program[at + LayerSlot.InputFormat] != Formats.Format.FormatBits && output != Formats.Format.FormatBits && output != Formats.Format.FormatRaw
            && ChannelShape.Lanes(program, at) != 0;
    }

    private static bool FitsRows(int[] program, int at)
    {
        return PositionShape.Lanes(program, at) == 4 && RowShape.Entries(program, at) <= RowShape.MostEntries;
    }

    private static bool HasTwoBits(int[] program, int at, int[] planes)
    {
        return planes[program[at + LayerSlot.FirstPlane] + PlaneSlot.Encoding] == Formats.Format.EncodingLanes2;
    }

    /// <summary>One plane whose weights are -1, 0, +1 or -1, +1, in lanes.</summary>
    private static bool IsTernary(int[] program, int at, int[] planes)
    {
        int plane = program[at + LayerSlot.FirstPlane];
        if (program[at + LayerSlot.Operator] > Formats.Format.OperatorDepthwise || program[at + LayerSlot.Planes] != 1 || planes[plane + PlaneSlot.Shift] != 0 || planes[plane + PlaneSlot.Zero] != 1)
        {
            return false;
        }

        int encoding = planes[plane + PlaneSlot.Encoding];
        return encoding == Formats.Format.EncodingLanes1
            ? planes[plane + PlaneSlot.Step] == 2
            : encoding == Formats.Format.EncodingLanes2 && planes[plane + PlaneSlot.Step] == 1 && planes[plane + PlaneSlot.Levels] <= 3;
    }
}
