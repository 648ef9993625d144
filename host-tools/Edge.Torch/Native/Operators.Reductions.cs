namespace TorchSharp.Native;

// Reductions, orders and matrix products.
internal static partial class Operators
{
    internal static readonly Operator Sum = new("aten::sum");
    internal static readonly Operator SumDims = new("aten::sum", "dim_IntList");
    internal static readonly Operator Mean = new("aten::mean");
    internal static readonly Operator MeanDims = new("aten::mean", "dim");
    internal static readonly Operator Prod = new("aten::prod");
    internal static readonly Operator ProdDim = new("aten::prod", "dim_int");
    internal static readonly Operator Std = new("aten::std");
    internal static readonly Operator StdDims = new("aten::std", "dim");
    internal static readonly Operator Var = new("aten::var");
    internal static readonly Operator VarDims = new("aten::var", "dim");
    internal static readonly Operator Max = new("aten::max");
    internal static readonly Operator MaxDim = new("aten::max", "dim");
    internal static readonly Operator Min = new("aten::min");
    internal static readonly Operator MinDim = new("aten::min", "dim");
    internal static readonly Operator Amax = new("aten::amax");
    internal static readonly Operator Amin = new("aten::amin");
    internal static readonly Operator Argmax = new("aten::argmax");
    internal static readonly Operator Argmin = new("aten::argmin");
    internal static readonly Operator All = new("aten::all");
    internal static readonly Operator AllDim = new("aten::all", "dim");
    internal static readonly Operator Any = new("aten::any");
    internal static readonly Operator AnyDim = new("aten::any", "dim");
    internal static readonly Operator CountNonzero = new("aten::count_nonzero");
    internal static readonly Operator CountNonzeroDims = new("aten::count_nonzero", "dim_IntList");
    internal static readonly Operator Norm = new("aten::norm", "Scalar");
    internal static readonly Operator NormDims = new("aten::norm", "ScalarOpt_dim");
    internal static readonly Operator VectorNorm = new("aten::linalg_vector_norm");
    internal static readonly Operator Logsumexp = new("aten::logsumexp");
    internal static readonly Operator Median = new("aten::median");
    internal static readonly Operator MedianDim = new("aten::median", "dim");
    internal static readonly Operator Quantile = new("aten::quantile");
    internal static readonly Operator Cumsum = new("aten::cumsum");
    internal static readonly Operator Topk = new("aten::topk");
    internal static readonly Operator Sort = new("aten::sort", "stable");
    internal static readonly Operator Argsort = new("aten::argsort");
    internal static readonly Operator Bincount = new("aten::bincount");
    internal static readonly Operator Histc = new("aten::histc");

    internal static readonly Operator Matmul = new("aten::matmul");
    internal static readonly Operator Mm = new("aten::mm");
    internal static readonly Operator Bmm = new("aten::bmm");
    internal static readonly Operator Mv = new("aten::mv");
    internal static readonly Operator Dot = new("aten::dot");
    internal static readonly Operator Outer = new("aten::outer");
    internal static readonly Operator Addmm = new("aten::addmm");
    internal static readonly Operator Einsum = new("aten::einsum");
}
