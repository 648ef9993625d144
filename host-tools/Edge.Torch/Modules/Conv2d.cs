using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>What convolution layers have in common: weight (out, in / groups, ...) and bias (out).</summary>
    public abstract class Convolution : nn.Module<Tensor, Tensor>
    {
        private Parameter weight_;
        private Parameter? bias_;

        private protected Convolution(string name, Parameter weight, Parameter? bias, long groups)
            : base(name)
        {
            weight_ = weight;
            bias_ = bias;
            this.groups = groups;
            Replace(nameof(weight), weight);
            Replace(nameof(bias), bias);
        }

        public Parameter weight
        {
            get => weight_;
            set => Replace(nameof(weight), weight_ = value);
        }

        public Parameter? bias
        {
            get => bias_;
            set => Replace(nameof(bias), bias_ = value);
        }

        public long groups { get; }

        public long in_channels => weight.shape[1] * groups;

        public long out_channels => weight.shape[0];

        public long[] kernel_size => weight.shape[2..];

        public required long[] stride { get; init; }

        public required long[] dilation { get; init; }

        /// <summary>Padding in numbers, or null where it is named.</summary>
        public long[]? padding { get; internal init; }

        /// <summary>Padding by name, or null where it is given in numbers.</summary>
        public Padding? padding_type { get; internal init; }

        public PaddingModes padding_mode { get; init; }

        // The properties register under their own names.
        protected override void RegisterComponents()
        {
        }
    }

    /// <summary>A two-dimensional convolution: (N, in, H, W) to (N, out, H', W').</summary>
    public sealed class Conv2d : Convolution
    {
        internal Conv2d(Parameter weight, Parameter? bias, long groups)
            : base(nameof(Conv2d), weight, bias, groups)
        {
        }

        public override Tensor forward(Tensor input)
        {
            if (padding_type is { } named) return nn.functional.conv2d_padding(input, weight, bias, stride, named, dilation, groups);
            if (padding_mode is PaddingModes.Zeros or PaddingModes.Constant) return nn.functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
            using Tensor padded = nn.functional.pad(input, [padding![1], padding[1], padding[0], padding[0]], padding_mode);
            return nn.functional.conv2d(padded, weight, bias, stride, null, dilation, groups);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A convolution with weights and bias uniform within 1 / sqrt(inputs of an output), as libtorch's.</summary>
            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, (kernel_size, kernel_size), (stride, stride), (padding, padding), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                (Modules.Parameter weight, Modules.Parameter? offset) = ConvolutionParameters(in_channels, out_channels, kernel_size, groups, bias, dtype);
                return new(weight, offset, groups) { stride = Two(stride, 1), padding = Two(padding, 0), dilation = Two(dilation, 1), padding_mode = padding_mode };
            }

            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                Conv2d(in_channels, out_channels, (kernel_size, kernel_size), padding, (stride, stride), (dilation, dilation), padding_mode, groups, bias, device, dtype);

            public static Modules.Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, Padding padding, (long, long)? stride = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                (Modules.Parameter weight, Modules.Parameter? offset) = ConvolutionParameters(in_channels, out_channels, kernel_size, groups, bias, dtype);
                return new(weight, offset, groups) { stride = Two(stride, 1), padding_type = padding, dilation = Two(dilation, 1), padding_mode = padding_mode };
            }

            private static (Modules.Parameter, Modules.Parameter?) ConvolutionParameters(
                long inputs, long outputs, (long Height, long Width) kernel, long groups, bool bias, ScalarType? dtype)
            {
                Tensor weight = init.kaiming_uniform_(empty(outputs, inputs / groups, kernel.Height, kernel.Width, dtype), Math.Sqrt(5));
                double bound = 1 / Math.Sqrt(inputs / groups * kernel.Height * kernel.Width);
                Tensor? offset = bias ? init.uniform_(empty(outputs, dtype), -bound, bound) : null;
                return (new(weight), offset is null ? null : new(offset));
            }

            private static long[] Two((long, long)? pair, long otherwise) => pair is { } both ? [both.Item1, both.Item2] : [otherwise, otherwise];
        }
    }
}
