namespace Edge.Device.Kernels;

/// <summary>
/// Row lanes of 2-bit fields: one 64-bit word holds 8 inputs of four outputs, so that one multiply by an activation makes four products.
/// <code>
/// word   | lane 3: .. | lane 2 | lane 1 | lane 0: f7 f6 f5 f4 f3 f2 f1 f0 |
/// (word &gt;&gt; 2 j) &amp; 0x0003000300030003UL  ->  field j of all four lanes, times activation j
/// </code>
/// 4 words of the same outputs share one addition to the lanes. The lanes are 16 bits wide and are emptied into 32-bit accumulators before they can overflow.
/// </summary>
internal static class DenseLanes2
{
    /// <summary>acc[o] += (step * sum over k of field[o][k] * row[k] - zero * sum over k of row[k]) &lt;&lt; shift, for all outputs.</summary>
    public static void Accumulate(int[] planes, int plane, ulong[] words, byte[] row, int inputs, ulong[] lanes, int[] accumulators, int outputs)
    {
        int groups = (outputs + 3) >> 2;
        int blocks = (inputs + 7) / 8;
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
        ulong m = 0x0003000300030003UL;
        int k = block * 8;
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
            ulong a16 = row[k + 16];
            ulong a17 = row[k + 17];
            ulong a18 = row[k + 18];
            ulong a19 = row[k + 19];
            ulong a20 = row[k + 20];
            ulong a21 = row[k + 21];
            ulong a22 = row[k + 22];
            ulong a23 = row[k + 23];
            ulong a24 = row[k + 24];
            ulong a25 = row[k + 25];
            ulong a26 = row[k + 26];
            ulong a27 = row[k + 27];
            ulong a28 = row[k + 28];
            ulong a29 = row[k + 29];
            ulong a30 = row[k + 30];
            ulong a31 = row[k + 31];
            sum += a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11 + a12 + a13 + a14 + a15
                + a16 + a17 + a18 + a19 + a20 + a21 + a22 + a23 + a24 + a25 + a26 + a27 + a28 + a29 + a30 + a31;
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
                lanes[g] += ((w0 & m) * a0) + (((w0 >> 2) & m) * a1) + (((w0 >> 4) & m) * a2) + (((w0 >> 6) & m) * a3)
                    + (((w0 >> 8) & m) * a4) + (((w0 >> 10) & m) * a5) + (((w0 >> 12) & m) * a6) + (((w0 >> 14) & m) * a7)
                    + ((w1 & m) * a8) + (((w1 >> 2) & m) * a9) + (((w1 >> 4) & m) * a10) + (((w1 >> 6) & m) * a11)
                    + (((w1 >> 8) & m) * a12) + (((w1 >> 10) & m) * a13) + (((w1 >> 12) & m) * a14) + (((w1 >> 14) & m) * a15)
                    + ((w2 & m) * a16) + (((w2 >> 2) & m) * a17) + (((w2 >> 4) & m) * a18) + (((w2 >> 6) & m) * a19)
                    + (((w2 >> 8) & m) * a20) + (((w2 >> 10) & m) * a21) + (((w2 >> 12) & m) * a22) + (((w2 >> 14) & m) * a23)
                    + ((w3 & m) * a24) + (((w3 >> 2) & m) * a25) + (((w3 >> 4) & m) * a26) + (((w3 >> 6) & m) * a27)
                    + (((w3 >> 8) & m) * a28) + (((w3 >> 10) & m) * a29) + (((w3 >> 12) & m) * a30) + (((w3 >> 14) & m) * a31);
            }

            k += 32;
            word += 4 * groups;
        }

        for (; block < end; block++)
        {
            ulong a0 = row[k];
            ulong a1 = row[k + 1];
            ulong a2 = row[k + 2];
            ulong a3 = row[k + 3];
            ulong a4 = row[k + 4];
            ulong a5 = row[k + 5];
            ulong a6 = row[k + 6];
            ulong a7 = row[k + 7];
            sum += a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7;
            for (int g = 0; g < groups; g++)
            {
                ulong w = words[word++];
                lanes[g] += ((w & m) * a0) + (((w >> 2) & m) * a1) + (((w >> 4) & m) * a2) + (((w >> 6) & m) * a3)
                    + (((w >> 8) & m) * a4) + (((w >> 10) & m) * a5) + (((w >> 12) & m) * a6) + (((w >> 14) & m) * a7);
            }

            k += 8;
        }

        return (int)sum;
    }
}
