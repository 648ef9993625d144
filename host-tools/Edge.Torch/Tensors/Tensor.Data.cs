using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Access to the elements in place.</summary>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the element type.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged => new(this);

        /// <summary>The only element of a tensor.</summary>
        /// <exception cref="ArgumentException">There are more, or <typeparamref name="T"/> is not the element type.</exception>
        public unsafe T item<T>() where T : unmanaged
        {
            if (NumberOfElements != 1) throw new ArgumentException($"item needs a tensor of one element, found {NumberOfElements}");
            CheckType<T>();
            T value = *(T*)Address;
            GC.KeepAlive(this);
            return value;
        }

        /// <summary>The only element as a scalar.</summary>
        public Scalar ToScalar() => dtype switch
        {
            ScalarType.Float32 => item<float>(),
            ScalarType.Float64 => item<double>(),
            ScalarType.Bool => item<bool>(),
            _ => to_type(ScalarType.Int64).item<long>(),
        };

        /// <summary>The bytes of a contiguous tensor, in place; setting copies into them. The tensor must outlive the span.</summary>
        /// <exception cref="ArgumentException">The tensor is not contiguous, or the lengths differ.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                if (!is_contiguous()) throw new ArgumentException("bytes needs a contiguous tensor; call contiguous() first");
                return new Span<byte>((void*)Address, checked((int)(NumberOfElements * ElementSize)));
            }
            set
            {
                Span<byte> own = bytes;
                if (value.Length != own.Length) throw new ArgumentException($"the tensor has {own.Length} bytes, the span {value.Length}");
                value.CopyTo(own);
                GC.KeepAlive(this);
            }
        }

        /// <summary>Where the first element lies. Keep the tensor alive while using it.</summary>
        internal IntPtr Address => Shim.edge_data(Handle);

        internal void CheckType<T>() where T : unmanaged
        {
            ScalarType found = dtype;
            bool fits = found switch
            {
                ScalarType.Byte => typeof(T) == typeof(byte),
                ScalarType.Int8 => typeof(T) == typeof(sbyte),
                ScalarType.Int16 => typeof(T) == typeof(short),
                ScalarType.Int32 => typeof(T) == typeof(int),
                ScalarType.Int64 => typeof(T) == typeof(long),
                ScalarType.Float16 => typeof(T) == typeof(Half),
                ScalarType.Float32 => typeof(T) == typeof(float),
                ScalarType.Float64 => typeof(T) == typeof(double),
                ScalarType.Bool => typeof(T) == typeof(bool),
                _ => false,
            };
            if (!fits) throw new ArgumentException($"the tensor holds {found}, not {typeof(T).Name}");
        }

        internal static unsafe Tensor FromBytes(ReadOnlySpan<byte> bytes, ReadOnlySpan<long> sizes, ScalarType type)
        {
            IntPtr made;
            fixed (long* first = sizes) TorchException.Check(Shim.edge_new(first, sizes.Length, (int)type, &made), "tensor");
            Tensor tensor = new(made);
            long expected = tensor.NumberOfElements * SizeOf(type);
            if (expected != bytes.Length)
            {
                tensor.Dispose();
                throw new ArgumentException($"a tensor of shape [{string.Join(", ", sizes.ToArray())}] and type {type} has {expected} bytes, found {bytes.Length}");
            }
            bytes.CopyTo(new Span<byte>((void*)tensor.Address, bytes.Length));
            GC.KeepAlive(tensor);
            return tensor;
        }

        public override string ToString()
        {
            if (IsInvalid) return "disposed tensor";
            string head = $"[{string.Join('x', shape)}], type = {dtype}, device = cpu";
            return NumberOfElements == 1 ? $"{head}, value = {ToText()}" : head;
        }

        public static explicit operator float(Tensor value) => (float)value.ToScalar().ToDouble();

        public static explicit operator double(Tensor value) => value.ToScalar().ToDouble();

        public static explicit operator sbyte(Tensor value) => value.ToScalar().ToSByte();

        public static explicit operator byte(Tensor value) => value.ToScalar().ToByte();

        public static explicit operator short(Tensor value) => value.ToScalar().ToInt16();

        public static explicit operator int(Tensor value) => value.ToScalar().ToInt32();

        public static explicit operator long(Tensor value) => value.ToScalar().ToInt64();

        public static explicit operator bool(Tensor value) => value.ToScalar().ToBoolean();

        private string ToText()
        {
            Scalar value = ToScalar();
            return value.Type switch
            {
                ScalarType.Float64 => value.ToDouble().ToString("g7"),
                ScalarType.Bool => value.ToBoolean().ToString(),
                _ => value.ToInt64().ToString(),
            };
        }
    }
}
