using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>input (..., in) by weights (out, in) transposed, plus bias (out): (..., out).</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Operators.Linear.Call(input, weights, bias);

            /// <summary>input (N, in, L), weight (out, in / groups, k): (N, out, L').</summary>
            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null, long groups = 1) =>
                Operators.Conv1d.Call(input, weight, bias, new[] { stride ?? 1 }, new[] { padding ?? 0 }, new[] { dilation ?? 1 }, groups);

            /// <summary>input (N, in, H, W), weight (out, in / groups, kh, kw): (N, out, H', W').</summary>
            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1) =>
                Operators.Conv2d.Call(input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], dilation ?? [1, 1], groups);

            /// <summary>conv2d with padding that keeps the size, or none.</summary>
            public static Tensor conv2d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid, long[]? dilation = null, long groups = 1) =>
                Operators.Conv2dPadded.Call(input, weight, bias, strides ?? [1, 1], padding == Padding.Same ? "same" : "valid", dilation ?? [1, 1], groups);

            /// <summary>The windows a convolution sees, as columns: (N, C * kh * kw, positions).</summary>
            public static Tensor unfold(Tensor input, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                unfold(input, (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            public static Tensor unfold(
                Tensor input, (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                Operators.Im2col.Call(input, Pair(kernel_size), Pair(dilation) ?? [1, 1], Pair(padding) ?? [0, 0], Pair(stride) ?? [1, 1]);

            private static long[] Pair((long, long) pair) => [pair.Item1, pair.Item2];

            private static long[]? Pair((long, long)? pair) => pair is { } both ? Pair(both) : null;

            private static long[]? Pair(long? both) => both is { } one ? [one, one] : null;
        }
    }
}
