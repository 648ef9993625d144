using Edge.Device.Kernels;
using Edge.Device.Kernels.Channels;
using Edge.Device.Kernels.Positions;
using Edge.Device.Kernels.Products;

namespace Edge.Device.Loading;

/// <summary>The working memory that kernels with derived layouts share: for each array the largest length that any layer needs.</summary>
internal sealed class Scratch
{
    /// <summary>What an array takes beside its elements.</summary>
    public const int ArrayHeader = 32;

    private const int Ring = 0;
    private const int Padded = 1;
    private const int Sums = 2;
    private const int PairTables = 3;
    private const int RowTables = 4;
    private const int RowTableWords = 5;
    private const int PairTableWords = 6;
    private const int Kinds = 7;

    private readonly long[] lengths = new long[Kinds];
    private readonly long[] before = new long[Kinds];

    /// <summary>Adds what a layer needs; returns by how many bytes the whole grows. Lengths no array can have count as more than any limit.</summary>
    public long Grow(int[] program, int at, int variant)
    {
        long bytes = Bytes();
        for (int i = 0; i < Kinds; i++)
        {
            before[i] = lengths[i];
        }

        if (variant == Variant.AddTable || variant == Variant.AddLine || variant == Variant.DepthwiseTaps)
        {
            return 0;
        }

        if (variant == Variant.DenseFields)
        {
            Need(Ring, DenseFields.Words(PositionShape.Inputs(program, at)));
        }
        else if (variant == Variant.DepthwiseChannels)
        {
            Need(Ring, 1);
            Need(RowTables, ChannelShape.Side);
            Need(RowTableWords, ChannelShape.RowWords(program, at));
        }
        else if (variant == Variant.ProductLanes || variant == Variant.ProductRows)
        {
            Need(Ring, 1);
            Need(Padded, variant == Variant.ProductRows ? ProductRows.RowBytes(program, at) * program[at + LayerSlot.KernelHeight] : 0);
            Need(Sums, program[at + LayerSlot.OutputChannels]);
        }
        else if (variant != Variant.DenseTernary)
        {
            Need(Padded, PositionShape.PaddedBytes(program, at));
            Need(Sums, (long)program[at + LayerSlot.OutputChannels] * PositionShape.SumWords(program, at));
        }

        if (variant == Variant.ConvRows)
        {
            Need(Ring, (long)PositionShape.BlocksPerRow(program, at) * PositionShape.RowInputs(program, at));
            Need(RowTables, PositionShape.BlocksPerRow(program, at));
            Need(RowTableWords, RowShape.Entries(program, at));
        }
        else if (variant == Variant.ConvPositions || variant == Variant.ConvLists)
        {
            Need(PairTableWords, variant == Variant.ConvLists ? ListShape.TableWords : PositionShape.TableWords);
            Need(Ring, PositionShape.RingWords(program, at));
            Need(PairTables, PositionShape.BlocksPerPass);
        }

        for (int i = 0; i < Kinds; i++)
        {
            if (lengths[i] > int.MaxValue / 8)
            {
                return long.MaxValue / 2;
            }
        }

        return Bytes() - bytes;
    }

    /// <summary>Takes back the last <see cref="Grow"/>.</summary>
    public void Undo()
    {
        for (int i = 0; i < Kinds; i++)
        {
            lengths[i] = before[i];
        }
    }

    public void Allocate(Network network)
    {
        network.ScratchBytes = Bytes();
        if (lengths[Ring] == 0)
        {
            return;
        }

        network.PositionRing = new ulong[(int)lengths[Ring]];
        network.PaddedRow = new byte[(int)lengths[Padded]];
        network.PositionSums = new ulong[(int)lengths[Sums]];
        network.PositionInputs = new ulong[(2 * PositionShape.PairsPerChunk) + 1];
        network.Places = new int[PositionShape.BlocksPerPass * 8];
        network.PositionTables = Tables((int)lengths[PairTables], (int)lengths[PairTableWords]);
        network.RowTables = Tables((int)lengths[RowTables], (int)lengths[RowTableWords]);
    }

    private static ulong[][] Tables(int count, int words)
    {
        ulong[][] tables = new ulong[count][];
        for (int i = 0; i < count; i++)
        {
            tables[i] = new ulong[words];
        }

        return tables;
    }

    private void Need(int kind, long length)
    {
        if (length > lengths[kind])
        {
            lengths[kind] = length;
        }
    }

    private long Bytes()
    {
        if (lengths[Ring] == 0)
        {
            return 0;
        }

        long tables = (lengths[PairTables] * ((lengths[PairTableWords] * 8) + ArrayHeader)) + (lengths[RowTables] * ((lengths[RowTableWords] * 8) + ArrayHeader));
        long inputs = ((2 * PositionShape.PairsPerChunk) + 1) * 8L;
        return (8 * lengths[Ring]) + lengths[Padded] + (8 * lengths[Sums]) + tables + inputs + (PositionShape.BlocksPerPass * 32) + (7 * ArrayHeader);
    }
}
