namespace Edge.Device.Kernels;

/// <summary>
/// Row lanes of 4-bit fields: one 64-bit word holds 4 inputs of four outputs, so that one multiply by an activation makes four products.
/// <code>
/// word   | lane 3: .. | lane 2 | lane 1 | lane 0: f3 f2 f1 f0 |
/// (word &gt;&gt; 4 j) &amp; 0x000F000F000F000FUL  ->  field j of all four lanes, times activation j
/// </code>
/// 4 words of the same outputs share one addition to the lanes. The lanes are 16 bits wide and are emptied into 32-bit accumulators before they can overflow.
/// </summary>
internal static class DenseLanes4
{
    /// <summary>acc[o] += (step * sum over k of field[o][k] * row[k] - zero * sum over k of row[k]) &lt;&lt; shift, for all outputs.</summary>
    public static void Accumulate(int[] planes, int plane, ulong[] words, byte[] row, int inputs, ulong[] lanes, int[] accumulators, int outputs)
    {
        int groups = (outputs + 3) >> 2;
        int blocks = (inputs + 3) / 4;
        int flush = planes[plane + PlaneSlot.FlushBlocks];
        for (int block = 0; block < blocks; block += flush)
        {
            int end = blocks - block > flush ? block + flush : blocks;
            int sum = AddBlocks(words, row, block, end, groups, lanes);
            LaneSums.Flush(
                lanes, accumulators, outputs, planes[plane + PlaneSlot.Step], planes[plane + PlaneSlot.Zero] * sum, planes[plane + PlaneSlot.Shift]);
        }
    }

    /// <summary>lanes[g] += products of the blocks from <paramref name="block"/> to <paramref name="end"/>; returns the sum of their inputs.</summary>
    public static int AddBlocks(ulong[] words, byte[] row, int block, int end, int groups, ulong[] lanes)
    {
        ulong m = 0x000F000F000F000FUL;
        int k = block * 4;
        int word = block * groups;
        ulong sum = 0;
        for (; block + 4 <= end; block += 4)
        {
            ulong a0 = row[k];
            ulong a1 = row[k + 1];
            ulong a2 = row[k + 2];
            ulong a3 = row[k + 3];
            ulong a4 = row[k + 4];
            ulong a5 = row[k + 5];
            ulong a6 = row[k + 6];
            ulong a7 = row[k + 7];
            ulong a8 = row[k + 8];
            ulong a9 = row[k + 9];
            ulong a10 = row[k + 10];
            ulong a11 = row[k + 11];
            ulong a12 = row[k + 12];
            ulong a13 = row[k + 13];
            ulong a14 = row[k + 14];
            ulong a15 = row[k + 15];
            sum += a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11 + a12 + a13 + a14 + a15;
            int word1 = word + groups;
            int word2 = word1 + groups;
            int word3 = word2 + groups;

            // hot
            for (int g = 0; g < groups; g++)
            {
                ulong w0 = words[word + g];
                ulong w1 = words[word1 + g];
                ulong w2 = words[word2 + g];
                ulong w3 = words[word3 + g];
                lanes[g] += ((w0 & m) * a0) + (((w0 >> 4) & m) * a1) + (((w0 >> 8) & m) * a2) + (((w0 >> 12) & m) * a3)
                    + ((w1 & m) * a4) + (((w1 >> 4) & m) * a5) + (((w1 >> 8) & m) * a6) + (((w1 >> 12) & m) * a7)
                    + ((w2 & m) * a8) + (((w2 >> 4) & m) * a9) + (((w2 >> 8) & m) * a10) + (((w2 >> 12) & m) * a11)
                    + ((w3 & m) * a12) + (((w3 >> 4) & m) * a13) + (((w3 >> 8) & m) * a14) + (((w3 >> 12) & m) * a15);
            }

            k += 16;
            word += 4 * groups;
        }

        for (; block < end; block++)
        {
            ulong a0 = row[k];
            ulong a1 = row[k + 1];
            ulong a2 = row[k + 2];
            ulong a3 = row[k + 3];
            sum += a0 + a1 + a2 + a3;
            for (int g = 0; g < groups; g++)
            {
                ulong w = words[word++];
                lanes[g] += ((w & m) * a0) + (((w >> 4) & m) * a1) + (((w >> 8) & m) * a2) + (((w >> 12) & m) * a3);
            }

            k += 4;
        }

        return (int)sum;
    }
}
