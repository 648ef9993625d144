namespace Edge.Device.Epilogues;

/// <summary>The epilogue of <see cref="StepLine"/> for accumulators that are never negative, one 64-bit line each.</summary>
internal static class AccumulatorLine
{
    /// <summary>target[to + c] = table[(acc[c] * M[c] + B[c]) >> 54].</summary>
    public static void Apply(int[] accumulators, ulong[] multipliers, ulong[] addends, byte[] table, byte[] target, int to, int channels)
    {
        for (int c = 0; c < channels; c++)
        {
            target[to + c] = table[(int)(((multipliers[c] * (ulong)accumulators[c]) + addends[c]) >> StepLine.WideIndexShift)];
        }
    }
}
