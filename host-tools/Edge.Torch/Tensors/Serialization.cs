using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        /// <summary>Writes a tensor to a file.</summary>
        public static void save(Tensor t, string location) => TensorFiles.Write(location, t.Save);

        /// <summary>Reads a tensor that <see cref="save"/> wrote.</summary>
        public static Tensor load(string location)
        {
            using BinaryReader reader = new(File.OpenRead(location));
            return TensorExtensionMethods.Load(reader);
        }

        public partial class Tensor
        {
            public void save(string location) => torch.save(this, location);

            public static Tensor load(string location) => torch.load(location);
        }
    }

    /// <summary>
    /// Tensors as bytes, TorchSharp's layout: the element type, the number of dimensions and the sizes, each as a LEB128 number (seven
    /// bits a byte, low bits first, the high bit set but in the last), then the elements in index order, little-endian.
    /// </summary>
    public static class TensorExtensionMethods
    {
        /// <summary>Writes the tensor.</summary>
        public static void Save(this Tensor tensor, BinaryWriter writer)
        {
            long[] sizes = tensor.shape;
            writer.Write7BitEncodedInt64((long)tensor.dtype);
            writer.Write7BitEncodedInt64(sizes.Length);
            foreach (long size in sizes) writer.Write7BitEncodedInt64(size);
            using Tensor whole = tensor.contiguous();
            writer.Write(whole.bytes);
        }

        /// <summary>Reads the elements of a tensor of the same shape and type.</summary>
        /// <exception cref="ArgumentException">The shape or the type differs.</exception>
        public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
        {
            using Tensor read = Load(reader);
            if (skip) return;
            if (read.dtype != tensor.dtype || !read.shape.AsSpan().SequenceEqual(tensor.shape))
                throw new ArgumentException($"the tensor is {Describe(tensor)}, the file has {Describe(read)}");
            using IDisposable quiet = no_grad();
            tensor.copy_(read);
        }

        /// <summary>Reads a tensor.</summary>
        /// <exception cref="InvalidDataException">The bytes do not describe a tensor, or end early.</exception>
        public static Tensor Load(BinaryReader reader, bool skip = false)
        {
            var type = (ScalarType)reader.Read7BitEncodedInt64();
            if (!Enum.IsDefined(type)) throw new InvalidDataException($"unknown element type {(long)type}");
            long rank = reader.Read7BitEncodedInt64();
            if (rank is < 0 or > 64) throw new InvalidDataException($"{rank} dimensions");
            var sizes = new long[rank];
            long elements = 1;
            for (int i = 0; i < sizes.Length; i++)
            {
                sizes[i] = reader.Read7BitEncodedInt64();
                if (sizes[i] < 0) throw new InvalidDataException($"size {sizes[i]}");
                elements = checked(elements * sizes[i]);
            }
            byte[] bytes = ReadExactly(reader, checked(elements * Tensor.SizeOf(type)));
            return Tensor.FromBytes(bytes, sizes, type);
        }

        // Reads piece by piece, so that a damaged length does not reserve memory that the file cannot fill.
        private static byte[] ReadExactly(BinaryReader reader, long count)
        {
            const int piece = 1 << 20;
            if (count <= piece) return Checked(reader.ReadBytes((int)count), (int)count);
            using MemoryStream all = new();
            for (long rest = count; rest > 0; rest -= piece)
            {
                int n = (int)Math.Min(rest, piece);
                all.Write(Checked(reader.ReadBytes(n), n));
            }
            return all.ToArray();
        }

        private static byte[] Checked(byte[] read, int expected) =>
            read.Length == expected ? read : throw new InvalidDataException($"the file ends {expected - read.Length} bytes early");

        private static string Describe(Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";
    }
}

namespace TorchSharp.Utils
{
    /// <summary>Files that are complete or not there.</summary>
    internal static class TensorFiles
    {
        /// <summary>Writes beside the target and renames, so that a crash leaves the old file.</summary>
        internal static void Write(string location, Action<BinaryWriter> write)
        {
            string temporary = location + ".new";
            using (BinaryWriter writer = new(File.Create(temporary))) write(writer);
            File.Move(temporary, location, overwrite: true);
        }
    }
}
