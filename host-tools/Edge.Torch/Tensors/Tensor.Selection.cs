using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A view of length elements along a dimension, from start on.</summary>
        public Tensor narrow(long dim, long start, long length) => Operators.Narrow.Call(this, dim, start, length);

        /// <summary>A view of every step-th element from start to before finish along a dimension.</summary>
        public Tensor slice(long dim, long start, long finish, long step) => Operators.Slice.Call(this, dim, start, finish, step);

        /// <summary>A view of one slice along a dimension, without it.</summary>
        public Tensor select(long dim, long index) => Operators.Select.Call(this, dim, index);

        /// <summary>The slices with the given numbers along a dimension.</summary>
        public Tensor index_select(long dim, Tensor index) => Operators.IndexSelect.Call(this, dim, index);

        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) => Change(Operators.IndexAddInPlace, this, dim, index, source, alpha);

        public Tensor index_copy_(long dim, Tensor index, Tensor source) => Change(Operators.IndexCopyInPlace, this, dim, index, source);

        /// <summary>The elements of the flattened tensor with the given numbers.</summary>
        public Tensor take(Tensor index) => Operators.Take.Call(this, index);

        /// <summary>For every place of the index the element whose number along the dimension it holds.</summary>
        public Tensor gather(long dim, Tensor index) => Operators.Gather.Call(this, dim, index);

        /// <summary>Writes src where the index says along the dimension.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Operators.Scatter.Call(this, dim, index, src);

        public Tensor scatter_(long dim, Tensor index, Tensor src) => Change(Operators.ScatterInPlace, this, dim, index, src);

        /// <summary>Adds src where the index says along the dimension.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => Change(Operators.ScatterAddInPlace, this, dim, index, src);

        /// <summary>The value where the mask is true, else the element.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Operators.MaskedFill.Call(this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => Change(Operators.MaskedFillInPlace, this, mask, value);

        /// <summary>The elements where the mask is true, as a vector.</summary>
        public Tensor masked_select(Tensor mask) => Operators.MaskedSelect.Call(this, mask);

        /// <summary>This where the condition is true, else y.</summary>
        public Tensor where(Tensor condition, Tensor y) => Operators.Where.Call(condition, this, y);

        /// <summary>The indices of the elements that are not zero, one row each.</summary>
        public Tensor nonzero() => Operators.Nonzero.Call(this);

        /// <summary>All windows of a size along a dimension, as a view with one more dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) => Operators.Unfold.Call(this, dimension, size, step);

        /// <summary>What the indices select, one for each of the first dimensions.</summary>
        public Tensor index(params TensorIndex[] indices) => TensorIndex.Get(this, indices);

        public Tensor index(params Tensor[] indices) => Operators.Index.Call(this, Argument.Optional(indices));

        /// <summary>Writes where the indices select.</summary>
        public Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            TensorIndex.Put(this, indices, value);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => Change(Operators.IndexPutInPlace, this, Argument.Optional(indices), value);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Change(Operators.IndexPutInPlace, this, Argument.Optional(indices), value, accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor number = Operators.Full.Call(Array.Empty<long>(), value, dtype);
            return index_put_(number, indices);
        }

        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => index_put_(value, TensorIndex.Single(i1));
        }

        public Tensor this[long i1, long i2]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2));
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3));
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3), TensorIndex.Single(i4));
            set => index_put_(value, TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3), TensorIndex.Single(i4));
        }
    }
}
