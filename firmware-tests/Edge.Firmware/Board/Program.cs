using System;
using Edge.Device;
#if EDGE_NATIVE
using Edge.Native;
#endif

namespace Edge.Firmware;

/// <summary>The application for a board or the real interpreter: the bundle is its binary resource "vectors".</summary>
public static class Program
{
    public static void Main()
    {
#if EDGE_NATIVE
        Console.WriteLine("{\"interop\":" + (InteropEngine.Install() ? "true" : "false") + "}");
#endif
        VectorRunner.Run(new BundleResource());
    }
}

/// <summary>Copies the bundle from flash in the small pieces the reader asks for.</summary>
public sealed class BundleResource : ModelSource
{
    /// <summary>A resource does not tell its length; the reader never asks past the end.</summary>
    public override int Length
    {
        get { return int.MaxValue; }
    }

    public override int Read(int position, byte[] buffer, int offset, int count)
    {
        if (count == 0)
        {
            return 0;
        }

        byte[] piece = Bin.Get(Bin.Id.vectors, position, count);
        Array.Copy(piece, 0, buffer, offset, piece.Length);
        return piece.Length;
    }
}
