using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One index of <c>tensor[...]</c>: a number, a range, a mask, a tensor of numbers, all of a dimension, a new dimension.</summary>
    public struct TensorIndex
    {
        private enum Kind
        {
            Single,
            Range,
            Flag,
            Tensor,
            Ellipsis,
            NewDimension,
        }

        private Kind kind;
        private long single;
        private long? start;
        private long? stop;
        private long? step;
        private bool flag;
        private Tensor? tensor;

        /// <summary>All dimensions that the other indices leave.</summary>
        public static readonly TensorIndex Ellipsis = new() { kind = Kind.Ellipsis };

        /// <summary>A new dimension of size 1.</summary>
        public static readonly TensorIndex None = new() { kind = Kind.NewDimension };

        public static readonly TensorIndex Null = None;

        /// <summary>All of a dimension.</summary>
        public static readonly TensorIndex Colon = Slice();

        /// <summary>Every step-th element from start to before stop.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { kind = Kind.Range, start = start, stop = stop, step = step };

        /// <summary>One element; the dimension goes. Negative numbers count from the end.</summary>
        public static TensorIndex Single(long? index) => new() { kind = Kind.Single, single = index ?? 0 };

        /// <summary>All (true) or nothing (false) under a new dimension.</summary>
        public static TensorIndex Bool(bool value) => new() { kind = Kind.Flag, flag = value };

        /// <summary>The elements with these numbers, or where this mask is true.</summary>
        public static TensorIndex Tensor(Tensor? tensor) => new() { kind = Kind.Tensor, tensor = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range.start, range.end);

        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -index.Value : index.Value);

        public static implicit operator TensorIndex(Range range) =>
            Slice(FromEnd(range.Start), range.End.Equals(System.Index.End) ? null : FromEnd(range.End));

        internal static Tensor Get(Tensor from, ReadOnlySpan<TensorIndex> indices)
        {
            (Tensor view, Tensor?[]? tensors) = View(from, indices);
            if (tensors is null) return view;
            using (view) return Operators.Index.Call(view, Argument.Optional(tensors));
        }

        internal static void Put(Tensor into, ReadOnlySpan<TensorIndex> indices, Tensor value)
        {
            (Tensor view, Tensor?[]? tensors) = View(into, indices);
            using (view)
            {
                if (tensors is null) view.copy_(value);
                else Operators.IndexPutInPlace.Run(view, Argument.Optional(tensors), value);
            }
        }

        // Numbers, ranges and new dimensions are views, taken one after another; tensors are kept for one indexing at the end.
        private static (Tensor View, Tensor?[]? Tensors) View(Tensor from, ReadOnlySpan<TensorIndex> indices)
        {
            Tensor view = from.alias();
            List<Tensor?> tensors = [];
            int dimension = 0;
            for (int i = 0; i < indices.Length; i++)
            {
                TensorIndex index = indices[i];
                if (index.kind == Kind.Ellipsis)
                {
                    int rest = 0;
                    foreach (TensorIndex later in indices[(i + 1)..]) rest += later.Taken;
                    dimension = (int)view.ndim - rest;
                    continue;
                }
                using Tensor last = view;
                view = index.Step(last, ref dimension, tensors);
            }
            return (view, tensors.Count == 0 ? null : [.. tensors]);
        }

        private readonly int Taken => kind switch
        {
            Kind.Flag or Kind.NewDimension or Kind.Ellipsis => 0,
            Kind.Tensor when tensor!.dtype == ScalarType.Bool => (int)tensor.ndim,
            _ => 1,
        };

        private readonly Tensor Step(Tensor view, ref int dimension, List<Tensor?> tensors)
        {
            switch (kind)
            {
                case Kind.Single:
                    return view.select(dimension, single);
                case Kind.Range:
                    return Operators.Slice.Call(view, (long)dimension++, Bound(start), Bound(stop), step ?? 1);
                case Kind.NewDimension:
                    return view.unsqueeze(dimension++);
                case Kind.Flag:
                    return Operators.Slice.Call(view.unsqueeze(dimension), (long)dimension++, 0L, flag ? 1L : 0L);
                default:
                    // A mask of several dimensions is one entry of the list.
                    int entries = dimension - tensors.Sum(t => t is { dtype: ScalarType.Bool } mask ? (int)mask.ndim - 1 : 0);
                    while (tensors.Count < entries) tensors.Add(null);
                    tensors.Add(tensor);
                    dimension += Taken;
                    return view.alias();
            }
        }

        private static Argument Bound(long? value) => value is { } number ? number : Argument.None;

        private static long FromEnd(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
