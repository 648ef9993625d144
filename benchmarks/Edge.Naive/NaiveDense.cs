namespace Edge.Naive;

/// <summary>Weights [outputs, inputs] times an input vector, requantized.</summary>
internal static class NaiveDense
{
    public static void Run(NaiveLayer layer, byte[] input, byte[] output, int[] scores)
    {
        int inputs = layer.InputHeight * layer.InputWidth * layer.InputChannels;
        int outputs = layer.OutputChannels;
        sbyte[] weights = layer.Weights;
        int[] biases = layer.Biases;
        int[] multipliers = layer.Multipliers;
        long[] addends = layer.Addends;
        int shift = layer.Shift;
        int highest = layer.Highest;
        for (int o = 0; o < outputs; o++)
        {
            int acc = biases[o];
            for (int i = 0; i < inputs; i++)
            {
                acc += weights[(o * inputs) + i] * input[i];
            }

            if (multipliers == null)
            {
                NaiveEpilogue.Store(layer, o, acc, output, scores, o);
                continue;
            }

            long y = (((long)acc * multipliers[o]) + addends[o]) >> shift;
            output[o] = y < 0 ? (byte)0 : y > highest ? (byte)highest : (byte)y;
        }
    }
}
