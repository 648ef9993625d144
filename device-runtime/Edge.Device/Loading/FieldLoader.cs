using Edge.Device.Kernels;

namespace Edge.Device.Loading;

/// <summary>Makes the masks of <see cref="DenseFields"/>: for each output and each 32 inputs a word s and a word m, two bits an input.</summary>
internal static class FieldLoader
{
    /// <summary>Fills <paramref name="words"/> with all weights of <paramref name="reader"/>.</summary>
    public static void Load(TernaryReader reader, int inputs, ulong[] words)
    {
        int rowWords = 2 * DenseFields.Words(inputs);
        while (reader.Next())
        {
            for (int i = 0; i < reader.Count; i++)
            {
                int weight = reader.Take();
                int k = reader.Input + i;
                int at = (reader.Output * rowWords) + (k / DenseFields.WordInputs * 2);
                ulong field = 3UL << (2 * (k % DenseFields.WordInputs));
                words[at] |= weight == 0 ? field : 0;
                words[at + 1] |= weight == 1 ? 0 : field;
            }
        }
    }
}
