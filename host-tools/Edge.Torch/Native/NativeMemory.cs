namespace TorchSharp.Native;

/// <summary>
/// Counts the native memory of live tensors and runs the garbage collector when it has doubled since the last time. The collector sees a
/// few bytes for each tensor only, and its own AddMemoryPressure acts after several full collections at the earliest, which a loop over
/// tensors may never cause.
/// </summary>
internal static class NativeMemory
{
    /// <summary>Smaller tensors are not counted: they are many, and their objects tell the collector enough.</summary>
    internal const long CountedFrom = 16 * 1024;

    private const long Least = 256L << 20;
    private static long live;
    private static long limit = Least;

    /// <summary>Bytes held by live tensors that are counted.</summary>
    internal static long Live => Interlocked.Read(ref live);

    internal static void Add(long bytes)
    {
        if (Interlocked.Add(ref live, bytes) <= Interlocked.Read(ref limit)) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Interlocked.Exchange(ref limit, Math.Max(Least, 2 * Live));
    }

    internal static void Remove(long bytes) => Interlocked.Add(ref live, -bytes);
}
