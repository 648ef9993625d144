using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A number without a shape, as operators take it next to tensors: a whole number, a real number or a truth value.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(ValueTag tag, long bits, torch.ScalarType type)
    {
        Tag = tag;
        Bits = bits;
        Type = type;
    }

    internal ValueTag Tag { get; }

    internal long Bits { get; }

    /// <summary>Int64, Float64 or Bool.</summary>
    public torch.ScalarType Type { get; }

    public static implicit operator Scalar(byte value) => (long)value;

    public static implicit operator Scalar(sbyte value) => (long)value;

    public static implicit operator Scalar(short value) => (long)value;

    public static implicit operator Scalar(int value) => (long)value;

    public static implicit operator Scalar(long value) => new(ValueTag.Int, value, torch.ScalarType.Int64);

    public static implicit operator Scalar(float value) => (double)value;

    public static implicit operator Scalar(double value) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(value), torch.ScalarType.Float64);

    public static implicit operator Scalar(bool value) => new(ValueTag.Bool, value ? 1 : 0, torch.ScalarType.Bool);

    /// <summary>Does nothing: a scalar owns no native memory here.</summary>
    public void Dispose()
    {
    }
}

/// <summary>Conversions between numbers and scalars.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this sbyte value) => value;

    public static Scalar ToScalar(this short value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static Scalar ToScalar(this bool value) => value;

    public static double ToDouble(this Scalar value) =>
        value.Tag == ValueTag.Double ? BitConverter.Int64BitsToDouble(value.Bits) : value.Bits;

    public static float ToSingle(this Scalar value) => (float)value.ToDouble();

    public static long ToInt64(this Scalar value) =>
        value.Tag == ValueTag.Double ? (long)BitConverter.Int64BitsToDouble(value.Bits) : value.Bits;

    public static int ToInt32(this Scalar value) => (int)value.ToInt64();

    public static short ToInt16(this Scalar value) => (short)value.ToInt64();

    public static byte ToByte(this Scalar value) => (byte)value.ToInt64();

    public static sbyte ToSByte(this Scalar value) => (sbyte)value.ToInt64();

    public static bool ToBoolean(this Scalar value) => value.ToDouble() != 0;
}
