using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A copy with its own memory; gradients flow through it.</summary>
        public Tensor clone() => Operators.Clone.Call(this);

        /// <summary>Another handle on the same tensor.</summary>
        public Tensor alias() => Operators.Alias.Call(this);

        /// <summary>Copies the numbers of another tensor into this one, converting and broadcasting.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => Change(Operators.CopyInPlace, this, source, nonBlocking);

        /// <summary>The same memory, without gradient.</summary>
        public Tensor detach() => Operators.Detach.Call(this);

        public Tensor detach_() => Change(Operators.DetachInPlace, this);

        /// <summary>Sets every element to a number.</summary>
        public Tensor fill_(Scalar value) => Change(Operators.FillInPlace, this, value);

        /// <summary>Sets every element to zero.</summary>
        public Tensor zero_() => Change(Operators.ZeroInPlace, this);

        /// <summary>The tensor with elements of a type: itself where it has that type already and no copy is asked for.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            if (!copy && type == dtype) return this;
            Tensor converted = Operators.ToType.Call(this, type, non_blocking, copy);
            if (disposeAfter) Dispose();
            return converted;
        }

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor type(Func<Tensor, Tensor> typeFunc) => typeFunc(this);

        public Tensor type(ScalarType dtype) => to_type(dtype);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) => copy ? clone() : this;

        public Tensor to(Tensor other, bool non_blocking = false) => to_type(other.dtype);

        public Tensor cpu() => this;

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @char() => to_type(ScalarType.Int8);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Operators.ZerosLike.Call(this, dtype).Requiring(requires_grad);

        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Operators.OnesLike.Call(this, dtype).Requiring(requires_grad);

        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Operators.EmptyLike.Call(this, dtype).Requiring(requires_grad);

        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Operators.FullLike.Call(this, value, dtype).Requiring(requires_grad);

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Operators.RandLike.Call(this, dtype).Requiring(requires_grad);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Operators.RandnLike.Call(this, dtype).Requiring(requires_grad);

        public static implicit operator Tensor(byte value) => tensor(value);

        public static implicit operator Tensor(sbyte value) => tensor(value);

        public static implicit operator Tensor(short value) => tensor(value);

        public static implicit operator Tensor(int value) => tensor(value);

        public static implicit operator Tensor(long value) => tensor(value);

        public static implicit operator Tensor(float value) => tensor(value);

        public static implicit operator Tensor(double value) => tensor(value);

        public static implicit operator Tensor(bool value) => tensor(value);

        public static implicit operator Tensor(byte[] value) => tensor(value);

        public static implicit operator Tensor(sbyte[] value) => tensor(value);

        public static implicit operator Tensor(short[] value) => tensor(value);

        public static implicit operator Tensor(int[] value) => tensor(value);

        public static implicit operator Tensor(long[] value) => tensor(value);

        public static implicit operator Tensor(float[] value) => tensor(value);

        public static implicit operator Tensor(double[] value) => tensor(value);

        public static implicit operator Tensor(bool[] value) => tensor(value);

        public static implicit operator Tensor(Scalar scalar) => Operators.Full.Call(Array.Empty<long>(), scalar, scalar.Type);

        internal Tensor Requiring(bool grad) => grad ? requires_grad_() : this;
    }
}
