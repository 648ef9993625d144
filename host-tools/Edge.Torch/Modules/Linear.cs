using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A dense layer: (..., in) to (..., out) by weight (out, in) and bias (out).</summary>
    public sealed class Linear : nn.Module<Tensor, Tensor>
    {
        private Parameter weight_;
        private Parameter? bias_;

        internal Linear(Parameter weight, Parameter? bias)
            : base(nameof(Linear))
        {
            weight_ = weight;
            bias_ = bias;
            Replace(nameof(weight), weight);
            Replace(nameof(bias), bias);
        }

        public long in_features => weight.shape[1];

        public long out_features => weight.shape[0];

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

        public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight_, bias_);

        // The properties register under their own names.
        protected override void RegisterComponents()
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A dense layer with weights and bias uniform within 1 / sqrt(inputs), as libtorch's.</summary>
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null)
            {
                Tensor weight = init.kaiming_uniform_(empty(outputSize, inputSize, dtype), Math.Sqrt(5));
                double bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
                Tensor? bias = hasBias ? init.uniform_(empty(outputSize, dtype), -bound, bound) : null;
                return new(new(weight), bias is null ? null : new(bias));
            }

            public static Modules.Linear Linear(Modules.Parameter weight, Modules.Parameter? bias = null) => new(weight, bias);
        }
    }
}
