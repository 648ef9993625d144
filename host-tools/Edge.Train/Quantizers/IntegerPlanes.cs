using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>
/// Integers of any size as planes the device has: one signed plane of 2 .. 8 bits where they fit, else digits of base 128 from -64 to 64, each a plane with its shift.
/// A power of two is a power of two in one plane and zero in the others; negated integers have negated digits.
/// </summary>
internal static class IntegerPlanes
{
    private const int DigitBits = 7;
    private const int LargestOfPlane = 127;

    /// <param name="integers">Whole numbers held as floats: [channels, weights of a channel], magnitudes below 2^24.</param>
    public static IReadOnlyList<QuantizedPlane> Split(Tensor integers)
    {
        List<QuantizedPlane> planes = [];
        Tensor rest = integers;
        int shift = 0;
        double largest = Largest(rest);
        while (largest > LargestOfPlane)
        {
            // Half a digit stays in the lower plane: rounding half towards zero.
            Tensor upper = rest.sign() * (rest.abs() / (1 << DigitBits) - 0.5).ceil_();
            planes.Add(new QuantizedPlane(WeightDomain.Signed, DigitBits + 1, shift, rest - upper * (1 << DigitBits)));
            rest = upper;
            shift += DigitBits;
            largest = Largest(rest);
        }

        planes.Add(Plane(rest, largest, shift));
        return planes;
    }

    /// <summary>One plane with as few bits as its values need.</summary>
    public static QuantizedPlane Plane(Tensor integers, double largest, int shift)
    {
        int bits = 2;
        while ((1 << (bits - 1)) - 1 < largest)
        {
            bits++;
        }

        return new QuantizedPlane(bits == 2 ? WeightDomain.Ternary : WeightDomain.Signed, bits, shift, integers);
    }

    private static double Largest(Tensor integers) => integers.abs().max().to_type(ScalarType.Float32).item<float>();
}
