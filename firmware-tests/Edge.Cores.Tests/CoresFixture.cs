using System.Text.Json;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Cores.Tests;

/// <summary>The networks of all cores, computed once: golden files and random networks (EDGE_CORE_RUNS says how many).</summary>
public sealed class CoresFixture
{
    public const int DefaultNetworks = 20;

    private readonly Lazy<Job[]> _jobs = new(() => [.. Golden(), .. Random()]);

    internal IReadOnlyList<Job> Jobs => _jobs.Value;

    internal static int Networks => int.TryParse(Environment.GetEnvironmentVariable("EDGE_CORE_RUNS"), out int networks) ? networks : DefaultNetworks;

    private static IEnumerable<Job> Golden()
    {
        foreach (string path in Directory.GetFiles(Path.Combine(NativeSources.Root, "formats", "vectors"), "*.edge").Order(StringComparer.Ordinal))
        {
            byte[] file = CodedPlanes.Expand(File.ReadAllBytes(path));
            using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".expected")));
            int[][][] runs = [.. expected.RootElement.GetProperty("runs").EnumerateArray().Select(run => JsonSerializer.Deserialize<int[][]>(run.GetProperty("tensors"))!)];
            yield return new(ModelReader.Read(file), file, runs);
        }
    }

    private static IEnumerable<Job> Random()
    {
        for (int seed = 0; seed < Networks; seed++)
        {
            // Input seeds 0 and 1 are the smallest and the largest input.
            ModelDefinition model = RandomNetwork.Generate(seed);
            int[][][] runs = [.. new[] { 0, 1, seed + 2 }.Select(inputSeed => ReferenceNetwork.Run(model, RandomNetwork.InputValues(model, inputSeed)))];
            yield return new(model, ReferenceWriter.Write(model), runs);
        }
    }
}
