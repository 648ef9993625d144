using Edge.Device;
using Edge.Device.Tests.Fuzzing;
using Edge.Formats;
using Edge.Testing;

namespace Edge.Native.Tests;

/// <summary>Damaged files get the same status from edge_open as from the managed runtime. EDGE_NATIVE_DAMAGED sets how many.</summary>
[Collection(EngineCollection.Name)]
public class StatusTests(EngineFixture engine)
{
    private const int Memory = 1 << 20;
    private const int SeedFiles = 60;

    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("EDGE_NATIVE_DAMAGED"), out int runs) ? runs : 4000;

    [CompilerFact]
    public void Damaged_files_get_the_status_that_the_managed_runtime_gives()
    {
        byte[][] files = [.. Enumerable.Range(0, SeedFiles).Select(seed => ReferenceWriter.Write(RandomNetwork.Generate(seed)))];
        Random random = new(1);
        ModelMutator mutator = new(random);
        Dictionary<Status, int> outcomes = [];
        using NativeRunner runner = engine.Fast();
        for (int run = 0; run < Runs; run++)
        {
            byte[] file = mutator.Mutate(files[random.Next(files.Length)]);
            Status managed = InferenceSession.Open(new ByteArraySource(file), Memory, out _);
            NativeResult native = runner.Run(file, [], Memory);

            // Both have a limit, but they need memory for different things; coded planes are for the managed runtime alone.
            if (native.Open != Status.Unsupported && managed != Status.OutOfMemory && native.Open != Status.OutOfMemory)
            {
                Assert.True(managed == native.Open, $"run {run}: {native.Open}, the managed runtime says {managed}");
                outcomes[managed] = outcomes.GetValueOrDefault(managed) + 1;
            }
        }

        Status[] expected =
        [
            Status.Ok, Status.Truncated, Status.WrongType, Status.NotAnEdgeFile, Status.ChecksumMismatch,
            Status.OutOfRange, Status.ShapeMismatch, Status.OutOfBounds,
        ];
        Assert.All(expected, status => Assert.True(outcomes.GetValueOrDefault(status) > Runs / 500, $"{status} occurred {outcomes.GetValueOrDefault(status)} times"));
    }
}
