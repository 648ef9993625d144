namespace Edge.Device.Kernels;

/// <summary>
/// Row lanes of 4-bit fields: one 64-bit word holds 4 inputs of four outputs, so that one multiply by an activation makes four products.
/// <code>
/// word   | lane 3: .. | lane 2 | lane 1 | lane 0: f3 f2 f1 f0 |
/// (word &gt;&gt; 4 j) &amp; 0x000F000F000F000FUL  ->  field j of all four lanes, times activation j
/// </code>
/// The lanes are 16 bits wide and are emptied into 32-bit accumulators before they can overflow.
/// </summary>
internal static class DenseLanes4
{
    /// <summary>acc[o] += (step * sum over k of field[o][k] * row[k] - zero * sum) &lt;&lt; shift, for all outputs.</summary>
    public static void Accumulate(int[] planes, int plane, ulong[] words, byte[] row, int inputs, int sum, ulong[] lanes, int[] accumulators, int outputs)
    {
        int groups = (outputs + 3) >> 2;
        int blocks = (inputs + 3) / 4;
        int flush = planes[plane + PlaneSlot.FlushBlocks];
        int step = planes[plane + PlaneSlot.Step];
        int shift = planes[plane + PlaneSlot.Shift];
        LaneSums.Begin(accumulators, outputs, planes[plane + PlaneSlot.Zero] * sum, shift);
        const ulong m = 0x000F000F000F000FUL;
        int word = 0;
        int block = 0;
        while (block < blocks)
        {
            int end = blocks - block > flush ? block + flush : blocks;
            for (; block < end; block++)
            {
                int k = block * 4;
                ulong a0 = row[k];
                ulong a1 = row[k + 1];
                ulong a2 = row[k + 2];
                ulong a3 = row[k + 3];

                // hot
                for (int g = 0; g < groups; g++)
                {
                    ulong w = words[word++];
                    lanes[g] += ((w & m) * a0) + (((w >> 4) & m) * a1) + (((w >> 8) & m) * a2) + (((w >> 12) & m) * a3);
                }
            }

            LaneSums.Flush(lanes, groups, accumulators, outputs, step, shift);
        }
    }
}
