using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Batch normalization (Ioffe and Szegedy 2015): per channel (x - mean) / sqrt(var + eps) * weight + bias.</summary>
    public abstract class BatchNorm : nn.Module<Tensor, Tensor>
    {
        private Parameter? weight_;
        private Parameter? bias_;
        private Tensor? mean_;
        private Tensor? var_;
        private readonly Tensor? batches_;

        private protected BatchNorm(string name, long features, double eps, double? momentum, bool affine, bool track, ScalarType? dtype)
            : base(name)
        {
            num_features = features;
            this.eps = eps;
            this.momentum = momentum;
            this.affine = affine;
            track_running_stats = track;
            if (affine)
            {
                weight = new Parameter(ones(features, dtype));
                bias = new Parameter(zeros(features, dtype));
            }
            if (!track) return;
            running_mean = zeros(features, dtype);
            running_var = ones(features, dtype);
            batches_ = zeros([], ScalarType.Int64);
            ReplaceBuffer(nameof(num_batches_tracked), batches_);
        }

        public long num_features { get; }

        public double eps { get; set; }

        /// <summary>The share of the batch in the running statistics; null averages all batches.</summary>
        public double? momentum { get; set; }

        public bool affine { get; }

        public bool track_running_stats { get; }

        public Parameter weight
        {
            get => weight_!;
            set => Replace(nameof(weight), weight_ = value);
        }

        public Parameter? bias
        {
            get => bias_;
            set => Replace(nameof(bias), bias_ = value);
        }

        public Tensor? running_mean
        {
            get => mean_;
            set => ReplaceBuffer(nameof(running_mean), mean_ = value);
        }

        public Tensor? running_var
        {
            get => var_;
            set => ReplaceBuffer(nameof(running_var), var_ = value);
        }

        public Tensor? num_batches_tracked => batches_;

        private protected abstract bool Accepts(long dimensions);

        public override Tensor forward(Tensor input)
        {
            if (!Accepts(input.ndim)) throw new ArgumentException($"{GetName()} does not take {input.ndim} dimensions");
            double share = momentum ?? 0;
            if (training && batches_ is not null)
            {
                using (no_grad()) batches_.add_(1);
                share = momentum ?? 1.0 / batches_.item<long>();
            }
            bool fromBatch = training || mean_ is null;
            return nn.functional.batch_norm(input, mean_, var_, weight_, bias_, fromBatch, share, eps);
        }

        /// <summary>Starts the running statistics anew.</summary>
        public void reset_running_stats()
        {
            mean_?.zero_();
            var_?.fill_(1);
            batches_?.zero_();
        }

        // The properties register under their own names.
        protected override void RegisterComponents()
        {
        }
    }

    /// <summary>Batch normalization of (N, C) or (N, C, L).</summary>
    public sealed class BatchNorm1d : BatchNorm
    {
        internal BatchNorm1d(long features, double eps, double momentum, bool affine, bool track, ScalarType? dtype)
            : base(nameof(BatchNorm1d), features, eps, momentum, affine, track, dtype)
        {
        }

        private protected override bool Accepts(long dimensions) => dimensions is 2 or 3;
    }

    /// <summary>Batch normalization of (N, C, H, W).</summary>
    public sealed class BatchNorm2d : BatchNorm
    {
        internal BatchNorm2d(long features, double eps, double momentum, bool affine, bool track, ScalarType? dtype)
            : base(nameof(BatchNorm2d), features, eps, momentum, affine, track, dtype)
        {
        }

        private protected override bool Accepts(long dimensions) => dimensions == 4;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Modules.BatchNorm1d BatchNorm1d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, dtype);

            public static Modules.BatchNorm2d BatchNorm2d(
                long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, dtype);
        }
    }
}
