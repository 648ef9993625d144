namespace Edge.Naive;

/// <summary>The weighted sum of two images, element by element.</summary>
internal static class NaiveAdd
{
    public static void Run(NaiveLayer layer, byte[] first, byte[] second, byte[] output, int[] scores)
    {
        int channels = layer.OutputChannels;
        int a = layer.First;
        int b = layer.Second;
        int[] multipliers = layer.Multipliers;
        long[] addends = layer.Addends;
        int shift = layer.Shift;
        int highest = layer.Highest;
        int count = layer.OutputHeight * layer.OutputWidth * channels;
        for (int i = 0; i < count; i++)
        {
            int acc = (a * first[i]) + (b * second[i]);
            if (multipliers == null)
            {
                NaiveEpilogue.Store(layer, i % channels, acc, output, scores, i);
                continue;
            }

            long y = (((long)acc * multipliers[i % channels]) + addends[i % channels]) >> shift;
            output[i] = y < 0 ? (byte)0 : y > highest ? (byte)highest : (byte)y;
        }
    }
}
