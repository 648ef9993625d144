using Edge.Device.Kernels;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>The buffers of one output pixel that every network has, as long as the neediest layer wants: its inputs, its lane sums and accumulators.</summary>
internal static class RowBuffers
{
    /// <summary>Bytes of those that <see cref="Allocate"/> makes.</summary>
    public static long Bytes(Network network)
    {
        int channels = MostChannels(network.Program);
        return HeapSize.Array(BitWords(network), 8) + HeapSize.Array((channels + 3) >> 2, 8) + HeapSize.Array(channels, 4)
            + (HasPowers(network) ? DensePowers.TableBytes(channels) : 0);
    }

    /// <summary>Allocates all but the row: loading needs the accumulators.</summary>
    public static void Allocate(Network network)
    {
        int channels = MostChannels(network.Program);
        network.RowBits = new ulong[BitWords(network)];
        network.Lanes = new ulong[(channels + 3) >> 2];
        network.Accumulators = new int[channels];
    }

    private static bool HasPowers(Network network)
    {
        for (int plane = 0; plane < network.Planes.Length; plane += PlaneSlot.Stride)
        {
            if (network.Planes[plane + PlaneSlot.Encoding] == Format.EncodingPowers)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Bytes of a row for the file's layouts. Kernels read rows in whole words of up to 16 inputs, so there is room behind the longest one.</summary>
    public static int RowBytes(Network network)
    {
        int[] program = network.Program;
        int longest = 0;
        for (int at = 0; at < program.Length; at += LayerSlot.Stride)
        {
            int op = program[at + LayerSlot.Operator];
            bool gathers = op != Format.OperatorMaxPool && op != Format.OperatorAdd;
            bool bits = Variant.Choose(program, at, network.Planes) == Variant.MatrixBits;
            int row = !gathers ? 0 : bits ? Pixels(program, at) * PixelBytes(program, at) : Pixels(program, at) * program[at + LayerSlot.InputChannels];
            longest = row > longest ? row : longest;
        }

        return ((longest + 15) / 16 * 16) + 16;
    }

    private static int BitWords(Network network)
    {
        int[] program = network.Program;
        int longest = 0;
        for (int at = 0; at < program.Length; at += LayerSlot.Stride)
        {
            int variant = Variant.Choose(program, at, network.Planes);
            if (variant == Variant.MatrixBits || variant == Variant.MatrixMixed)
            {
                int words = ((Pixels(program, at) * PixelBytes(program, at)) + 7) >> 3;
                longest = words > longest ? words : longest;
            }
        }

        return longest;
    }

    private static int MostChannels(int[] program)
    {
        int most = 0;
        for (int at = 0; at < program.Length; at += LayerSlot.Stride)
        {
            int channels = program[at + LayerSlot.OutputChannels];
            most = channels > most ? channels : most;
        }

        return most;
    }

    // At most 2^28: the limit of operations covers one row of every layer that gathers.
    private static int Pixels(int[] program, int at)
    {
        return program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
    }

    private static int PixelBytes(int[] program, int at)
    {
        return (program[at + LayerSlot.InputChannels] + 7) >> 3;
    }
}
