namespace Edge.Naive;

/// <summary>Reads a network from a block of little-endian integers: the number of layers, then each layer's fields in the order of <see cref="NaiveLayer"/>, arrays after their length (-1: none).</summary>
public sealed class NaiveReader
{
    private readonly byte[] block;
    private int at;

    private NaiveReader(byte[] block)
    {
        this.block = block;
    }

    public static NaiveNetwork Read(byte[] block)
    {
        var reader = new NaiveReader(block);
        NaiveLayer[] layers = new NaiveLayer[reader.Int()];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = reader.Layer();
        }

        return new NaiveNetwork(layers);
    }

    private NaiveLayer Layer()
    {
        var layer = new NaiveLayer();
        layer.Operator = Int();
        layer.Input = Int();
        layer.Input2 = Int();
        layer.InputHeight = Int();
        layer.InputWidth = Int();
        layer.InputChannels = Int();
        layer.OutputHeight = Int();
        layer.OutputWidth = Int();
        layer.OutputChannels = Int();
        layer.KernelHeight = Int();
        layer.KernelWidth = Int();
        layer.StrideHeight = Int();
        layer.StrideWidth = Int();
        layer.PadTop = Int();
        layer.PadLeft = Int();
        layer.PadValue = Int();
        layer.First = Int();
        layer.Second = Int();
        layer.Weights = SignedBytes();
        layer.Biases = Ints();
        layer.Multipliers = Ints();
        layer.Addends = Longs();
        layer.Shift = Int();
        layer.Highest = Int();
        layer.Thresholds = Ints();
        layer.Steps = Int();
        layer.Levels = Bytes();
        layer.RawMultipliers = Ints();
        layer.RawAddends = Ints();
        return layer;
    }

    private int Int()
    {
        at += 4;
        return block[at - 4] | (block[at - 3] << 8) | (block[at - 2] << 16) | (block[at - 1] << 24);
    }

    private int[] Ints()
    {
        int count = Int();
        int[] values = count < 0 ? null : new int[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Int();
        }

        return values;
    }

    private long[] Longs()
    {
        int count = Int();
        long[] values = count < 0 ? null : new long[count];
        for (int i = 0; i < count; i++)
        {
            long low = Int() & 0xFFFFFFFFL;
            values[i] = low | ((long)Int() << 32);
        }

        return values;
    }

    private byte[] Bytes()
    {
        int count = Int();
        byte[] values = count < 0 ? null : new byte[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = block[at++];
        }

        return values;
    }

    private sbyte[] SignedBytes()
    {
        int count = Int();
        sbyte[] values = count < 0 ? null : new sbyte[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = (sbyte)block[at++];
        }

        return values;
    }
}
