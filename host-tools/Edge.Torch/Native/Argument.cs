using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>
/// One argument of an operator before it crosses into C++. Numbers lie in <see cref="Bits"/>; tensors and lists are held by reference,
/// so that the caller's stack keeps them alive until the operator has returned.
/// </summary>
internal readonly struct Argument
{
    internal readonly object? Reference;
    internal readonly long Bits;
    internal readonly ValueTag Tag;

    private Argument(ValueTag tag, object? reference, long bits)
    {
        Tag = tag;
        Reference = reference;
        Bits = bits;
    }

    /// <summary>An absent optional argument.</summary>
    internal static Argument None => default;

    public static implicit operator Argument(Tensor? value) => value is null ? None : new(ValueTag.Tensor, value, 0);

    public static implicit operator Argument(long value) => new(ValueTag.Int, null, value);

    public static implicit operator Argument(double value) => new(ValueTag.Double, null, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Argument(bool value) => new(ValueTag.Bool, null, value ? 1 : 0);

    public static implicit operator Argument(Scalar? value) => value is null ? None : new(value.Tag, null, value.Bits);

    public static implicit operator Argument(ScalarType? value) => value is null ? None : (long)value.Value;

    public static implicit operator Argument(ScalarType value) => (long)value;

    public static implicit operator Argument(long[]? value) => value is null ? None : new(ValueTag.IntList, value, 0);

    public static implicit operator Argument(Tensor[] value) => new(ValueTag.TensorList, value, 0);

    public static implicit operator Argument(Generator? value) => value is null ? None : new(ValueTag.Generator, value, 0);

    public static implicit operator Argument(string? value) => value is null ? None : new(ValueTag.String, value, 0);

    /// <summary>A list of tensors of which some may be absent ("Tensor?[]" in a schema).</summary>
    internal static Argument Optional(Tensor?[] value) => new(ValueTag.OptionalTensors, value, 0);

    /// <summary>How many 8-byte words the list behind this argument takes in native form.</summary>
    internal int Words => Tag switch
    {
        ValueTag.IntList => ((long[])Reference!).Length,
        ValueTag.TensorList or ValueTag.OptionalTensors => ((Tensor?[])Reference!).Length,
        ValueTag.String => (((string)Reference!).Length + 7) / 8,
        _ => 0,
    };

    /// <summary>Writes the native form; the elements of a list go to <paramref name="words"/>.</summary>
    internal unsafe NativeValue Write(long* words)
    {
        NativeValue value = new() { Tag = Tag, Bits = Bits };
        switch (Tag)
        {
            case ValueTag.Tensor:
                value.Bits = ((Tensor)Reference!).Handle;
                break;
            case ValueTag.Generator:
                value.Bits = ((Generator)Reference!).Handle;
                break;
            case ValueTag.IntList:
                var numbers = (long[])Reference!;
                numbers.CopyTo(new Span<long>(words, numbers.Length));
                return value with { Bits = (long)words, Length = numbers.Length };
            case ValueTag.TensorList or ValueTag.OptionalTensors:
                var tensors = (Tensor?[])Reference!;
                for (int i = 0; i < tensors.Length; i++) words[i] = tensors[i]?.Handle ?? 0;
                return value with { Bits = (long)words, Length = tensors.Length };
            case ValueTag.String:
                var text = (string)Reference!;
                System.Text.Encoding.ASCII.GetBytes(text, new Span<byte>(words, text.Length));
                return value with { Bits = (long)words, Length = text.Length };
        }
        return value;
    }
}
