using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same memory under another shape; one size may be -1.</summary>
        public Tensor view(params long[] shape) => Operators.View.Call(this, shape);

        public Tensor view_as(Tensor other) => view(other.shape);

        /// <summary>Another shape, copying only where a view cannot be had.</summary>
        public Tensor reshape(params long[] shape) => Operators.Reshape.Call(this, shape);

        /// <summary>Joins the dimensions from start_dim to end_dim into one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Operators.Flatten.Call(this, start_dim, end_dim);

        /// <summary>Splits one dimension into several.</summary>
        public Tensor unflatten(long dim, params long[] sizes) => Operators.Unflatten.Call(this, dim, sizes);

        /// <summary>A view with the dimensions in another order.</summary>
        public Tensor permute(params long[] permutation) => Operators.Permute.Call(this, permutation);

        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());

        /// <summary>A view with two dimensions exchanged.</summary>
        public Tensor transpose(long dim0, long dim1) => Operators.Transpose.Call(this, dim0, dim1);

        /// <summary>The transpose of a matrix.</summary>
        public Tensor t() => Operators.T.Call(this);

        public Tensor T => permute(Enumerable.Range(0, (int)ndim).Reverse().Select(i => (long)i));

        public Tensor mT => transpose(-2, -1);

        /// <summary>Drops a dimension of size 1, or all of them.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } one ? Operators.SqueezeDim.Call(this, one) : Operators.Squeeze.Call(this);

        /// <summary>Inserts a dimension of size 1.</summary>
        public Tensor unsqueeze(long dim) => Operators.Unsqueeze.Call(this, dim);

        /// <summary>A view that repeats dimensions of size 1 without copying.</summary>
        public Tensor expand(params long[] sizes) => Operators.Expand.Call(this, sizes);

        public Tensor expand(long[] sizes, bool isImplicit = false) => Operators.Expand.Call(this, sizes, isImplicit);

        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray(), isImplicit);

        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);

        public Tensor expand_as(Tensor other) => expand(other.shape);

        /// <summary>Copies the tensor so many times along each dimension.</summary>
        public Tensor repeat(params long[] sizes) => Operators.Repeat.Call(this, sizes);

        /// <summary>The same numbers in memory in index order: this tensor if it is so already, else a copy.</summary>
        public Tensor contiguous() => Operators.Contiguous.Call(this);

        /// <summary>Pieces of a size along a dimension; the last may be smaller.</summary>
        public Tensor[] split(long size, int dim = 0) => Operators.Split.CallList(Pieces(dim, size), this, size, (long)dim);

        public Tensor[] split(long[] sizes, long dim = 0) => Operators.SplitWithSizes.CallList(sizes.Length, this, sizes, dim);

        /// <summary>So many pieces along a dimension.</summary>
        public Tensor[] chunk(long chunks, long dim = 0) => Operators.Chunk.CallList((int)chunks, this, chunks, dim);

        /// <summary>The slices along a dimension, without it.</summary>
        public Tensor[] unbind(long dimension = 0) => Operators.Unbind.CallList((int)size((int)dimension), this, dimension);

        /// <summary>Reverses the order along dimensions.</summary>
        public Tensor flip(params long[] dims) => Operators.Flip.Call(this, dims);

        /// <summary>Moves the elements along a dimension, those that leave one end entering at the other.</summary>
        public Tensor roll(long shifts, long? dims = null) =>
            Operators.Roll.Call(this, new[] { shifts }, dims is { } dim ? new[] { dim } : Array.Empty<long>());

        public Tensor roll(long[] shifts, long[] dims) => Operators.Roll.Call(this, shifts, dims);

        public Tensor roll((long, long) shifts, (long, long) dims) =>
            roll(new[] { shifts.Item1, shifts.Item2 }, new[] { dims.Item1, dims.Item2 });

        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Operators.Diagonal.Call(this, offset, dim1, dim2);

        /// <summary>The lower triangle; zeros above.</summary>
        public Tensor tril(long diagonal = 0) => Operators.Tril.Call(this, diagonal);

        /// <summary>The upper triangle; zeros below.</summary>
        public Tensor triu(long diagonal = 0) => Operators.Triu.Call(this, diagonal);

        public Tensor matmul(Tensor target) => Operators.Matmul.Call(this, target);

        /// <summary>The product of two matrices: (n, k) by (k, m) gives (n, m).</summary>
        public Tensor mm(Tensor target) => Operators.Mm.Call(this, target);

        /// <summary>The products of matrices pair by pair: (b, n, k) by (b, k, m).</summary>
        public Tensor bmm(Tensor batch2) => Operators.Bmm.Call(this, batch2);

        /// <summary>Matrix by vector.</summary>
        public Tensor mv(Tensor target) => Operators.Mv.Call(this, target);

        /// <summary>The inner product of two vectors.</summary>
        public Tensor dot(Tensor target) => Operators.Dot.Call(this, target);

        /// <summary>Every product of an element of this vector and one of the other.</summary>
        public Tensor outer(Tensor vec2) => Operators.Outer.Call(this, vec2);

        /// <summary>beta * this + alpha * mat1 mat2.</summary>
        public Tensor addmm(Tensor mat1, Tensor mat2, float beta = 1, float alpha = 1) =>
            Operators.Addmm.Call(this, mat1, mat2, (Scalar)beta, (Scalar)alpha);

        private int Pieces(int dim, long of) => (int)Math.Max(1, (size(dim) + of - 1) / of);
    }
}
