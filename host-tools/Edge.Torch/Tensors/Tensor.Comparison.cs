using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Where this is equal to the target, as truth values.</summary>
        public Tensor eq(Tensor target) => Operators.EqTensor.Call(this, target);

        public Tensor eq(Scalar target) => Operators.EqScalar.Call(this, target);

        /// <summary>Where this is different from the target, as truth values.</summary>
        public Tensor ne(Tensor target) => Operators.NeTensor.Call(this, target);

        public Tensor ne(Scalar target) => Operators.NeScalar.Call(this, target);

        /// <summary>Where this is less than the target, as truth values.</summary>
        public Tensor lt(Tensor target) => Operators.LtTensor.Call(this, target);

        public Tensor lt(Scalar target) => Operators.LtScalar.Call(this, target);

        /// <summary>Where this is at most the target, as truth values.</summary>
        public Tensor le(Tensor target) => Operators.LeTensor.Call(this, target);

        public Tensor le(Scalar target) => Operators.LeScalar.Call(this, target);

        /// <summary>Where this is greater than the target, as truth values.</summary>
        public Tensor gt(Tensor target) => Operators.GtTensor.Call(this, target);

        public Tensor gt(Scalar target) => Operators.GtScalar.Call(this, target);

        /// <summary>Where this is at least the target, as truth values.</summary>
        public Tensor ge(Tensor target) => Operators.GeTensor.Call(this, target);

        public Tensor ge(Scalar target) => Operators.GeScalar.Call(this, target);

        public Tensor equal(Tensor target) => eq(target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor greater_equal(Tensor target) => ge(target);

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);

        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);

        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);

        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);

        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);

        /// <summary>Whether all elements are within rtol * |target| + atol of the target's.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Operators.Allclose.CallInteger(this, target, rtol, atol, equal_nan) != 0;

        /// <summary>Whether shape and all elements are equal.</summary>
        public bool Equals(Tensor target) => Operators.Equal.CallInteger(this, target) != 0;

        /// <summary>Whether the other object is a tensor of equal shape and elements.</summary>
        public override bool Equals(object? obj) => obj is Tensor tensor && Equals(tensor);

        public override int GetHashCode() => base.GetHashCode();

        public Tensor isnan() => Operators.Isnan.Call(this);

        public Tensor isinf() => Operators.Isinf.Call(this);

        public Tensor isfinite() => Operators.Isfinite.Call(this);

        public Tensor logical_and(Tensor other) => Operators.LogicalAnd.Call(this, other);

        public Tensor logical_or(Tensor other) => Operators.LogicalOr.Call(this, other);

        public Tensor logical_xor(Tensor other) => Operators.LogicalXor.Call(this, other);

        public Tensor logical_not() => Operators.LogicalNot.Call(this);

        public Tensor bitwise_and(Tensor other) => Operators.BitwiseAnd.Call(this, other);

        public Tensor bitwise_or(Tensor other) => Operators.BitwiseOr.Call(this, other);

        public Tensor bitwise_xor(Tensor other) => Operators.BitwiseXor.Call(this, other);

        public Tensor bitwise_left_shift(Tensor other) => Operators.LeftShift.Call(this, other);

        public Tensor bitwise_right_shift(Tensor other) => Operators.RightShift.Call(this, other);

        public Tensor bitwise_not() => Operators.BitwiseNot.Call(this);
    }
}
