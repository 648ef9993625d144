namespace Edge.Naive;

/// <summary>Copies an image into a larger one whose border has a value of its own.</summary>
internal static class NaivePadding
{
    public static void Run(NaiveLayer layer, byte[] input, byte[] output)
    {
        int channels = layer.InputChannels;
        for (int i = 0; i < output.Length; i++)
        {
            output[i] = (byte)layer.PadValue;
        }

        for (int y = 0; y < layer.InputHeight; y++)
        {
            for (int x = 0; x < layer.InputWidth; x++)
            {
                for (int c = 0; c < channels; c++)
                {
                    output[((((y + layer.PadTop) * layer.OutputWidth) + x + layer.PadLeft) * channels) + c] = input[(((y * layer.InputWidth) + x) * channels) + c];
                }
            }
        }
    }
}
