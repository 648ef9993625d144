namespace Edge.Device.Kernels.Products;

/// <summary>The sizes behind <see cref="ProductLanes"/>, in one place for the loader and the kernel.</summary>
internal static class ProductShape
{
    /// <summary>Inputs that share an addition to the lanes; what is left at the end is another block, or a short one of at most <see cref="Tail"/>.</summary>
    public const int Block = 16;
    public const int Tail = 9;

    /// <summary>Outputs in a word: four, three or two, as wide as the accumulators' range may be; 0 where two do not fit.</summary>
    public static int Lanes(int[] program, int at, int[] planes)
    {
        long range = Range(program, at, planes);
        return range <= 0xFFFF ? 4 : range < 1 << 21 ? 3 : range <= int.MaxValue ? 2 : 0;
    }

    /// <summary>Bits from one lane to the next.</summary>
    public static int LaneBits(int lanes)
    {
        return lanes == 3 ? 21 : 64 / lanes;
    }

    public static int Inputs(int[] program, int at)
    {
        return program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth] * program[at + LayerSlot.InputChannels];
    }

    public static int Groups(int outputs, int lanes)
    {
        return (outputs + lanes - 1) / lanes;
    }

    /// <summary>Whole blocks, the last one filled with weights of 0 where it is too long for a short one.</summary>
    public static int Blocks(int inputs)
    {
        return (inputs + Block - Tail - 1) / Block;
    }

    public static bool HasTail(int inputs)
    {
        return inputs > Blocks(inputs) * Block;
    }

    /// <summary>Words of all columns for one group of outputs.</summary>
    public static int Columns(int inputs)
    {
        return (Blocks(inputs) * Block) + (HasTail(inputs) ? Tail : 0);
    }

    /// <summary>Bytes of all words in the layout of a variant.</summary>
    public static long WeightBytes(int[] program, int at, int[] planes, int variant)
    {
        int inputs = Inputs(program, at);
        int columns = variant == Variant.ProductRows ? ProductRows.Taps(inputs) : Columns(inputs);
        return 8L * columns * Groups(program[at + LayerSlot.OutputChannels], Lanes(program, at, planes));
    }

    /// <summary>No choice of fields gives an accumulator a wider range than this, nor one farther from 0.</summary>
    public static long Range(int[] program, int at, int[] planes)
    {
        int format = program[at + LayerSlot.InputFormat];
        long range = 0;
        int plane = program[at + LayerSlot.FirstPlane];
        for (int i = 0; i < program[at + LayerSlot.Planes]; i++)
        {
            long low = planes[plane + PlaneSlot.Zero];
            long high = planes[plane + PlaneSlot.Encoding] == Formats.Format.EncodingPowers
                ? PlaneSlot.LargestPower(planes[plane + PlaneSlot.Levels])
                : (planes[plane + PlaneSlot.Step] * (planes[plane + PlaneSlot.Levels] - 1L)) - low;
            range += (high > low ? high : low) << planes[plane + PlaneSlot.Shift];
            plane += PlaneSlot.Stride;
        }

        range *= format == Formats.Format.FormatBits ? 1 : (1 << format) - 1;
        return range > int.MaxValue ? range : range * Inputs(program, at);
    }
}
