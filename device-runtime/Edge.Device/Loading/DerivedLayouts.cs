using Edge.Device.Kernels;
using Edge.Device.Kernels.Positions;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Gives layers a layout of their own while the memory lasts, and allocates the working memory that the chosen kernels share.</summary>
internal sealed class DerivedLayouts
{
    /// <summary>What an array takes beside its elements.</summary>
    private const int ArrayHeader = 32;

    private readonly Network network;
    private readonly SectionReader sections;
    private long spare;

    // The largest need of any layer so far.
    private long ringWords;
    private long paddedBytes;
    private long sumWords;

    public DerivedLayouts(Network network, SectionReader sections, long spare)
    {
        this.network = network;
        this.sections = sections;
        this.spare = spare;
    }

    /// <summary>The layer's derived variant if it has one and its memory is there, which is then taken; else <see cref="Variant.None"/>.</summary>
    public int Choose(int[] program, int at)
    {
        if (Variant.ChooseDerived(program, at, network.Planes, program[at + LayerSlot.Variant]) != Variant.ConvPositions)
        {
            return Variant.None;
        }

        long ring = Larger(ringWords, PositionShape.RingWords(program, at));
        long padded = Larger(paddedBytes, PositionShape.PaddedBytes(program, at));
        long sums = Larger(sumWords, (long)program[at + LayerSlot.OutputChannels] * PositionShape.SumWords(program, at));
        long before = ScratchBytes(ringWords, paddedBytes, sumWords);
        int outputs = program[at + LayerSlot.OutputChannels];
        long pairBytes = PositionShape.PairBytes(PositionShape.Inputs(program, at), outputs);
        long fileBytes = WeightLoader.PlaneBytes(program, at, network.Planes, program[at + LayerSlot.FirstPlane]);
        long weights = pairBytes - fileBytes;
        long parameters = (outputs * 20L) + Epilogues.StepLine.TableBytes + (5 * ArrayHeader);
        long needed = weights + parameters + ScratchBytes(ring, padded, sums) - before;
        if (needed > spare || ring > int.MaxValue || padded > int.MaxValue || pairBytes > int.MaxValue)
        {
            return Variant.None;
        }

        spare -= needed;
        ringWords = ring;
        paddedBytes = padded;
        sumWords = sums;
        network.WeightBytes += weights;
        return Variant.ConvPositions;
    }

    /// <summary>Loads the weights of a layer in the layout of its chosen variant.</summary>
    public Status Load(int[] program, int layer, int variant)
    {
        int at = layer * LayerSlot.Stride;
        int plane = program[at + LayerSlot.FirstPlane];
        int outputs = program[at + LayerSlot.OutputChannels];
        int highest = (1 << program[at + LayerSlot.InputFormat]) - 1;
        byte[] numbers = new byte[(int)PositionShape.PairBytes(PositionShape.Inputs(program, at), outputs)];
        int[] positive = new int[outputs];
        int[] negative = new int[outputs];
        int encoding = network.Planes[plane + PlaneSlot.Encoding];
        Status status = PairLoader.Load(program, at, encoding, network.Planes[plane + PlaneSlot.Offset], sections, numbers, positive, negative);
        for (int o = 0; o < outputs; o++)
        {
            positive[o] = (positive[o] + negative[o]) * highest;
            negative[o] *= highest;
        }

        network.Pairs[layer] = numbers;
        network.Offsets[layer] = negative;
        LineLoader.Load(network, program, layer, positive, negative);
        return status;
    }

    /// <summary>Allocates what <see cref="Choose"/> took into account.</summary>
    public void AllocateScratch()
    {
        network.ScratchBytes = ScratchBytes(ringWords, paddedBytes, sumWords);
        if (ringWords == 0)
        {
            return;
        }

        network.PositionRing = new ulong[(int)ringWords];
        network.PaddedRow = new byte[(int)paddedBytes];
        network.PositionSums = new ulong[(int)sumWords];
        network.PositionInputs = new ulong[(2 * PositionShape.PairsPerChunk) + 1];
        network.Places = new int[PositionShape.BlocksPerPass * 8];
        network.PositionTables = new ulong[PositionShape.BlocksPerPass][];
        for (int b = 0; b < PositionShape.BlocksPerPass; b++)
        {
            network.PositionTables[b] = new ulong[PositionShape.TableWords];
        }
    }

    private static long ScratchBytes(long ring, long padded, long sums)
    {
        if (ring == 0)
        {
            return 0;
        }

        long tables = PositionShape.BlocksPerPass * ((PositionShape.TableWords * 8L) + ArrayHeader);
        long inputs = ((2 * PositionShape.PairsPerChunk) + 1) * 8L;
        return (8 * ring) + padded + (8 * sums) + tables + inputs + (PositionShape.BlocksPerPass * 32) + (6 * ArrayHeader);
    }

    private static long Larger(long a, long b)
    {
        return a > b ? a : b;
    }
}
