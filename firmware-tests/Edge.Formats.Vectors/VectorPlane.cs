using Edge.Formats.Writing;

namespace Edge.Formats.Vectors;

/// <summary>A plane without its weights yet.</summary>
internal sealed record VectorPlane(PlaneEncoding Encoding, int Step, int Zero, int Levels, int Shift = 0)
{
    /// <summary>Runs of so many weights go to the planes of a layer in turn; 0: every plane has all weights.</summary>
    public int Run { get; init; }

    /// <summary>How many planes take turns, and which turn is this one's; the weights of the others are 0 here.</summary>
    public (int Planes, int Turn) Turns { get; init; } = (1, 0);

    public static VectorPlane Binary(int shift = 0) => new(PlaneEncoding.Lanes1, 2, 1, 2, shift);

    public static VectorPlane Ternary(int shift = 0) => new(PlaneEncoding.Lanes2, 1, 1, 3, shift);

    public static VectorPlane Xnor(int shift = 0) => new(PlaneEncoding.BitRows, 2, 1, 2, shift);

    public static VectorPlane MaskedXnor(int shift = 0) => new(PlaneEncoding.MaskedBitRows, 1, 1, 3, shift);

    /// <summary>Two's-complement weights under the narrowest encoding that holds them.</summary>
    public static VectorPlane Signed(int bits, int shift = 0) => new(
        bits <= 2 ? PlaneEncoding.Lanes2 : bits <= 4 ? PlaneEncoding.Lanes4 : PlaneEncoding.Bytes, 1, 1 << (bits - 1), 1 << bits, shift);

    /// <summary>The odd numbers -(2^bits - 1) .. 2^bits - 1.</summary>
    public static VectorPlane Odd(int bits, int shift = 0) => new(
        bits <= 2 ? PlaneEncoding.Lanes2 : bits <= 4 ? PlaneEncoding.Lanes4 : PlaneEncoding.Bytes, 2, (1 << bits) - 1, 1 << bits, shift);

    /// <summary>0 and the powers 1 .. 2^(exponents - 1) with a sign.</summary>
    public static VectorPlane Powers(int exponents, int shift = 0) => new(PlaneEncoding.Powers, 1, 0, (2 * exponents) + 1, shift);

    /// <summary>Stored as a coded section.</summary>
    public bool Coded { get; init; }

    /// <summary>The share of the weights that are 0; the others are as without it.</summary>
    public double Zeros { get; init; }

    /// <summary>The fields that occur where not all do: a codebook.</summary>
    public int[] Codebook { get; init; } = [];

    public PlaneDefinition Fill(Random random, int weights)
    {
        int[] values = new int[weights];
        for (int i = 0; i < weights; i++)
        {
            bool isZero = Zeros > 0 && random.NextDouble() < Zeros;
            int field = isZero ? Zero / Step : Codebook.Length > 0 ? Codebook[random.Next(Codebook.Length)] : random.Next(Levels);
            int value = Encoding == PlaneEncoding.Powers ? Power(field) : (Step * field) - Zero;
            values[i] = Run == 0 || i / Run % Turns.Planes == Turns.Turn ? value : 0;
        }

        return new PlaneDefinition(Encoding, Shift, Step, Zero, Levels, values) { Coded = Coded };
    }

    private static int Power(int field) => field == 0 ? 0 : field % 2 == 0 ? -(1 << ((field - 1) / 2)) : 1 << (field / 2);
}
