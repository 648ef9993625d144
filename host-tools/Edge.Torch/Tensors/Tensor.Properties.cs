using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The element type.</summary>
        public ScalarType dtype => Info().ScalarType;

        /// <summary>The device, always the processor.</summary>
        public Device device => CPU;

        public DeviceType device_type => DeviceType.CPU;

        /// <summary>The number of dimensions.</summary>
        public long ndim => Info().Dimensions;

        public long Dimensions => ndim;

        public long dim() => ndim;

        /// <summary>The number of elements.</summary>
        public long NumberOfElements => Info().Elements;

        public long numel() => NumberOfElements;

        /// <summary>Bytes an element takes.</summary>
        public long ElementSize => SizeOf(dtype);

        public long element_size() => ElementSize;

        /// <summary>The size of each dimension.</summary>
        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[ndim];
                fixed (long* first = sizes) Shim.edge_sizes(Handle, first, null);
                GC.KeepAlive(this);
                return sizes;
            }
        }

        /// <summary>The size of each dimension.</summary>
        public long[] size() => shape;

        /// <summary>The size of one dimension; negative numbers count from the last.</summary>
        public long size(int dim)
        {
            long[] sizes = shape;
            return sizes[dim < 0 ? dim + sizes.Length : dim];
        }

        /// <summary>The distance in elements between neighbours along each dimension.</summary>
        public unsafe long[] stride()
        {
            long[] sizes = new long[ndim], strides = new long[sizes.Length];
            fixed (long* first = sizes, second = strides) Shim.edge_sizes(Handle, first, second);
            GC.KeepAlive(this);
            return strides;
        }

        public long stride(int dim)
        {
            long[] strides = stride();
            return strides[dim < 0 ? dim + strides.Length : dim];
        }

        /// <summary>Whether the elements lie in memory in the order of their indices, without gaps.</summary>
        public bool is_contiguous() => IsContiguous(0);

        public bool is_floating_point() => torch.is_floating_point(dtype);

        public bool is_integral() => torch.is_integral(dtype);

        public bool is_cpu() => true;

        public bool is_cuda => false;

        internal static int SizeOf(ScalarType type) => type switch
        {
            ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
            ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
            ScalarType.Int32 or ScalarType.Float32 => 4,
            ScalarType.ComplexFloat64 => 16,
            _ => 8,
        };

        /// <summary>Whether a four-dimensional tensor lies in memory as N x H x W x C, which pooling and batch norm read fastest.</summary>
        internal bool IsChannelsLast() => IsContiguous(2);

        private bool IsContiguous(int format)
        {
            bool answer = Shim.edge_is_contiguous(Handle, format) != 0;
            GC.KeepAlive(this);
            return answer;
        }

        private unsafe TensorInfo Info()
        {
            TensorInfo info;
            Shim.edge_info(Handle, &info);
            GC.KeepAlive(this);
            return info;
        }
    }
}
