using System.Diagnostics;
using Edge.Device.Tests.Support;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;
using Xunit.Abstractions;

namespace Edge.Device.Tests.Fuzzing;

/// <summary>
/// Damaged files give a status or a session that runs: no exception, no endless loop, and no allocation above 16 times the file plus 1.25 MiB.
/// EDGE_FUZZ_RUNS and EDGE_FUZZ_SEED set how many and which.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int SeedFiles = 60;

    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("EDGE_FUZZ_RUNS") ?? "5000");
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("EDGE_FUZZ_SEED") ?? "1");

    [Fact]
    public void Damaged_files_give_a_status_or_run_within_bounds()
    {
        byte[][] files = [ReferenceWriter.Write(ReferenceModel.Make()), .. Enumerable.Range(0, SeedFiles).Select(seed => ReferenceWriter.Write(RandomNetwork.Generate(seed)))];
        Random random = new(Seed);
        ModelMutator mutator = new(random);
        int[] outcomes = new int[Enum.GetValues<Status>().Max(status => (int)status) + 1];
        int sessionsRun = 0;
        double largest = 0;
        TimeSpan longest = TimeSpan.Zero;
        Warm(files[0]);
        for (int run = 0; run < Runs; run++)
        {
            byte[] file = mutator.Mutate(files[random.Next(files.Length)]);
            try
            {
                long start = Stopwatch.GetTimestamp();
                (Status status, long allocated, bool ran) = Try(file);
                TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
                longest = elapsed > longest ? elapsed : longest;
                outcomes[(int)status]++;
                sessionsRun += ran ? 1 : 0;

                // What the loader asks the heap for before it takes a layout, and gives back at once, counts too.
                double share = allocated / ((16.0 * file.Length) + (5 << 18));
                largest = Math.Max(largest, share);
                Assert.True(share <= 1, $"run {run} of seed {Seed}: {allocated} bytes allocated for a file of {file.Length}");
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"run {run} of seed {Seed}: {exception}");
            }
        }

        output.WriteLine($"{Runs} files, seed {Seed}: {sessionsRun} ran; largest allocation {largest:P0} of the bound; longest {longest.TotalMilliseconds:F0} ms");
        foreach (Status status in Enum.GetValues<Status>())
        {
            output.WriteLine($"{status,-20} {outcomes[(int)status]}");
        }

        // The fuzzer is worth nothing where it stops at the door: every kind of refusal and many runs must occur.
        Status[] expected =
        [
            Status.Ok, Status.Truncated, Status.WrongType, Status.NotAnEdgeFile, Status.ChecksumMismatch,
            Status.OutOfRange, Status.ShapeMismatch, Status.OutOfBounds,
        ];
        Assert.All(expected, status => Assert.True(outcomes[(int)status] > Runs / 500, $"{status} occurred {outcomes[(int)status]} times"));
        Assert.True(sessionsRun > Runs / 20, $"{sessionsRun} sessions ran");
    }

    /// <summary>Opens and, where that succeeds, runs the file and its self-tests; the session's own input and output do not count as its allocation.</summary>
    private static (Status Status, long Allocated, bool Ran) Try(byte[] file)
    {
        ByteArraySource source = new(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Status status = InferenceSession.Open(source, out InferenceSession session);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(status == Status.Ok, session is not null);
        if (session is null)
        {
            return (status, allocated, false);
        }

        byte[] input = new byte[session.InputLength];
        int[] output = new int[session.OutputLength];
        before = GC.GetAllocatedBytesForCurrentThread();
        Status first = session.Run(input, output);
        long allocatedByRun = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, allocatedByRun);
        Assert.Equal(Status.Ok, first);

        // Values outside the format reach the kernels through damaged parameters too; here they are tried from outside.
        Array.Fill(input, (byte)0xff);
        session.Run(input, output);
        session.SelfTest();
        return (status, allocated, true);
    }

    private static void Warm(byte[] file)
    {
        for (int i = 0; i < 3; i++)
        {
            Try(file);
        }
    }
}
