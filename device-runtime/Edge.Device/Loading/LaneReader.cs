using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>
/// Reads a plane in row lanes chunk by chunk, so that a derived layout can be made without the file's layout in memory.
/// After each <see cref="Next"/> the fields of one output for a few neighbouring inputs are at hand.
/// </summary>
internal class LaneReader
{
    private const int WordsPerRead = 60;

    /// <summary>The output and the first input of the fields at hand, and how many they are.</summary>
    public int Output;
    public int Input;
    public int Count;

    /// <summary>The fields at hand that were not taken, lowest first.</summary>
    public int Fields;

    /// <summary>Bits of a field.</summary>
    public readonly int Bits;

    /// <summary>A failed read ends the fields.</summary>
    public Status Status;

    private readonly SectionReader sections;
    private readonly int offset;
    private readonly int inputs;
    private readonly int outputs;
    private readonly int words;
    private readonly ulong[] buffer = new ulong[WordsPerRead];
    private int word = -1;
    private int lane = 3;

    public LaneReader(SectionReader sections, int encoding, int offset, int inputs, int outputs)
    {
        this.sections = sections;
        Bits = encoding;
        this.offset = offset;
        this.inputs = inputs;
        this.outputs = outputs;
        words = (int)(SectionLength.OfPlane(encoding, false, outputs, inputs, 1) >> 3);
    }

    /// <summary>Goes on to the next fields; false at the end or after a failure.</summary>
    public bool Next()
    {
        int groups = (outputs + 3) >> 2;
        do
        {
            lane++;
            if (lane == 4)
            {
                lane = 0;
                word++;
                if (word == words || !Fill())
                {
                    return false;
                }
            }

            Output = (word % groups << 2) + lane;
        }
        while (Output >= outputs);
        Fields = (int)(buffer[word % WordsPerRead] >> (lane << 4)) & 0xFFFF;
        int full = 16 / Bits;
        Input = word / groups * full;
        Count = inputs - Input < full ? inputs - Input : full;
        return true;
    }

    /// <summary>The next one of the fields at hand.</summary>
    public int TakeField()
    {
        int field = Fields & ((1 << Bits) - 1);
        Fields >>= Bits;
        return field;
    }

    private bool Fill()
    {
        if (word % WordsPerRead == 0)
        {
            int count = words - word < WordsPerRead ? words - word : WordsPerRead;
            Status = sections.ReadWords(offset + (word * 8), buffer, 0, count);
        }

        return Status == Status.Ok;
    }
}
