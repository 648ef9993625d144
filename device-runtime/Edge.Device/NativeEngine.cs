using Edge.Formats;

namespace Edge.Device;

/// <summary>
/// Runs networks in native code. Firmware that was built with the interop library has one; once installed, <see cref="InferenceSession"/> takes it for every
/// model that it opens from then on, and the managed kernels where the engine or the heap refuses. The integers are the same.
/// </summary>
public abstract class NativeEngine
{
    /// <summary>The place of the bytes needed in the facts of <see cref="Open"/>.</summary>
    public const int NeededBytes = 0;

    /// <summary>The place of the arena's first byte in the facts of <see cref="Open"/>.</summary>
    public const int ArenaAt = 1;

    /// <summary>The number of facts.</summary>
    public const int FactCount = 2;

    private static NativeEngine installed;

    /// <summary>The engine that sessions take; null for the managed kernels.</summary>
    public static NativeEngine Installed
    {
        get { return installed; }
        set { installed = value; }
    }

    /// <summary>
    /// Checks a whole file and builds its layer table in <paramref name="memory"/>, which holds the activations too. <see cref="Status.OutOfMemory"/>: the facts say
    /// how many bytes to bring; where not even the table fitted, that call may ask once more. The weights are read where they lie in <paramref name="file"/>.
    /// </summary>
    public abstract Status Open(byte[] file, byte[] memory, int[] facts);

    /// <summary>
    /// Runs layer <paramref name="layer"/> of an opened file, or all of them where it is -1. The arrays are those of <see cref="Open"/>; a collector may have moved them.
    /// </summary>
    public abstract Status Run(byte[] file, byte[] memory, int layer, byte[] input, int[] output);
}
