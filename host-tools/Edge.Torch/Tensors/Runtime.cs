using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>
/// The functions and types of TorchSharp that Edge uses, over the libtorch installed on the system. Names and signatures are TorchSharp's,
/// so that the same source compiles against either. All errors of libtorch surface as an exception with its first line.
/// </summary>
public static partial class torch
{
    /// <summary>The version of libtorch.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((IntPtr)Shim.edge_version())!;

    /// <summary>How many threads an operator may use.</summary>
    public static int get_num_threads() => Shim.edge_threads();

    /// <summary>Sets how many threads an operator may use. Results are bit-equal only for equal thread counts.</summary>
    public static void set_num_threads(int num) => TorchException.Check(Shim.edge_set_threads(num), nameof(set_num_threads));

    /// <summary>Makes operators without a deterministic form fail (or warn) until the returned object is disposed.</summary>
    public static IDisposable use_deterministic_algorithms(bool mode = true, bool warn_only = false) => new DeterministicMode(mode, warn_only);

    private sealed class DeterministicMode : IDisposable
    {
        private readonly int before = Shim.edge_deterministic();

        internal DeterministicMode(bool on, bool warn) => Shim.edge_set_deterministic(on ? 1 : 0, warn ? 1 : 0);

        public void Dispose() => Shim.edge_set_deterministic(before, 0);
    }
}
