namespace Edge.Naive;

/// <summary>From an accumulator to an output, for layers that are not requantized.</summary>
internal static class NaiveEpilogue
{
    public static void Store(NaiveLayer layer, int channel, int acc, byte[] output, int[] scores, int to)
    {
        if (layer.RawMultipliers != null)
        {
            scores[to] = (acc * layer.RawMultipliers[channel]) + layer.RawAddends[channel];
            return;
        }

        int count = 0;
        for (int k = 0; k < layer.Steps; k++)
        {
            if (acc >= layer.Thresholds[(channel * layer.Steps) + k])
            {
                count++;
            }
        }

        output[to] = layer.Levels == null ? (byte)count : layer.Levels[count];
    }
}
