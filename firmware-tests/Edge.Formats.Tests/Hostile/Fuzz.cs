namespace Edge.Formats.Tests.Hostile;

/// <summary>How long and from where: EDGE_FUZZ_RUNS and EDGE_FUZZ_SEED.</summary>
internal static class Fuzz
{
    public static int Runs { get; } = int.Parse(Environment.GetEnvironmentVariable("EDGE_FUZZ_RUNS") ?? "5000");

    public static int Seed { get; } = int.Parse(Environment.GetEnvironmentVariable("EDGE_FUZZ_SEED") ?? "1");

    /// <summary>The bytes the call allocates on this thread.</summary>
    public static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
