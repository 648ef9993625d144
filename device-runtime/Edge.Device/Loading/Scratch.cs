using Edge.Device.Kernels;
using Edge.Device.Kernels.Channels;
using Edge.Device.Kernels.Positions;
using Edge.Device.Kernels.Products;

namespace Edge.Device.Loading;

/// <summary>The working memory that all kernels share: for each array the largest length that any layer needs.</summary>
internal sealed class Scratch
{
    private const int Row = 0;
    private const int Sums = 1;
    private const int Inputs = 2;
    private const int Places = 3;
    private const int BlockTables = 4;
    private const int BlockWords = 5;
    private const int RowTables = 6;
    private const int RowWords = 7;
    private const int Kinds = 8;

    private readonly Network network;
    private readonly long[] lengths = new long[Kinds];
    private readonly long[] before = new long[Kinds];

    /// <summary>What the kernels for the file's layouts need.</summary>
    public Scratch(Network network)
    {
        this.network = network;
        lengths[Row] = RowBuffers.RowBytes(network);
    }

    /// <summary>Adds what a layer needs; returns by how many bytes the whole grows. Lengths no array can have count as more than any limit.</summary>
    public long Grow(int[] program, int at, int variant)
    {
        long bytes = Bytes();
        for (int i = 0; i < Kinds; i++)
        {
            before[i] = lengths[i];
        }

        int outputs = program[at + LayerSlot.OutputChannels];
        switch (variant)
        {
            case Variant.DenseFields:
                Need(Sums, DenseFields.Words(PositionShape.Inputs(program, at)));
                break;
            case Variant.DepthwiseChannels:
                Need(RowTables, ChannelShape.Side);
                Need(RowWords, ChannelShape.RowWords(program, at));
                break;
            case Variant.ProductLanes:
                Need(Sums, ProductShape.Groups(outputs, ProductShape.Lanes(program, at, network.Planes)));
                break;
            case Variant.ProductRows:
                // Without a line the layer takes the other layout.
                Need(Sums, ProductShape.Groups(outputs, ProductRows.Lanes));
                Need(Row, ProductRows.RowBytes(program, at) * program[at + LayerSlot.KernelHeight]);
                Need(Places, ProductRows27.Taps);
                break;
            case Variant.ConvRows:
            case Variant.ConvPositions:
            case Variant.ConvLists:
                Need(Row, PositionShape.PaddedBytes(program, at));
                Need(Sums, (long)outputs * PositionShape.SumWords(program, at));
                GrowTables(program, at, variant);
                break;
            case Variant.PowerPositions:
                Need(Inputs, PositionShape.Inputs(program, at));
                break;
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

    private void GrowTables(int[] program, int at, int variant)
    {
        if (variant == Variant.ConvRows)
        {
            Need(Inputs, PositionShape.RowInputs(program, at));
            Need(RowTables, PositionShape.BlocksPerRow(program, at));
            Need(RowWords, RowShape.Entries(program, at));
            Need(Places, PositionShape.BlocksPerPass * 4);
            return;
        }

        Need(Places, PositionShape.BlocksPerPass * 8);
        Need(BlockTables, PositionShape.BlocksPerPass);
        if (variant == Variant.ConvLists)
        {
            Need(BlockWords, ListShape.TableInputs(program, at) + 1L);
            return;
        }

        Need(BlockWords, PositionShape.TableWords);
        Need(Inputs, (2 * PositionShape.PairsPerChunk) + 1);
    }

    /// <summary>Takes back the last <see cref="Grow"/>.</summary>
    public void Undo()
    {
        for (int i = 0; i < Kinds; i++)
        {
            lengths[i] = before[i];
        }
    }

    public void Allocate()
    {
        network.ScratchBytes = Bytes();
        network.Row = new byte[(int)lengths[Row]];
        network.Sums = new ulong[(int)lengths[Sums]];
        network.PositionInputs = new ulong[(int)lengths[Inputs]];
        network.Places = new int[(int)lengths[Places]];
        network.Tables = new ulong[Tables()][];
        for (int i = 0; i < network.Tables.Length; i++)
        {
            network.Tables[i] = new ulong[(int)TableWords(i)];
        }
    }

    private int Tables()
    {
        return (int)(lengths[BlockTables] > lengths[RowTables] ? lengths[BlockTables] : lengths[RowTables]);
    }

    private long TableWords(int table)
    {
        long words = table < lengths[BlockTables] ? lengths[BlockWords] : 0;
        return table < lengths[RowTables] && lengths[RowWords] > words ? lengths[RowWords] : words;
    }

    private void Need(int kind, long length)
    {
        if (length > lengths[kind])
        {
            lengths[kind] = length;
        }
    }

    /// <summary>Bytes of all arrays.</summary>
    public long Bytes()
    {
        long bytes = RowBuffers.Bytes(network) + HeapSize.Array(lengths[Row], 1) + HeapSize.Array(lengths[Sums], 8) + HeapSize.Array(lengths[Inputs], 8)
            + HeapSize.Array(lengths[Places], 4) + HeapSize.Array(Tables(), HeapSize.Reference);
        for (int i = 0; i < Tables(); i++)
        {
            bytes += HeapSize.Array(TableWords(i), 8);
        }

        return bytes;
    }
}
