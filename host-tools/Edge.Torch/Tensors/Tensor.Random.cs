using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Fills with normally distributed numbers.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Change(Operators.NormalInPlace, this, mean, std, generator);

        /// <summary>Fills with numbers uniform in [from, to).</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) => Change(Operators.UniformInPlace, this, from, to, generator);

        /// <summary>Fills with exponentially distributed numbers.</summary>
        public Tensor exponential_(double lambda = 1, Generator? generator = null) => Change(Operators.ExponentialInPlace, this, lambda, generator);

        /// <summary>Fills with whole numbers uniform in [from, to).</summary>
        public Tensor random_(double from, double to, Generator? generator = null) => Change(Operators.RandomInPlace, this, (long)from, (long)to, generator);

        /// <summary>Ones with the probabilities this tensor holds, else zeros.</summary>
        public Tensor bernoulli(Generator? generator = null) => Operators.Bernoulli.Call(this, generator);

        /// <summary>Fills with ones with probability p, else zeros.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Change(Operators.BernoulliFloatInPlace, this, p, generator);

        public Tensor bernoulli_(Tensor p, Generator? generator = null) => Change(Operators.BernoulliTensorInPlace, this, p, generator);

        /// <summary>Draws numbers with the probabilities each row holds.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Operators.Multinomial.Call(this, num_samples, replacement, generator);
    }
}
