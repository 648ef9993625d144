using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An array of numbers of one type with any number of dimensions. It owns a native tensor: dispose it, or let a scope do so.</summary>
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private static long peakCount;
        private IntPtr handle;
        private long counted;

        /// <summary>Takes over a native reference.</summary>
        internal unsafe Tensor(IntPtr handle, bool register = true)
        {
            this.handle = handle;
            Count(Interlocked.Increment(ref totalCount));
            TensorInfo info;
            Shim.edge_info(handle, &info);
            if (register && DisposeScopeManager.Current is { } scope)
            {
                OwningDisposeScope = scope;
                scope.Add(this);
            }
            if (info.OwnedBytes >= NativeMemory.CountedFrom) NativeMemory.Add(counted = info.OwnedBytes);
        }

        /// <summary>The backstop for tensors that nobody disposed.</summary>
        ~Tensor() => Dispose(false);

        /// <summary>How many tensors are alive in the process.</summary>
        public static long TotalCount => Interlocked.Read(ref totalCount);

        /// <summary>The largest number of tensors that were alive at once.</summary>
        public static long PeakCount => Interlocked.Read(ref peakCount);

        /// <summary>The native tensor.</summary>
        /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
        public IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Tensor), "the tensor was disposed, perhaps by the scope it was created in");

        /// <summary>Whether the tensor was disposed.</summary>
        public bool IsInvalid => handle == 0;

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Releases the native tensor.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            IntPtr released = Interlocked.Exchange(ref handle, 0);
            if (released == 0) return;
            Shim.edge_release(released);
            Interlocked.Decrement(ref totalCount);
            NativeMemory.Remove(counted);
            if (disposing) OwningDisposeScope?.MarkAsDisposed(this);
        }

        /// <summary>Hands the tensor to the scope around its own; without one it belongs to no scope.</summary>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Hands the tensor to the scope of another.</summary>
        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        /// <summary>Hands the tensor to another scope, or to none.</summary>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is { } owner) owner.MoveToOther(other, this);
            else other?.Attach(this);
            return this;
        }

        /// <summary>Takes the tensor out of all scopes: its holder disposes it.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Gives the native reference away and leaves this object as if disposed.</summary>
        internal IntPtr Release()
        {
            IntPtr released = Handle;
            handle = 0;
            Interlocked.Decrement(ref totalCount);
            NativeMemory.Remove(counted);
            GC.SuppressFinalize(this);
            return released;
        }

        /// <summary>Puts real numbers of another type in the place of these; the object stays the same.</summary>
        internal void ConvertInPlace(ScalarType type)
        {
            if (!is_floating_point() || type == dtype) return;
            bool trained = requires_grad;
            using Tensor bare = detach();
            using Tensor converted = bare.to_type(type, copy: true).requires_grad_(trained);
            (handle, converted.handle) = (converted.handle, handle);
            (counted, converted.counted) = (converted.counted, counted);
        }

        private static void Count(long now)
        {
            for (long peak = PeakCount; now > peak; peak = PeakCount)
            {
                if (Interlocked.CompareExchange(ref peakCount, now, peak) == peak) return;
            }
        }
    }
}
