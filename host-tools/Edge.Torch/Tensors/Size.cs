using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The sizes of the dimensions of a tensor.</summary>
    public readonly struct Size : IEnumerable<long>
    {
        private readonly long[] sizes;

        public Size(long[] shape) => sizes = shape;

        public Size(int[] shape) => sizes = Array.ConvertAll(shape, size => (long)size);

        public static implicit operator Size(long size) => new([size]);

        public static implicit operator Size(long[] size) => new(size);

        /// <summary>The size of one dimension.</summary>
        public long this[int idx] => sizes[idx];

        /// <summary>How many dimensions there are.</summary>
        public int Length => sizes.Length;

        internal long[] Shape => sizes;

        /// <summary>The number of elements.</summary>
        public long numel() => sizes.Aggregate(1L, (product, size) => product * size);

        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)sizes).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
