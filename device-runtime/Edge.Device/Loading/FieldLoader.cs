using Edge.Device.Kernels;

namespace Edge.Device.Loading;

/// <summary>Makes the masks of <see cref="DenseFields"/>: for each 32 inputs a column of words s and a column of words m, two bits an input.</summary>
internal static class FieldLoader
{
    /// <summary>Columns of all weights of <paramref name="reader"/>.</summary>
    public static ulong[][] Load(TernaryReader reader, int inputs, int outputs)
    {
        ulong[][] columns = new ulong[2 * DenseFields.Words(inputs)][];
        for (int k = 0; k < columns.Length; k++)
        {
            columns[k] = new ulong[outputs];
        }

        while (reader.Next())
        {
            for (int i = 0; i < reader.Count; i++)
            {
                int weight = reader.Take();
                int k = reader.Input + i;
                int column = k / DenseFields.WordInputs * 2;
                ulong field = 3UL << (2 * (k % DenseFields.WordInputs));
                columns[column][reader.Output] |= weight == 0 ? field : 0;
                columns[column + 1][reader.Output] |= weight == 1 ? 0 : field;
            }
        }

        return columns;
    }
}
