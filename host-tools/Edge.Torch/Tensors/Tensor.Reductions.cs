using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements; whole numbers are summed as int64.</summary>
        public Tensor sum(ScalarType? type = null) => Operators.Sum.Call(this, type);

        /// <summary>The sum along dimensions. Write <c>sum(dim: 0)</c>: the compiler takes a bare <c>sum(0)</c> for the element type of that value.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Operators.SumDims.Call(this, dim, keepdim, type);

        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => sum(dim.ToArray(), keepdim, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum(new[] { dim }, keepdim, type);

        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum(new[] { dim0, dim1 }, keepdim, type);

        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            sum(new[] { dim0, dim1, dim2 }, keepdim, type);

        /// <summary>The mean of all elements.</summary>
        public Tensor mean() => Operators.Mean.Call(this);

        /// <summary>The mean along dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Operators.MeanDims.Call(this, dimensions, keepdim, type);

        /// <summary>The product of all elements.</summary>
        public Tensor prod(ScalarType? type = null) => Operators.Prod.Call(this, type);

        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Operators.ProdDim.Call(this, dim, keepdim, type);

        /// <summary>The standard deviation; divides by n - 1 where unbiased.</summary>
        public Tensor std(bool unbiased = true) => Operators.Std.Call(this, unbiased);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(type, Operators.StdDims.Call(this, dimensions, unbiased, keepdim));

        public Tensor std(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std(new[] { dim }, unbiased, keepdim, type);

        public Tensor std((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std(new[] { dim.Item1, dim.Item2 }, unbiased, keepdim, type);

        public Tensor std((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            std(new[] { dim.Item1, dim.Item2, dim.Item3 }, unbiased, keepdim, type);

        /// <summary>The variance; divides by n - 1 where unbiased.</summary>
        public Tensor var(bool unbiased = true) => Operators.Var.Call(this, unbiased);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(type, Operators.VarDims.Call(this, dimensions, unbiased, keepdim));

        public Tensor var(ReadOnlySpan<long> dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var(dimensions.ToArray(), unbiased, keepdim, type);

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var(new[] { dim }, unbiased, keepdim, type);

        public Tensor var((long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var(new[] { dim.Item1, dim.Item2 }, unbiased, keepdim, type);

        public Tensor var((long, long, long) dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            var(new[] { dim.Item1, dim.Item2, dim.Item3 }, unbiased, keepdim, type);

        /// <summary>The largest element.</summary>
        public Tensor max() => Operators.Max.Call(this);

        /// <summary>The largest elements along a dimension and where they are.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Operators.MaxDim.CallPair(this, dim, keepdim);

        /// <summary>The smallest element.</summary>
        public Tensor min() => Operators.Min.Call(this);

        /// <summary>The smallest elements along a dimension and where they are.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Operators.MinDim.CallPair(this, dim, keepdim);

        /// <summary>The largest elements along dimensions; gradients are shared between equals.</summary>
        public Tensor amax(params long[] dims) => Operators.Amax.Call(this, dims);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, Operators.Amax.Call(this, dims, keepdim));

        /// <summary>The smallest elements along dimensions; gradients are shared between equals.</summary>
        public Tensor amin(params long[] dims) => Operators.Amin.Call(this, dims);

        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, Operators.Amin.Call(this, dims, keepdim));

        /// <summary>Where the largest element is, in the flattened tensor.</summary>
        public Tensor argmax() => Operators.Argmax.Call(this);

        public Tensor argmax(long dim, bool keepdim = false) => Operators.Argmax.Call(this, dim, keepdim);

        /// <summary>Where the smallest element is, in the flattened tensor.</summary>
        public Tensor argmin() => Operators.Argmin.Call(this);

        public Tensor argmin(long dim, bool keepdim = false) => Operators.Argmin.Call(this, dim, keepdim);

        /// <summary>Whether all elements are true.</summary>
        public Tensor all() => Operators.All.Call(this);

        public Tensor all(long dim, bool keepdim = false) => Operators.AllDim.Call(this, dim, keepdim);

        /// <summary>Whether any element is true.</summary>
        public Tensor any() => Operators.Any.Call(this);

        public Tensor any(long dim, bool keepdim = false) => Operators.AnyDim.Call(this, dim, keepdim);

        /// <summary>How many elements are not zero.</summary>
        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Operators.CountNonzero.Call(this) : Operators.CountNonzeroDims.Call(this, dims);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2.0f) => Operators.Norm.Call(this, (Scalar)p);

        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) => Operators.NormDims.Call(this, (Scalar)p, new long[] { dim }, keepdim);

        /// <summary>log(sum(exp(x))) along a dimension, computed safely.</summary>
        public Tensor logsumexp(long dim, bool keepdim = false) => Operators.Logsumexp.Call(this, new[] { dim }, keepdim);

        /// <summary>The median; the lower one of two.</summary>
        public Tensor median() => Operators.Median.Call(this);

        /// <summary>Quantiles along a dimension, interpolated.</summary>
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Operators.Quantile.Call(this, q, dim, keepdim);

        /// <summary>Running sums along a dimension.</summary>
        public Tensor cumsum(long dim, ScalarType? type = null) => Operators.Cumsum.Call(this, dim, type);

        /// <summary>The k largest (or smallest) elements along a dimension and where they are.</summary>
        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Operators.Topk.CallPair(this, (long)k, (long)dim, largest, sorted);

        /// <summary>The elements in order along a dimension and where they were.</summary>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Operators.Sort.CallPair(this, stable, dim, descending);

        public Tensor argsort(long dim = -1, bool descending = false) => Operators.Argsort.Call(this, dim, descending);

        /// <summary>How often each of 0, 1, 2, ... occurs.</summary>
        public Tensor bincount(Tensor? weights, long minlength = 0) => Operators.Bincount.Call(this, weights, minlength);

        /// <summary>How many elements fall into each of so many equal intervals.</summary>
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Operators.Histc.Call(this, bins, (Scalar)min, (Scalar)max);

        private static Tensor As(ScalarType? type, Tensor result)
        {
            if (type is not { } wanted || wanted == result.dtype) return result;
            using (result) return result.to_type(wanted);
        }

        private static Tensor Into(Tensor? target, Tensor result)
        {
            if (target is null) return result;
            using (result) return target.copy_(result);
        }
    }
}
