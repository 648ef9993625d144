namespace Edge.Train.Data;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014): a random sequence that is the same on every machine and every version of .NET,
/// and that can be started at any (seed, stream, index) without state from before.
/// </summary>
public struct SeededRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state;

    /// <param name="seed">The user's seed.</param>
    /// <param name="stream">What the numbers are for, so that two uses of one seed do not see the same numbers.</param>
    /// <param name="index">Epoch, image, layer: one sequence each.</param>
    public SeededRandom(long seed, long stream = 0, long index = 0)
    {
        state = Mix(Mix(Mix((ulong)seed + Golden) + (ulong)stream) + (ulong)index);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        state += Golden;
        return Mix(state);
    }

    /// <summary>Uniform in 0 .. bound - 1, without bias (multiply-and-reject, Lemire 2019).</summary>
    public int Next(int bound)
    {
        uint range = (uint)bound;
        uint reject = (uint)(-bound) % range;
        while (true)
        {
            ulong product = (NextBits() >> 32) * range;
            if ((uint)product >= reject)
            {
                return (int)(product >> 32);
            }
        }
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>0 .. count - 1 in random order (Fisher-Yates).</summary>
    public int[] Permutation(int count)
    {
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
        {
            int j = Next(i + 1);
            order[i] = order[j];
            order[j] = i;
        }

        return order;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
