using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>this + alpha * target.</summary>
        public Tensor add(Tensor target) => Operators.AddTensor.Call(this, target);

        public Tensor add(Tensor target, Scalar alpha) => Operators.AddTensor.Call(this, target, alpha);

        public Tensor add(Scalar scalar) => Operators.AddScalar.Call(this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Operators.AddScalar.Call(this, scalar, alpha);

        public Tensor add_(Tensor target) => Change(Operators.AddTensorInPlace, this, target);

        public Tensor add_(Tensor target, Scalar alpha) => Change(Operators.AddTensorInPlace, this, target, alpha);

        public Tensor add_(Scalar scalar) => Change(Operators.AddScalarInPlace, this, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => Change(Operators.AddScalarInPlace, this, scalar, alpha);

        /// <summary>Difference, element by element, with broadcasting.</summary>
        public Tensor sub(Tensor target) => Operators.SubTensor.Call(this, target);

        public Tensor sub(Scalar target) => Operators.SubScalar.Call(this, target);

        public Tensor sub_(Tensor target) => Change(Operators.SubTensorInPlace, this, target);

        public Tensor sub_(Scalar target) => Change(Operators.SubScalarInPlace, this, target);

        /// <summary>Product, element by element, with broadcasting.</summary>
        public Tensor mul(Tensor target) => Operators.MulTensor.Call(this, target);

        public Tensor mul(Scalar target) => Operators.MulScalar.Call(this, target);

        public Tensor mul_(Tensor target) => Change(Operators.MulTensorInPlace, this, target);

        public Tensor mul_(Scalar target) => Change(Operators.MulScalarInPlace, this, target);

        /// <summary>Quotient, true or rounded, element by element, with broadcasting.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Operators.DivTensor.Call(this, target, Rounding(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Operators.DivScalar.Call(this, target, Rounding(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Change(Operators.DivTensorInPlace, this, target, Rounding(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Change(Operators.DivScalarInPlace, this, target, Rounding(rounding_mode));

        /// <summary>The quotient rounded towards minus infinity.</summary>
        public Tensor floor_divide(Tensor other) => div(other, RoundingMode.floor);

        public Tensor floor_divide(Scalar other) => div(other, RoundingMode.floor);

        /// <summary>The remainder with the sign of the divisor.</summary>
        public Tensor remainder(Tensor target) => Operators.RemainderTensor.Call(this, target);

        public Tensor remainder(Scalar scalar) => Operators.RemainderScalar.Call(this, scalar);

        /// <summary>The remainder with the sign of the dividend.</summary>
        public Tensor fmod(Tensor target) => Operators.FmodTensor.Call(this, target);

        public Tensor fmod(Scalar scalar) => Operators.FmodScalar.Call(this, scalar);

        public Tensor pow(Tensor exponent) => Operators.PowTensor.Call(this, exponent);

        public Tensor pow(Scalar exponent) => Operators.PowScalar.Call(this, exponent);

        public Tensor pow_(Tensor exponent) => Change(Operators.PowTensorInPlace, this, exponent);

        public Tensor pow_(Scalar exponent) => Change(Operators.PowScalarInPlace, this, exponent);

        /// <summary>this + value * tensor1 * tensor2.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Operators.Addcmul.Call(this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Change(Operators.AddcmulInPlace, this, tensor1, tensor2, value);

        /// <summary>this + value * tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Operators.Addcdiv.Call(this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => addcdiv(tensor1, tensor2, 1);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Change(Operators.AddcdivInPlace, this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => addcdiv_(tensor1, tensor2, 1);

        /// <summary>this + weight * (end - this).</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Operators.Lerp.Call(this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => Change(Operators.LerpInPlace, this, end, weight);

        /// <summary>Limits the elements to min .. max; either may be absent. The gradient is 1 within, bounds included, else 0.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Operators.Clamp.Call(this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Operators.ClampTensor.Call(this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Change(Operators.ClampInPlace, this, min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Change(Operators.ClampTensorInPlace, this, min, max);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_min(Scalar min) => clamp(min, null);

        public Tensor clamp_max(Scalar max) => clamp(null, max);

        public Tensor clamp_min_(Scalar min) => clamp_(min, null);

        public Tensor clamp_max_(Scalar max) => clamp_(null, max);

        /// <summary>The larger of two, element by element.</summary>
        public Tensor maximum(Tensor other) => Operators.Maximum.Call(this, other);

        /// <summary>The smaller of two, element by element.</summary>
        public Tensor minimum(Tensor other) => Operators.Minimum.Call(this, other);

        public Tensor max(Tensor other) => maximum(other);

        public Tensor min(Tensor other) => minimum(other);

        private static Argument Rounding(RoundingMode mode) => mode == RoundingMode.None ? Argument.None : mode.ToString();

        private Tensor Change(Operator change, params ReadOnlySpan<Argument> arguments)
        {
            change.Run(arguments);
            return this;
        }
    }
}
