using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    private static readonly Lazy<Generator> DefaultGenerator = new(Generator.OfLibtorch);

    /// <summary>Seeds the default generator, from which all random numbers come where no other is given.</summary>
    public static Generator manual_seed(long seed) => DefaultGenerator.Value.manual_seed(seed);

    /// <summary>The seed of the default generator.</summary>
    public static long initial_seed() => DefaultGenerator.Value.initial_seed();

    /// <summary>The state of the default generator, as bytes.</summary>
    public static Tensor get_rng_state() => DefaultGenerator.Value.get_state();

    /// <summary>Sets the default generator to a state that <see cref="get_rng_state"/> gave.</summary>
    public static void set_rng_state(Tensor new_state) => DefaultGenerator.Value.set_state(new_state);

    /// <summary>Random numbers for the functions above.</summary>
    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        public static long initial_seed() => torch.initial_seed();

        public static Tensor get_rng_state() => torch.get_rng_state();

        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }

    /// <summary>A stream of pseudo-random numbers (Mersenne Twister). Equal seeds give equal streams.</summary>
    public class Generator : IDisposable
    {
        private IntPtr handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            handle = Shim.edge_new_generator(seed);
        }

        private Generator(IntPtr handle, bool _) => this.handle = handle;

        ~Generator() => Dispose(false);

        internal IntPtr Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public static Generator Default => DefaultGenerator.Value;

        internal static Generator OfLibtorch() => new(Shim.edge_default_generator(), true);

        /// <summary>Starts the stream anew.</summary>
        public Generator manual_seed(long seed)
        {
            Shim.edge_generator_seed(Handle, (ulong)seed);
            GC.KeepAlive(this);
            return this;
        }

        /// <summary>The seed the stream started from.</summary>
        public long initial_seed()
        {
            long seed = (long)Shim.edge_generator_current_seed(Handle);
            GC.KeepAlive(this);
            return seed;
        }

        /// <summary>Where the stream is, as bytes.</summary>
        public unsafe Tensor get_state()
        {
            IntPtr state;
            TorchException.Check(Shim.edge_generator_state(Handle, &state), nameof(get_state));
            GC.KeepAlive(this);
            return new Tensor(state);
        }

        /// <summary>Moves the stream to where another or this one was.</summary>
        public void set_state(Tensor value)
        {
            TorchException.Check(Shim.edge_generator_set_state(Handle, value.Handle), nameof(set_state));
            GC.KeepAlive(this);
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            IntPtr released = Interlocked.Exchange(ref handle, 0);
            if (released != 0) Shim.edge_release_generator(released);
        }
    }
}
