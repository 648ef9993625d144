using System;

namespace Edge.Device.Loading;

/// <summary>
/// Asks the managed heap whether it has room, before anything is loaded that it might not hold. A request that fails takes nothing, so the heap is never fuller
/// than with what was asked for.
/// </summary>
internal static class HeapProbe
{
    /// <summary>Below the largest object of the device.</summary>
    private const int LargestPiece = 700_000;

    /// <summary>Whether <paramref name="bytes"/> more could be allocated.</summary>
    public static bool Holds(long bytes)
    {
        try
        {
            byte[][] pieces = new byte[(int)((bytes + LargestPiece - 1) / LargestPiece)][];
            for (int i = 0; i < pieces.Length; i++)
            {
                pieces[i] = new byte[bytes < LargestPiece ? (int)bytes : LargestPiece];
                bytes -= LargestPiece;
            }

            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }
}
