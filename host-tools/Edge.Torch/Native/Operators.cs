namespace TorchSharp.Native;

/// <summary>
/// Every operator this library calls, by topic in the files of this class. A test looks all of them up in the installed libtorch.
/// </summary>
internal static partial class Operators
{
    // Creation and copies.
    internal static readonly Operator Empty = new("aten::empty", "memory_format");
    internal static readonly Operator Zeros = new("aten::zeros");
    internal static readonly Operator Ones = new("aten::ones");
    internal static readonly Operator Full = new("aten::full");
    internal static readonly Operator Eye = new("aten::eye", "m");
    internal static readonly Operator Arange = new("aten::arange", "start_step");
    internal static readonly Operator Linspace = new("aten::linspace");
    internal static readonly Operator EmptyLike = new("aten::empty_like");
    internal static readonly Operator ZerosLike = new("aten::zeros_like");
    internal static readonly Operator OnesLike = new("aten::ones_like");
    internal static readonly Operator FullLike = new("aten::full_like");
    internal static readonly Operator Clone = new("aten::clone");
    internal static readonly Operator Contiguous = new("aten::contiguous");
    internal static readonly Operator Detach = new("aten::detach");
    internal static readonly Operator DetachInPlace = new("aten::detach_");
    internal static readonly Operator Alias = new("aten::alias");
    internal static readonly Operator CopyInPlace = new("aten::copy_");
    internal static readonly Operator ToType = new("aten::to", "dtype");
    internal static readonly Operator FillInPlace = new("aten::fill_", "Scalar");
    internal static readonly Operator ZeroInPlace = new("aten::zero_");

    // Random numbers.
    internal static readonly Operator Rand = new("aten::rand", "generator");
    internal static readonly Operator Randn = new("aten::randn", "generator");
    internal static readonly Operator Randint = new("aten::randint", "low_generator");
    internal static readonly Operator Randperm = new("aten::randperm", "generator");
    internal static readonly Operator RandLike = new("aten::rand_like");
    internal static readonly Operator RandnLike = new("aten::randn_like");
    internal static readonly Operator NormalInPlace = new("aten::normal_");
    internal static readonly Operator UniformInPlace = new("aten::uniform_");
    internal static readonly Operator ExponentialInPlace = new("aten::exponential_");
    internal static readonly Operator RandomInPlace = new("aten::random_", "from");
    internal static readonly Operator Bernoulli = new("aten::bernoulli");
    internal static readonly Operator BernoulliFloatInPlace = new("aten::bernoulli_", "float");
    internal static readonly Operator BernoulliTensorInPlace = new("aten::bernoulli_", "Tensor");
    internal static readonly Operator Multinomial = new("aten::multinomial");

    // Shapes.
    internal static readonly Operator View = new("aten::view");
    internal static readonly Operator Reshape = new("aten::reshape");
    internal static readonly Operator Permute = new("aten::permute");
    internal static readonly Operator Transpose = new("aten::transpose", "int");
    internal static readonly Operator T = new("aten::t");
    internal static readonly Operator Flatten = new("aten::flatten", "using_ints");
    internal static readonly Operator Unflatten = new("aten::unflatten", "int");
    internal static readonly Operator Squeeze = new("aten::squeeze");
    internal static readonly Operator SqueezeDim = new("aten::squeeze", "dim");
    internal static readonly Operator Unsqueeze = new("aten::unsqueeze");
    internal static readonly Operator Expand = new("aten::expand");
    internal static readonly Operator Repeat = new("aten::repeat");
    internal static readonly Operator Cat = new("aten::cat");
    internal static readonly Operator Stack = new("aten::stack");
    internal static readonly Operator Split = new("aten::split", "Tensor");
    internal static readonly Operator SplitWithSizes = new("aten::split_with_sizes");
    internal static readonly Operator Chunk = new("aten::chunk");
    internal static readonly Operator Unbind = new("aten::unbind", "int");
    internal static readonly Operator Flip = new("aten::flip");
    internal static readonly Operator Roll = new("aten::roll");
    internal static readonly Operator Diagonal = new("aten::diagonal");
    internal static readonly Operator Tril = new("aten::tril");
    internal static readonly Operator Triu = new("aten::triu");

    // Selection.
    internal static readonly Operator Select = new("aten::select", "int");
    internal static readonly Operator Narrow = new("aten::narrow");
    internal static readonly Operator Slice = new("aten::slice", "Tensor");
    internal static readonly Operator Index = new("aten::index", "Tensor");
    internal static readonly Operator IndexPutInPlace = new("aten::index_put_");
    internal static readonly Operator IndexSelect = new("aten::index_select");
    internal static readonly Operator IndexAddInPlace = new("aten::index_add_");
    internal static readonly Operator IndexCopyInPlace = new("aten::index_copy_");
    internal static readonly Operator Gather = new("aten::gather");
    internal static readonly Operator Scatter = new("aten::scatter", "src");
    internal static readonly Operator ScatterInPlace = new("aten::scatter_", "src");
    internal static readonly Operator ScatterAddInPlace = new("aten::scatter_add_");
    internal static readonly Operator MaskedFill = new("aten::masked_fill", "Scalar");
    internal static readonly Operator MaskedFillInPlace = new("aten::masked_fill_", "Scalar");
    internal static readonly Operator MaskedSelect = new("aten::masked_select");
    internal static readonly Operator Where = new("aten::where", "self");
    internal static readonly Operator Nonzero = new("aten::nonzero");
    internal static readonly Operator Take = new("aten::take");
    internal static readonly Operator Unfold = new("aten::unfold");
}
