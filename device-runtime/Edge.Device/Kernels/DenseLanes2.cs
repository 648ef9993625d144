namespace Edge.Device.Kernels;

/// <summary>
/// Row lanes of 2-bit fields: one 64-bit word holds 8 inputs of four outputs, so that one multiply by an activation makes four products.
/// <code>
/// word   | lane 3: .. | lane 2 | lane 1 | lane 0: f7 f6 f5 f4 f3 f2 f1 f0 |
/// (word &gt;&gt; 2 j) &amp; 0x0003000300030003UL  ->  field j of all four lanes, times activation j
/// </code>
/// The lanes are 16 bits wide and are emptied into 32-bit accumulators before they can overflow.
/// </summary>
internal static class DenseLanes2
{
    /// <summary>acc[o] += (step * sum over k of field[o][k] * row[k] - zero * sum) &lt;&lt; shift, for all outputs.</summary>
    public static void Accumulate(int[] planes, int plane, ulong[] words, byte[] row, int inputs, int sum, ulong[] lanes, int[] accumulators, int outputs)
    {
        int groups = (outputs + 3) >> 2;
        int blocks = (inputs + 7) / 8;
        int flush = planes[plane + PlaneSlot.FlushBlocks];
        int step = planes[plane + PlaneSlot.Step];
        int shift = planes[plane + PlaneSlot.Shift];
        LaneSums.Begin(accumulators, outputs, planes[plane + PlaneSlot.Zero] * sum, shift);
        const ulong m = 0x0003000300030003UL;
        int word = 0;
        int block = 0;
        while (block < blocks)
        {
            int end = blocks - block > flush ? block + flush : blocks;
            for (; block < end; block++)
            {
                int k = block * 8;
                ulong a0 = row[k];
                ulong a1 = row[k + 1];
                ulong a2 = row[k + 2];
                ulong a3 = row[k + 3];
                ulong a4 = row[k + 4];
                ulong a5 = row[k + 5];
                ulong a6 = row[k + 6];
                ulong a7 = row[k + 7];

                // hot
                for (int g = 0; g < groups; g++)
                {
                    ulong w = words[word++];
                    lanes[g] += ((w & m) * a0) + (((w >> 2) & m) * a1) + (((w >> 4) & m) * a2) + (((w >> 6) & m) * a3)
                        + (((w >> 8) & m) * a4) + (((w >> 10) & m) * a5) + (((w >> 12) & m) * a6) + (((w >> 14) & m) * a7);
                }
            }

            LaneSums.Flush(lanes, groups, accumulators, outputs, step, shift);
        }
    }
}
