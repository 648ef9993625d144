using System.Runtime.CompilerServices;

namespace Edge.Native;

/// <summary>
/// What firmware with the interop library provides; device-runtime/native/interop/Edge_Native.cpp is the other side. The order of the methods is that of its table,
/// and their signatures make its checksum: firmware of another checksum refuses to start, firmware without the library starts and throws at the first call.
/// </summary>
internal static class NativeMethods
{
    /// <summary>The version of this list.</summary>
    public const int Expected = 1;

    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int Version();

    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int Open(byte[] file, byte[] memory, int[] facts);

    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int Run(byte[] file, byte[] memory, int layer, byte[] input, int[] output);
}
