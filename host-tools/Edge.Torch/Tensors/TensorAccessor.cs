using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor as <typeparamref name="T"/>, in place and in the order of their indices whatever the strides.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly T* first;
    private readonly long[] sizes;
    private readonly long[] strides;
    private readonly bool contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        tensor.CheckType<T>();
        this.tensor = tensor;
        first = (T*)tensor.Address;
        sizes = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
    }

    /// <summary>The number of elements.</summary>
    public long Count => tensor.NumberOfElements;

    /// <summary>One element, by an index for each dimension or, where there is one number only, by its place in the whole.</summary>
    public T this[params long[] indices]
    {
        get => *At(indices);
        set => *At(indices) = value;
    }

    /// <summary>A copy of all elements.</summary>
    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array.AsSpan());
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies the elements from <paramref name="tensorIndex"/> on, as many as fit.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Span<T> target = array[arrayIndex..];
        long n = Math.Min(target.Length, Count - tensorIndex);
        if (contiguous) new ReadOnlySpan<T>(first + tensorIndex, (int)n).CopyTo(target);
        else for (long i = 0; i < n; i++) target[(int)i] = first[Offset(tensorIndex + i)];
        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <summary>Writes the elements from <paramref name="tensorIndex"/> on, as many as there are.</summary>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ReadOnlySpan<T> source = array[arrayIndex..];
        long n = Math.Min(source.Length, Count - tensorIndex);
        if (contiguous) source[..(int)n].CopyTo(new Span<T>(first + tensorIndex, (int)n));
        else for (long i = 0; i < n; i++) first[Offset(tensorIndex + i)] = source[(int)i];
        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Does nothing: the tensor is disposed by its owner.</summary>
    public void Dispose()
    {
    }

    private T* At(long[] indices)
    {
        if (indices.Length == 1 && sizes.Length != 1)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)indices[0], (ulong)Count, nameof(indices));
            return first + Offset(indices[0]);
        }
        if (indices.Length != sizes.Length) throw new ArgumentException($"{sizes.Length} indices are needed, found {indices.Length}");
        long offset = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)indices[i], (ulong)sizes[i], nameof(indices));
            offset += indices[i] * strides[i];
        }
        return first + offset;
    }

    private long Offset(long place)
    {
        long offset = 0;
        for (int i = sizes.Length - 1; i >= 0; i--)
        {
            offset += place % sizes[i] * strides[i];
            place /= sizes[i];
        }
        return offset;
    }
}
