using Edge.Device.Kernels.Positions;

namespace Edge.Device.Loading;

/// <summary>
/// Makes the numbers of <see cref="ConvRows"/>: for each output one byte a group of up to three inputs, first entry of the group + 9 w0 + 3 w1 + w2 with w = weight + 1.
/// </summary>
internal static class RowLoader
{
    /// <summary>Fills <paramref name="numbers"/> with all weights of <paramref name="reader"/>.</summary>
    public static void Load(TernaryReader reader, int[] program, int at, byte[] numbers)
    {
        int inputs = PositionShape.Inputs(program, at);
        int rowInputs = PositionShape.RowInputs(program, at);
        int rowGroups = RowShape.RowGroups(program, at);
        int rowEntries = RowShape.RowEntries(program, at);
        int perOutput = RowShape.Numbers(program, at);

        // Where an input's weight goes, and what it counts there.
        int[] places = new int[inputs];
        int[] factors = new int[inputs];
        for (int k = 0; k < inputs; k++)
        {
            int inRow = k % rowInputs;
            int inGroup = inRow % RowShape.GroupInputs;
            int last = rowInputs - 1 - inRow + inGroup;
            last = last < RowShape.GroupInputs - 1 ? last : RowShape.GroupInputs - 1;
            places[k] = (k / rowInputs * rowGroups) + (inRow / RowShape.GroupInputs);
            factors[k] = last - inGroup == 2 ? 9 : last - inGroup == 1 ? 3 : 1;
        }

        // The middle of a group adds nothing.
        byte nothing = rowInputs >= RowShape.GroupInputs ? (byte)13 : rowInputs == 2 ? (byte)4 : (byte)1;
        for (int i = 0; i < numbers.Length; i++)
        {
            int place = i % perOutput;
            int row = place / rowGroups;
            numbers[i] = row * rowInputs < inputs ? (byte)((row * rowEntries) + (place % rowGroups * RowShape.GroupEntries)) : nothing;
        }

        while (reader.Next())
        {
            for (int i = 0; i < reader.Count; i++)
            {
                int k = reader.Input + i;
                numbers[(reader.Output * perOutput) + places[k]] += (byte)(factors[k] * reader.Take());
            }
        }
    }
}
