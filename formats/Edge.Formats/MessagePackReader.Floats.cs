using System;

namespace Edge.Formats;

public static partial class MessagePackReader
{
    /// <summary>Two to the power -149: the last place of a float32 below its smallest normal number.</summary>
    private const double SmallestFloat32 = 1.401298464324817e-45;

    /// <summary>
    /// Reads a float64, a float32 or an integer as a double: writers of some languages store 1.0 as the integer 1.
    /// Codes: Ok, Truncated, WrongType, OutOfRange (a uint64 above long.MaxValue).
    /// </summary>
    public static Status TryReadDouble(byte[] buffer, int end, ref int at, out double value)
    {
        int position = at;
        value = 0;
        if (position >= end)
        {
            return Status.Truncated;
        }

        int code = buffer[position];
        if (code != MessagePackCode.Float32 && code != MessagePackCode.Float64)
        {
            Status status = TryReadLong(buffer, end, ref at, out long integer);
            value = integer;
            return status;
        }

        position++;
        int size = code == MessagePackCode.Float64 ? 8 : 4;
        if (size > end - position)
        {
            return Status.Truncated;
        }

        long bits = 0;
        for (int i = 0; i < size; i++)
        {
            bits = (bits << 8) | buffer[position + i];
        }

        value = size == 8 ? BitConverter.Int64BitsToDouble(bits) : FromFloat32Bits((int)bits);
        at = position + size;
        return Status.Ok;
    }

    /// <summary>Widens by hand: nanoFramework turns 32 bits into a float only by way of an array.</summary>
    private static double FromFloat32Bits(int bits)
    {
        int exponent = (bits >> 23) & 0xff;
        long fraction = bits & 0x7fffff;
        if (exponent == 0)
        {
            double small = fraction * SmallestFloat32;
            return bits < 0 ? -small : small;
        }

        long wideExponent = exponent == 0xff ? 0x7ff : exponent - 127 + 1023;
        long sign = bits < 0 ? long.MinValue : 0;
        return BitConverter.Int64BitsToDouble(sign | (wideExponent << 52) | (fraction << 29));
    }
}
