using System;
using Edge.Device;
using Edge.Formats;

namespace Edge.Native;

/// <summary>The engine of firmware that was built with the interop library of device-runtime/native/interop.</summary>
public sealed class InteropEngine : NativeEngine
{
    private InteropEngine()
    {
    }

    /// <summary>
    /// Makes every session that is opened from now on run in native code where the firmware can. False on firmware without the library: the managed kernels stay.
    /// </summary>
    public static bool Install()
    {
        try
        {
            if (NativeMethods.Version() != NativeMethods.Expected)
            {
                return false;
            }
        }
        catch (Exception)
        {
            // What a method without native code throws differs between firmwares and .NET.
            return false;
        }

        Installed = new InteropEngine();
        return true;
    }

    public override Status Open(byte[] file, byte[] memory, int[] facts)
    {
        return (Status)NativeMethods.Open(file, memory, facts);
    }

    public override Status Run(byte[] file, byte[] memory, int layer, byte[] input, int[] output)
    {
        return (Status)NativeMethods.Run(file, memory, layer, input, output);
    }
}
