using Edge.Device;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;
using Edge.Train.Trained;

namespace Edge.Pack.Tests;

public class PackerTests
{
    private const int Networks = 600;
    private const int InputsEach = 3;

    [Fact]
    public void Packed_networks_store_what_the_trained_ones_do_in_every_layer()
    {
        long compared = 0;
        int inexact = 0;
        for (int seed = 0; seed < Networks; seed++)
        {
            TrainedNetwork trained = TrainedNetworks.Generate(seed);
            PackResult packed = Packer.Pack(trained);
            if (packed.Report.StepsDiffering > 0)
            {
                // Only a sum of two scales whose ratio no pair of 16-bit multipliers meets may be inexact, and the report says so.
                Assert.All(packed.Report.Layers.Where(layer => layer.StepsDiffering > 0), layer => Assert.Equal("Add", layer.Operator));
                inexact++;
                continue;
            }

            for (int i = 0; i < InputsEach; i++)
            {
                int[] input = RandomNetwork.InputValues(packed.Model, (1000 * seed) + i);
                (List<int[]> expected, double[] scores) = SlowTrained.Run(trained, input);
                int[][] actual = ReferenceNetwork.Run(packed.Model, input);
                for (int tensor = 1; tensor < actual.Length - 1; tensor++)
                {
                    Assert.True(expected[tensor].AsSpan().SequenceEqual(actual[tensor]), $"seed {seed}, input {i}, layer {tensor - 1}: {trained.Layers[tensor - 1].Operator}");
                    compared += actual[tensor].Length;
                }

                AssertScores(scores, actual[^1], packed.Model.Output.Scale, $"seed {seed}, input {i}");
            }
        }

        Assert.True(compared > 100_000, $"only {compared} values were compared");
        Assert.True(inexact < Networks / 50, $"{inexact} of {Networks} networks are inexact");
    }

    [Fact]
    public void Compressed_networks_are_never_longer_and_the_same_once_they_are_expanded()
    {
        int coded = 0;
        for (int seed = 0; seed < Networks; seed += 8)
        {
            TrainedNetwork trained = TrainedNetworks.Generate(seed);
            PackResult plain = Packer.Pack(trained);
            PackResult compressed = Packer.Pack(trained, compress: true);
            byte[] file = ModelWriter.Write(compressed.Model);
            byte[] expected = ModelWriter.Write(plain.Model);
            coded += CodedPlanes.Count(compressed.Model);
            Assert.True(file.Length <= expected.Length + 8, $"seed {seed}");
            Assert.True(compressed.Report.WeightBytes <= plain.Report.WeightBytes, $"seed {seed}");
            Assert.Equal(expected, CodedPlanes.Expand(file));
        }

        Assert.True(coded > 0);
    }

    [Fact]
    public void Packed_networks_run_alike_on_the_device_runtime_out_of_their_file()
    {
        for (int seed = 0; seed < Networks; seed += 4)
        {
            PackResult packed = Packer.Pack(TrainedNetworks.Generate(seed));
            byte[] file = SelfTests.Embed(packed.Model);
            Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), out InferenceSession session));
            Assert.Equal(Status.Ok, session.SelfTest());
            int[] input = RandomNetwork.InputValues(packed.Model, seed);
            int[] output = new int[session.OutputLength];
            Assert.Equal(Status.Ok, session.Run(StoredTensor.Pack(ReferenceShape.OfModel(packed.Model)[0], input), output));
            Assert.Equal(ReferenceNetwork.Run(packed.Model, input)[^1], output);
        }
    }

    [Fact]
    public void A_channel_with_a_negative_gain_gets_negated_weights_and_rising_thresholds()
    {
        TrainedNetwork trained = OneLayer([1, 1, -1], gamma: -1, new StepQuantizer(1, [0.5], true, 1, 0));
        LayerDefinition layer = Packer.Pack(trained).Model.Layers[0];
        Assert.Equal([-1, -1, 1], layer.Planes[0].Weights);
        Assert.Equal(EpilogueKind.Threshold, layer.Epilogue!.Kind);
    }

    [Fact]
    public void The_lowest_signed_weight_under_a_negative_gain_is_refused_where_only_thresholds_serve()
    {
        TrainedNetwork trained = OneLayer([-8, 1, 2], gamma: -1, new StepQuantizer(0, [0], true, 1, 0), WeightDomain.Signed, 4);
        PackException error = Assert.Throws<PackException>(() => Packer.Pack(trained));
        Assert.Equal("negative-gain", error.Code);
        Assert.NotNull(error.Try);
    }

    [Fact]
    public void A_row_that_can_overflow_the_accumulator_is_refused_with_both_numbers()
    {
        int[] weights = new int[70_000];
        Array.Fill(weights, 127);
        var trained = new TrainedNetwork
        {
            Name = "wide",
            Input = new TrainedInput(1, 1, weights.Length, 8, 1, 0),
            Labels = [],
            Layers = [new TrainedLayer { Name = "wide", Operator = TrainedOperator.Dense, Inputs = [0], Channels = 1, Planes = [new TrainedPlane(WeightDomain.Signed, 8, 0, weights)], WeightScale = [1] }],
        };
        PackException error = Assert.Throws<PackException>(() => Packer.Pack(trained));
        Assert.Equal("accumulator-overflow", error.Code);
        Assert.Equal($"{70_000L * 127 * 255}", error.Found);
    }

    [Fact]
    public void A_hidden_layer_without_an_activation_is_refused()
    {
        TrainedNetwork one = OneLayer([1, 0, -1], gamma: 1, null);
        var trained = new TrainedNetwork { Name = "two", Input = one.Input, Labels = [], Layers = [one.Layers[0], one.Layers[0]] };
        Assert.Equal("no-activation", Assert.Throws<PackException>(() => Packer.Pack(trained)).Code);
    }

    private static void AssertScores(double[] real, int[] integers, double scale, string where)
    {
        for (int i = 0; i < real.Length; i++)
        {
            // Multipliers are rounded to integers: at most 2^-14 of the range that scores can reach, which is 2^30 units of the scale.
            double tolerance = Math.Max(scale * (1 << 16), 1e-6 * Math.Abs(real[i]));
            Assert.True(Math.Abs(real[i] - (scale * integers[i])) <= tolerance, $"{where}: score {i} is {scale * integers[i]}, expected {real[i]}");
        }
    }

    private static TrainedNetwork OneLayer(int[] weights, double gamma, StepQuantizer? activation, WeightDomain domain = WeightDomain.Ternary, int bits = 2) => new()
    {
        Name = "one",
        Input = new TrainedInput(1, 1, weights.Length, 8, 1, 0),
        Labels = [],
        Layers =
        [
            new TrainedLayer
            {
                Name = "dense",
                Operator = TrainedOperator.Dense,
                Inputs = [0],
                Channels = 1,
                Planes = [new TrainedPlane(domain, bits, 0, weights)],
                WeightScale = [0.5],
                Norm = activation is null ? null : new TrainedNorm([gamma], [0], [0], [1], 0),
                Activation = activation,
            },
        ],
    };
}
