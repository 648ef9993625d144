using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Fuzzing;

/// <summary>
/// Files that are valid number by number and still lie: tensors laid over each other, so that a layer reads values above their format,
/// and blobs of random bytes, so that fields exceed their levels and thresholds do not ascend. The results mean nothing; every index stays inside its array.
/// </summary>
public class HostileValueTests
{
    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("EDGE_FUZZ_RUNS") ?? "5000") / 5;
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("EDGE_FUZZ_SEED") ?? "1");

    [Fact]
    public void Overlapping_tensors_and_random_sections_run_without_an_exception()
    {
        Random random = new(Seed);
        (ModelDefinition Model, byte[] File)[] seeds = [.. Enumerable.Range(0, 300).Select(RandomNetwork.Generate).Select(model => (model, ReferenceWriter.Write(model)))];
        int ran = 0;
        for (int run = 0; run < Runs; run++)
        {
            (ModelDefinition model, byte[] sound) = seeds[random.Next(seeds.Length)];
            List<object?> fields = EdgeFile.Fields(sound);
            if (random.Next(4) > 0)
            {
                PlaceAnywhere(random, fields, model);
            }

            if (random.Next(4) > 0)
            {
                fields[EdgeFile.Blob] = RandomBlob(random, ((byte[])fields[EdgeFile.Blob]!).Length);
            }

            byte[] file = EdgeFile.Compose(fields);
            try
            {
                ran += Run(random, file) ? 1 : 0;
            }
            catch (Exception exception)
            {
                Assert.Fail($"run {run} of seed {Seed}, {model.Name}: {exception}");
            }
        }

        Assert.True(ran > Runs / 2, $"{ran} of {Runs} ran");
    }

    private static bool Run(Random random, byte[] file)
    {
        if (InferenceSession.Open(new ByteArraySource(file), out InferenceSession session) != Status.Ok)
        {
            return false;
        }

        byte[] input = new byte[session.InputLength];
        int[] output = new int[session.OutputLength];
        for (int i = 0; i < 3; i++)
        {
            int highest = session.InputFormat == 0 ? 255 : (1 << session.InputFormat) - 1;
            bool hasSpareBits = session.InputFormat == 0 && session.InputChannels % 8 != 0;
            for (int k = 0; k < input.Length; k++)
            {
                input[k] = (byte)(hasSpareBits ? random.Next(2) : random.Next(4) == 0 ? highest : random.Next(highest + 1));
            }

            Assert.Equal(Status.Ok, session.Run(input, output));
        }

        return true;
    }

    /// <summary>Gives every tensor a random aligned place in an arena that just holds the largest one.</summary>
    private static void PlaceAnywhere(Random random, List<object?> fields, ModelDefinition model)
    {
        ReferenceShape[] shapes = ReferenceShape.OfModel(model);
        int arena = shapes.Skip(1).Max(shape => shape.Bytes) + (4 * random.Next(20));
        fields[EdgeFile.Arena] = arena;
        for (int layer = 0; layer < model.Layers.Count; layer++)
        {
            int room = (arena - shapes[layer + 1].Bytes) / 4;
            List<object?> place = (List<object?>)EdgeFile.Layer(fields, layer)[3]!;
            place[2] = shapes[layer + 1].IsRaw ? 0 : 4 * random.Next(room + 1);
        }
    }

    private static byte[] RandomBlob(Random random, int length)
    {
        byte[] blob = new byte[length];
        random.NextBytes(blob);
        if (random.Next(3) == 0)
        {
            Array.Fill(blob, (byte)0xff);
        }

        return blob;
    }
}
