namespace Edge.Device.Kernels;

/// <summary>
/// Row lanes of 1-bit fields: one 64-bit word holds 16 inputs of four outputs, so that one multiply by an activation makes four products.
/// <code>
/// word   | lane 3: .. | lane 2 | lane 1 | lane 0: f15 f14 .. f0 |
/// (word &gt;&gt; 1 j) &amp; 0x0001000100010001UL  ->  field j of all four lanes, times activation j
/// </code>
/// The lanes are 16 bits wide and are emptied into 32-bit accumulators before they can overflow.
/// </summary>
internal static class DenseLanes1
{
    /// <summary>acc[o] += (step * sum over k of field[o][k] * row[k] - zero * sum) &lt;&lt; shift, for all outputs.</summary>
    public static void Accumulate(int[] planes, int plane, ulong[] words, byte[] row, int inputs, int sum, ulong[] lanes, int[] accumulators, int outputs)
    {
        int groups = (outputs + 3) >> 2;
        int blocks = (inputs + 15) / 16;
        int flush = planes[plane + PlaneSlot.FlushBlocks];
        int step = planes[plane + PlaneSlot.Step];
        int shift = planes[plane + PlaneSlot.Shift];
        LaneSums.Begin(accumulators, outputs, planes[plane + PlaneSlot.Zero] * sum, shift);
        const ulong m = 0x0001000100010001UL;
        int word = 0;
        int block = 0;
        while (block < blocks)
        {
            int end = blocks - block > flush ? block + flush : blocks;
            for (; block < end; block++)
            {
                int k = block * 16;
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

                // hot
                for (int g = 0; g < groups; g++)
                {
                    ulong w = words[word++];
                    lanes[g] += ((w & m) * a0) + (((w >> 1) & m) * a1) + (((w >> 2) & m) * a2) + (((w >> 3) & m) * a3)
                        + (((w >> 4) & m) * a4) + (((w >> 5) & m) * a5) + (((w >> 6) & m) * a6) + (((w >> 7) & m) * a7)
                        + (((w >> 8) & m) * a8) + (((w >> 9) & m) * a9) + (((w >> 10) & m) * a10) + (((w >> 11) & m) * a11)
                        + (((w >> 12) & m) * a12) + (((w >> 13) & m) * a13) + (((w >> 14) & m) * a14) + (((w >> 15) & m) * a15);
                }
            }

            LaneSums.Flush(lanes, groups, accumulators, outputs, step, shift);
        }
    }
}
