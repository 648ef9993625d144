using Edge.Device.Tests.Support;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests;

/// <summary>Random networks through the slow reference and the runtime, every layer's output compared. EDGE_RANDOM_NETWORKS sets how many.</summary>
public class DifferentialTests
{
    private static readonly int Networks = int.Parse(Environment.GetEnvironmentVariable("EDGE_RANDOM_NETWORKS") ?? "2000");

    [Fact]
    public void Random_networks_give_the_reference_s_values_in_every_layer()
    {
        int layers = 0;
        for (int seed = 0; seed < Networks; seed++)
        {
            ModelDefinition model = RandomNetwork.Generate(seed);
            InferenceSession session = Sessions.Open(model);
            for (int inputSeed = 0; inputSeed < 3; inputSeed++)
            {
                // Seeds 0 and 1 are the smallest and the largest input.
                Sessions.AssertEqualsReference(model, session, RandomNetwork.InputValues(model, inputSeed == 2 ? seed + 2 : inputSeed));
            }

            Assert.Equal(Status.Ok, session.SelfTest());
            layers += model.Layers.Count;
        }

        Assert.True(layers > Networks);
    }

    [Fact]
    public void A_run_leaves_nothing_behind_that_changes_the_next_one()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            ModelDefinition model = RandomNetwork.Generate(seed);
            InferenceSession session = Sessions.Open(model);
            int[] first = Sessions.Run(model, session, RandomNetwork.InputValues(model, 5));
            Sessions.Run(model, session, RandomNetwork.InputValues(model, 1));
            Assert.Equal(first, Sessions.Run(model, session, RandomNetwork.InputValues(model, 5)));
        }
    }
}
