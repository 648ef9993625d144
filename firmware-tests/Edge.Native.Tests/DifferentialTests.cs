using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Native.Tests;

/// <summary>Random networks through the slow reference and the C engine, every layer's bytes compared. EDGE_NATIVE_RUNS sets how many.</summary>
[Collection(EngineCollection.Name)]
public class DifferentialTests(EngineFixture engine)
{
    private static readonly int? Runs = int.TryParse(Environment.GetEnvironmentVariable("EDGE_NATIVE_RUNS"), out int runs) ? runs : null;

    [CompilerFact]
    public void Random_networks_give_the_reference_s_bytes_in_every_layer() => Compare(engine.Fast(), Runs ?? 2000);

    [CompilerFact]
    public void The_sanitizers_find_nothing_in_random_networks() => Compare(engine.Checked(), Runs ?? 300);

    private static void Compare(NativeRunner runner, int networks)
    {
        using (runner)
        {
            int layers = 0;
            for (int seed = 0; seed < networks; seed++)
            {
                // Input seeds 0 and 1 are the smallest and the largest input.
                ModelDefinition model = RandomNetwork.Generate(seed);
                int[][][] runs = [.. new[] { 0, 1, seed + 2 }.Select(inputSeed => ReferenceNetwork.Run(model, RandomNetwork.InputValues(model, inputSeed)))];
                Comparison.AssertEqualsTensors(runner, ReferenceWriter.Write(model), model, runs);
                layers += model.Layers.Count;
            }

            Assert.True(layers >= networks);
        }
    }
}
