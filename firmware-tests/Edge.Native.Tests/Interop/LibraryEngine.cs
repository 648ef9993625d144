using System.Runtime.InteropServices;
using Edge.Device;
using Edge.Formats;

namespace Edge.Native.Tests.Interop;

/// <summary>The C half of the interop library as a shared library of this machine: what the firmware's glue calls, called from .NET.</summary>
internal sealed unsafe class LibraryEngine : NativeEngine, IDisposable
{
    private readonly nint _library;
    private readonly delegate* unmanaged<byte*, nuint, byte*, nuint, int*, int> _open;
    private readonly delegate* unmanaged<byte*, nuint, byte*, nuint, int, byte*, nuint, int*, nuint, int> _run;

    public LibraryEngine(string folder)
    {
        string path = Path.Combine(folder, "libedgesession.so");
        string native = Path.Combine(Compiler.Root, "device-runtime", "native");
        Compiler.Run("gcc", [.. Compiler.Strict, "-O2", "-shared", "-fPIC", "-I", Path.Combine(native, "include"), Path.Combine(native, "interop", "session.c"), .. Compiler.AllSources, "-o", path]);
        _library = NativeLibrary.Load(path);
        _open = (delegate* unmanaged<byte*, nuint, byte*, nuint, int*, int>)NativeLibrary.GetExport(_library, "edge_session_open");
        _run = (delegate* unmanaged<byte*, nuint, byte*, nuint, int, byte*, nuint, int*, nuint, int>)NativeLibrary.GetExport(_library, "edge_session_run");
    }

    /// <summary>How many layers and networks ran in C.</summary>
    public int Calls { get; private set; }

    public override Status Open(byte[] file, byte[] memory, int[] facts)
    {
        fixed (byte* f = file, m = memory)
        fixed (int* a = facts)
        {
            return (Status)_open(f, (nuint)file.Length, m, (nuint)memory.Length, a);
        }
    }

    public override Status Run(byte[] file, byte[] memory, int layer, byte[] input, int[] output)
    {
        Calls++;
        fixed (byte* f = file, m = memory, i = input)
        fixed (int* o = output)
        {
            return (Status)_run(f, (nuint)file.Length, m, (nuint)memory.Length, layer, i, (nuint)input.Length, o, (nuint)(output?.Length ?? 0));
        }
    }

    public void Dispose() => NativeLibrary.Free(_library);
}
