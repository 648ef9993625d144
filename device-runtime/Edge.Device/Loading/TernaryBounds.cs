namespace Edge.Device.Loading;

/// <summary>Counts the weights of ternary row lanes, so that the range of every accumulator is known.</summary>
internal static class TernaryBounds
{
    /// <summary>
    /// positive[o] and negative[o] = how many of the <paramref name="inputs"/> weights of output o are +1 and -1. Two-bit fields, eight a lane:
    /// 0 is -1, 1 is 0, 2 is +1. False where a field is 3, which no honest file has.
    /// </summary>
    public static bool TryCount(ulong[] words, int inputs, int outputs, int[] positive, int[] negative)
    {
        int groups = (outputs + 3) >> 2;
        int last = (inputs - 1) >> 3;
        for (int o = 0; o < outputs; o++)
        {
            int lane = (o & 3) << 4;
            int plus = 0;
            int zero = 0;
            for (int block = 0; block <= last; block++)
            {
                int fields = (int)(words[(block * groups) + (o >> 2)] >> lane) & 0xFFFF;
                if (block == last)
                {
                    // What stands behind the last input counts nothing.
                    fields &= (1 << (2 * (inputs - (8 * last)))) - 1;
                }

                int high = (fields >> 1) & 0x5555;
                int low = fields & 0x5555;
                if ((high & low) != 0)
                {
                    return false;
                }

                plus += Bits(high);
                zero += Bits(low);
            }

            positive[o] = plus;
            negative[o] = inputs - plus - zero;
        }

        return true;
    }

    /// <summary>How many of the even bits of 16 are set.</summary>
    public static int Bits(int alternating)
    {
        int pairs = (alternating & 0x1111) + ((alternating >> 2) & 0x1111);
        return (pairs + (pairs >> 4) + (pairs >> 8) + (pairs >> 12)) & 0xF;
    }
}
