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
}
