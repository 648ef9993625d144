using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor with the shape and the numbers of a .NET array of any rank. The numbers are copied.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var sizes = new long[rawArray.Rank];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = rawArray.GetLongLength(i);
        ScalarType type = ElementType(rawArray);
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(
            ref MemoryMarshal.GetArrayDataReference(rawArray), checked(rawArray.Length * Tensor.SizeOf(type)));
        return Finish(Tensor.FromBytes(bytes, sizes, type), dtype, requires_grad);
    }

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    /// <summary>A vector with count numbers of an array, from offset on, both in elements. The numbers are copied.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ReadOnlySpan<byte> all = MemoryMarshal.CreateReadOnlySpan(
            ref MemoryMarshal.GetArrayDataReference(rawArray), checked(rawArray.Length * Tensor.SizeOf(ElementType(rawArray))));
        int size = Tensor.SizeOf(dtype);
        if (count < 0) count = all.Length / size - offset;
        ReadOnlySpan<byte> bytes = all.Slice(checked((int)(offset * size)), checked((int)(count * size)));
        return Tensor.FromBytes(bytes, [count], dtype).Requiring(requires_grad);
    }

    private static Tensor Copy<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> sizes, ScalarType type, ScalarType? wanted, bool requiresGrad)
        where T : unmanaged =>
        Finish(Tensor.FromBytes(MemoryMarshal.AsBytes(values), sizes, type), wanted, requiresGrad);

    private static Tensor Finish(Tensor made, ScalarType? wanted, bool requiresGrad) =>
        made.to_type(wanted ?? made.dtype, disposeAfter: wanted is { } type && type != made.dtype).Requiring(requiresGrad);

    private static ScalarType ElementType(Array array) => array.GetType().GetElementType() switch
    {
        { } type when type == typeof(byte) => ScalarType.Byte,
        { } type when type == typeof(sbyte) => ScalarType.Int8,
        { } type when type == typeof(short) => ScalarType.Int16,
        { } type when type == typeof(int) => ScalarType.Int32,
        { } type when type == typeof(long) => ScalarType.Int64,
        { } type when type == typeof(Half) => ScalarType.Float16,
        { } type when type == typeof(float) => ScalarType.Float32,
        { } type when type == typeof(double) => ScalarType.Float64,
        { } type when type == typeof(bool) => ScalarType.Bool,
        { } type => throw new ArgumentException($"a tensor of {type.Name} cannot be made"),
        null => throw new ArgumentException("the array has no element type"),
    };
}
