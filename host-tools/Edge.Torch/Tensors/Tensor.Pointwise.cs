using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The negative.</summary>
        public Tensor neg() => Operators.Neg.Call(this);

        public Tensor neg_() => Change(Operators.NegInPlace, this);

        /// <summary>The absolute value.</summary>
        public Tensor abs() => Operators.Abs.Call(this);

        public Tensor abs_() => Change(Operators.AbsInPlace, this);

        /// <summary>Rounds down.</summary>
        public Tensor floor() => Operators.Floor.Call(this);

        public Tensor floor_() => Change(Operators.FloorInPlace, this);

        /// <summary>Rounds up.</summary>
        public Tensor ceil() => Operators.Ceil.Call(this);

        public Tensor ceil_() => Change(Operators.CeilInPlace, this);

        /// <summary>Rounds towards zero.</summary>
        public Tensor trunc() => Operators.Trunc.Call(this);

        public Tensor trunc_() => Change(Operators.TruncInPlace, this);

        /// <summary>What truncation cuts off.</summary>
        public Tensor frac() => Operators.Frac.Call(this);

        /// <summary>-1, 0 or +1.</summary>
        public Tensor sign() => Operators.Sign.Call(this);

        public Tensor sign_() => Change(Operators.SignInPlace, this);

        /// <summary>-1, 0 or +1; a unit vector for complex numbers.</summary>
        public Tensor sgn() => Operators.Sgn.Call(this);

        /// <summary>The square root.</summary>
        public Tensor sqrt() => Operators.Sqrt.Call(this);

        public Tensor sqrt_() => Change(Operators.SqrtInPlace, this);

        /// <summary>1 / sqrt.</summary>
        public Tensor rsqrt() => Operators.Rsqrt.Call(this);

        /// <summary>The square.</summary>
        public Tensor square() => Operators.Square.Call(this);

        /// <summary>1 / x.</summary>
        public Tensor reciprocal() => Operators.Reciprocal.Call(this);

        public Tensor reciprocal_() => Change(Operators.ReciprocalInPlace, this);

        /// <summary>e to the power of x.</summary>
        public Tensor exp() => Operators.Exp.Call(this);

        public Tensor exp_() => Change(Operators.ExpInPlace, this);

        /// <summary>2 to the power of x.</summary>
        public Tensor exp2() => Operators.Exp2.Call(this);

        /// <summary>exp(x) - 1.</summary>
        public Tensor expm1() => Operators.Expm1.Call(this);

        /// <summary>The natural logarithm.</summary>
        public Tensor log() => Operators.Log.Call(this);

        public Tensor log_() => Change(Operators.LogInPlace, this);

        /// <summary>The logarithm to base 2.</summary>
        public Tensor log2() => Operators.Log2.Call(this);

        /// <summary>The logarithm to base 10.</summary>
        public Tensor log10() => Operators.Log10.Call(this);

        /// <summary>log(1 + x).</summary>
        public Tensor log1p() => Operators.Log1p.Call(this);

        /// <summary>The sine.</summary>
        public Tensor sin() => Operators.Sin.Call(this);

        /// <summary>The cosine.</summary>
        public Tensor cos() => Operators.Cos.Call(this);

        /// <summary>The hyperbolic tangent.</summary>
        public Tensor tanh() => Operators.Tanh.Call(this);

        public Tensor tanh_() => Change(Operators.TanhInPlace, this);

        /// <summary>1 / (1 + exp(-x)).</summary>
        public Tensor sigmoid() => Operators.Sigmoid.Call(this);

        public Tensor sigmoid_() => Change(Operators.SigmoidInPlace, this);

        /// <summary>The error function.</summary>
        public Tensor erf() => Operators.Erf.Call(this);

        /// <summary>max(x, 0).</summary>
        public Tensor relu() => Operators.Relu.Call(this);

        public Tensor relu_() => Change(Operators.ReluInPlace, this);

        /// <summary>min(max(x, 0), 6).</summary>
        public Tensor relu6() => Operators.Relu6.Call(this);

        /// <summary>x times the normal distribution function.</summary>
        public Tensor gelu() => Operators.Gelu.Call(this);

        /// <summary>x * sigmoid(x).</summary>
        public Tensor silu() => Operators.Silu.Call(this);

        /// <summary>min(max(x / 6 + 1/2, 0), 1).</summary>
        public Tensor hardsigmoid() => Operators.Hardsigmoid.Call(this);

        /// <summary>x * hardsigmoid(x).</summary>
        public Tensor hardswish() => Operators.Hardswish.Call(this);

        public Tensor negative() => neg();

        /// <summary>Rounds to the nearest number of so many decimals, halves to even.</summary>
        public Tensor round(long decimals = 0) => decimals == 0 ? Operators.Round.Call(this) : Operators.RoundDecimals.Call(this, decimals);

        public Tensor round_(long decimals = 0) =>
            decimals == 0 ? Change(Operators.RoundInPlace, this) : Change(Operators.RoundDecimalsInPlace, this, decimals);

        public Tensor hardtanh(Scalar min, Scalar max) => Operators.Hardtanh.Call(this, min, max);

        public Tensor hardtanh_(Scalar min, Scalar max) => Change(Operators.HardtanhInPlace, this, min, max);

        /// <summary>x where positive, else negative_slope * x.</summary>
        public Tensor leaky_relu(Scalar negative_slope) => Operators.LeakyRelu.Call(this, negative_slope);

        /// <summary>log(1 + exp(beta * x)) / beta.</summary>
        public Tensor softplus(double beta = 1, double threshold = 20) => Operators.Softplus.Call(this, (Scalar)beta, (Scalar)threshold);

        /// <summary>exp(x) divided by its sum along a dimension.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Operators.Softmax.Call(this, dim, dtype);

        /// <summary>The logarithm of softmax, computed safely.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Operators.LogSoftmax.Call(this, dim, dtype);

        /// <summary>Replaces not-a-number and the infinities.</summary>
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Operators.NanToNum.Call(this, nan, Optional(posinf), Optional(neginf));

        private static Argument Optional(double? value) => value is { } number ? number : Argument.None;

        private static Argument Optional(long? value) => value is { } number ? number : Argument.None;
    }
}
