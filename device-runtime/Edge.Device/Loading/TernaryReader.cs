using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Reads a lane plane of ternary or binary weights and counts them.</summary>
internal sealed class TernaryReader : LaneReader
{
    /// <summary>How many weights of an output are +1 and -1, so far.</summary>
    public readonly int[] Positive;
    public readonly int[] Negative;

    private readonly bool binary;

    public TernaryReader(SectionReader sections, int encoding, int offset, int inputs, int outputs)
        : base(sections, encoding, offset, inputs, outputs)
    {
        binary = encoding == Format.EncodingLanes1;
        Positive = new int[outputs];
        Negative = new int[outputs];
    }

    /// <summary>0, 1, 2 for a weight of -1, 0, +1; each weight at hand is taken once, in order.</summary>
    public int Take()
    {
        int field = TakeField();
        int weight = binary ? 2 * field : field > 2 ? 2 : field;
        if (weight == 0)
        {
            Negative[Output]++;
        }
        else if (weight == 2)
        {
            Positive[Output]++;
        }

        return weight;
    }
}
