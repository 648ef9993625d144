using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>Inputs and checksums of FORMAT.md section 6, written the obvious way.</summary>
public static class SelfTestVectors
{
    /// <summary>The values of a tensor made from a seed: one xorshift step an element.</summary>
    public static int[] Values(ReferenceShape shape, uint seed)
    {
        int[] values = new int[shape.Elements];
        uint x = seed;
        for (int i = 0; i < values.Length; i++)
        {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
            values[i] = shape.IsBits ? (int)(x >> 31) : (int)(x >> 24) & ((1 << shape.Format) - 1);
        }

        return values;
    }

    /// <summary>The CRC-32 of outputs as little-endian int32.</summary>
    public static uint Crc(int[] outputs)
    {
        uint crc = ~0u;
        foreach (int output in outputs)
        {
            for (int shift = 0; shift < 32; shift += 8)
            {
                crc ^= (uint)(output >> shift) & 0xff;
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
                }
            }
        }

        return ~crc;
    }

    /// <summary>The self-test whose input is made from <paramref name="seed"/>.</summary>
    public static SelfTestDefinition FromSeed(ModelDefinition model, uint seed) =>
        new(null, seed, OutputCrc(model, Values(ReferenceShape.OfModel(model)[0], seed)));

    /// <summary>The self-test with an input of its own.</summary>
    public static SelfTestDefinition FromInput(ModelDefinition model, int[] input) =>
        new(StoredTensor.Pack(ReferenceShape.OfModel(model)[0], input), 0, OutputCrc(model, input));

    private static uint OutputCrc(ModelDefinition model, int[] input) => Crc(ReferenceNetwork.Run(model, input)[^1]);
}
