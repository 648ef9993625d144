using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Cores.Tests;

/// <summary>One network and what its layers must compute: each run is the input's values, then what layer i writes at i + 1.</summary>
internal sealed record Job(ModelDefinition Model, byte[] File, IReadOnlyList<int[][]> Runs);

/// <summary>Networks sent to Programs/batch.c together, and its answers compared byte for byte.</summary>
internal static class Batch
{
    public static void Write(string path, IReadOnlyList<Job> jobs)
    {
        using BinaryWriter writer = new(File.Create(path));
        writer.Write(jobs.Count);
        foreach (Job job in jobs)
        {
            writer.Write(job.Runs.Count);
            writer.Write(job.File.Length);
            WritePadded(writer, job.File);
            foreach (int[][] run in job.Runs)
            {
                WritePadded(writer, EdgeFile.InputBytes(job.Model, run[0]));
            }
        }
    }

    /// <summary>Compares all answers; returns how many bytes were equal.</summary>
    public static long AssertAnswers(string path, IReadOnlyList<Job> jobs)
    {
        using BinaryReader reader = new(File.OpenRead(path));
        long bytes = 0;
        foreach (Job job in jobs)
        {
            Assert.Equal((job.Model.Name, Status.Ok), (job.Model.Name, (Status)reader.ReadInt32()));
            Assert.Equal((job.Model.Name, Status.Ok), (job.Model.Name, (Status)reader.ReadInt32()));
            ReferenceShape[] shapes = ReferenceShape.OfModel(job.Model);
            for (int run = 0; run < job.Runs.Count; run++)
            {
                Assert.Equal(Status.Ok, (Status)reader.ReadInt32());
                int[][] expected = job.Runs[run];
                bytes += AssertNext(reader, Raw(expected[^1]), $"{job.Model.Name}, run {run}, outputs", 4);
                for (int layer = 0; layer < job.Model.Layers.Count; layer++)
                {
                    ReferenceShape shape = shapes[layer + 1];
                    byte[] stored = shape.IsRaw ? Raw(expected[layer + 1]) : StoredTensor.Pack(shape, expected[layer + 1]);
                    bytes += AssertNext(reader, stored, $"{job.Model.Name}, run {run}, layer {layer} ({job.Model.Layers[layer].Operator})", 1);
                }
            }
        }

        Assert.Equal(reader.BaseStream.Length, reader.BaseStream.Position);
        return bytes;
    }

    private static int AssertNext(BinaryReader reader, byte[] expected, string where, int unit)
    {
        Assert.Equal((where, expected.Length / unit), (where, reader.ReadInt32()));
        byte[] found = reader.ReadBytes(expected.Length);
        int at = expected.AsSpan().CommonPrefixLength(found);
        Assert.True(at == expected.Length, at < found.Length ? $"{where}, byte {at}: {found[at]}, expected {expected[at]}" : $"{where}: {found.Length} bytes of {expected.Length}");
        return expected.Length;
    }

    private static byte[] Raw(int[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    private static void WritePadded(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes);
        writer.Write(new byte[(8 - (bytes.Length % 8)) % 8]);
    }
}
