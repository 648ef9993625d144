using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// Normalizes each channel of (N, C, ...): with the batch's mean and variance in training, which also move the running ones,
            /// else with the running ones (Ioffe and Szegedy 2015).
            /// </summary>
            public static Tensor batch_norm(
                Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-05) =>
                Operators.BatchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, false);

            /// <summary>Normalizes over the last dimensions.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Operators.LayerNorm.Call(input, normalized_shape, weight, bias, eps);

            /// <summary>Normalizes over groups of channels.</summary>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05) =>
                Operators.GroupNorm.Call(input, num_groups, weight, bias, eps);

            /// <summary>Sets elements to zero with probability p and scales the others by 1 / (1 - p), in training only.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!inplace) return Operators.Dropout.Call(input, p, training);
                Operators.DropoutInPlace.Run(input, p, training);
                return input;
            }

            /// <summary>Adds a border: pairs of (before, after), the last dimension first.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                mode is PaddingModes.Constant or PaddingModes.Zeros
                    ? Operators.ConstantPad.Call(input, pad, (Scalar)value)
                    : Operators.Pad.Call(input, pad, mode.ToString().ToLowerInvariant());

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, Pair(pad), mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad, pad], mode, value);

            /// <summary>A row of zeros with a one at the number, for each number.</summary>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Operators.OneHot.Call(x, num_classes);
        }
    }
}
