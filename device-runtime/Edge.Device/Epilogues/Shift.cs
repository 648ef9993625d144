namespace Edge.Device.Epilogues;

/// <summary>y = clamp((acc + B) >> S) (FORMAT.md section 4, kind 2).</summary>
internal static class Shift
{
    public static void ToBytes(int[] accumulators, int[] addends, int step, int shift, int highest, int channels, byte[] target, int to)
    {
        int p = 0;
        for (int c = 0; c < channels; c++)
        {
            int y = (accumulators[c] + addends[p]) >> shift;
            target[to + c] = y < 0 ? (byte)0 : y > highest ? (byte)highest : (byte)y;
            p += step;
        }
    }
}
