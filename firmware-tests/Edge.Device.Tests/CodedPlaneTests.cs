using Edge.Device.Tests.Support;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests;

/// <summary>FORMAT.md section 5, coded planes: whatever the layout a layer gets, its weights are those of the same plane stored plain.</summary>
public class CodedPlaneTests
{
    private const int Table = 8;

    [Fact]
    public void Random_networks_with_every_plane_coded_equal_the_reference_and_keep_their_layouts()
    {
        int planes = 0;
        HashSet<int> variants = [];
        for (int seed = 0; seed < 150; seed++)
        {
            ModelDefinition model = RandomNetwork.Generate(seed);
            InferenceSession plain = Open(ModelWriter.Write(model));
            Code(model);
            planes += CodedPlanes.Count(model);
            byte[] file = ModelWriter.Write(model);
            InferenceSession coded = Open(file);
            for (int layer = 0; layer < coded.LayerCount; layer++)
            {
                Assert.Equal(plain.LayerVariant(layer), coded.LayerVariant(layer));
                variants.Add(coded.LayerVariant(layer));
            }

            Assert.Equal(plain.FileWeightBytes, coded.FileWeightBytes);
            Sessions.AssertEqualsReference(model, coded, RandomNetwork.InputValues(model, seed));
            Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), LeastLimit(file), out InferenceSession least));
            Sessions.AssertEqualsReference(model, least, RandomNetwork.InputValues(model, seed));
        }

        Assert.True(planes > 200, $"{planes} coded planes");
        Assert.True(variants.Count > 8, string.Join(", ", variants.Order()));
    }

    [Theory]
    [InlineData(PlaneEncoding.Lanes1)]
    [InlineData(PlaneEncoding.Lanes2)]
    [InlineData(PlaneEncoding.Lanes4)]
    [InlineData(PlaneEncoding.Bytes)]
    public void Planes_of_many_chunks_with_long_repetitions_equal_the_reference(PlaneEncoding encoding)
    {
        var random = new Random((int)encoding);
        foreach (double zeros in new[] { 0.0, 0.5, 0.9, 0.999, 1.0 })
        {
            PlaneDefinition plane = SingleLayer.Plane(random, encoding, 40 * 700);
            int[] weights = [.. plane.Weights.Select(w => random.NextDouble() < zeros ? plane.Weights[0] : w)];
            ModelDefinition model = SingleLayer.Model(new(1, 1, 700, 8), SingleLayer.Layer(Operator.Dense, 40, null, plane with { Weights = weights, Coded = true }));
            InferenceSession session = Open(ModelWriter.Write(model));
            Sessions.AssertEqualsReference(model, session, RandomNetwork.InputValues(model, 5));
        }
    }

    [Fact]
    public void Damaged_sections_open_where_the_strict_reader_takes_them_and_nowhere_else()
    {
        byte[] good = Small();
        ModelHeader.TryFindBlob(good, good.Length, good.Length, out int blob, out int length);
        int section = BitConverter.ToInt32(good, blob);
        var random = new Random(11);
        Dictionary<Status, int> answers = [];
        for (int run = 0; run < 30_000; run++)
        {
            byte[] file = [.. good];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                int at = random.Next(3) == 0 ? blob + random.Next(Table + 16) : blob + random.Next(section);
                file[at] = (byte)(random.Next(2) == 0 ? random.Next(256) : file[at] + random.Next(-1, 2));
            }

            EdgeFile.RepairChecksum(file);
            Status device = Sessions.TryOpen(file);
            answers[device] = answers.GetValueOrDefault(device) + 1;
            Assert.True(device == Status.Ok == Accepts(file), $"run {run}: {device}");
        }

        Assert.All(
            new[] { Status.Ok, Status.Truncated, Status.OutOfRange, Status.ShapeMismatch, Status.OutOfBounds },
            status => Assert.True(answers.GetValueOrDefault(status) > 50, string.Join(", ", answers)));
    }

    [Theory]
    [InlineData(0, 23, Status.OutOfRange)] // shorter than its header
    [InlineData(1, 255, Status.OutOfBounds)] // longer than the blob
    [InlineData(4, 1, Status.ShapeMismatch)] // decodes to another length
    [InlineData(7, 255, Status.ShapeMismatch)]
    [InlineData(Table, 3, Status.OutOfRange)] // over-subscribed
    [InlineData(Table + 14, 1, Status.OutOfRange)]
    [InlineData(23, 255, Status.Truncated)] // more repetitions than bytes
    public void One_wrong_byte_of_the_header_is_refused(int at, byte value, Status status)
    {
        byte[] file = Small();
        ModelHeader.TryFindBlob(file, file.Length, file.Length, out int blob, out _);
        file[blob + at] = value;
        EdgeFile.RepairChecksum(file);
        Assert.Equal(status, Sessions.TryOpen(file));
    }

    [Fact]
    public void A_small_file_that_decodes_to_much_is_refused_before_anything_is_allocated()
    {
        // A stored plane of some bytes says that it has 16 MiB, and the layer needs as many.
        PlaneDefinition plane = PlaneDefinition.Signed(8, [.. Enumerable.Repeat(1, 64)]) with { Coded = true };
        List<object?> fields = EdgeFile.Fields(ModelWriter.Write(SingleLayer.Model(new(1, 1, 64, 8), SingleLayer.Layer(Operator.Dense, 1, null, plane))));
        ((List<object?>)fields[3]!)[1] = 4096;
        ((List<object?>)fields[3]!)[2] = 4096;
        byte[] blob = (byte[])fields[EdgeFile.Blob]!;
        BitConverter.GetBytes(4096 * 4096).CopyTo(blob, 4);
        byte[] file = EdgeFile.Compose(fields);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Status.OutOfMemory, Sessions.TryOpen(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
        Assert.Equal(Status.Truncated, InferenceSession.Open(new ByteArraySource(file), 1L << 28, out _)); // the words end long before
    }

    [Fact]
    public void A_source_that_fails_amid_a_section_is_reported()
    {
        byte[] file = Small();
        ModelHeader.TryFindBlob(file, file.Length, file.Length, out int blob, out int length);
        for (int fail = 0; fail < 12; fail++)
        {
            Status status = InferenceSession.Open(new FailingSource(file, blob, blob + length, fail), out _);
            Assert.True(status is Status.Ok or Status.SourceFailed, $"{fail}: {status}");
            Assert.True(fail > 4 || status == Status.SourceFailed, $"{fail}: {status}");
        }
    }

    private static bool Accepts(byte[] file)
    {
        try
        {
            ModelReader.Read(file);
            return true;
        }
        catch (ModelFormatException error)
        {
            // A device does not look for bytes behind the last section.
            return error.Message.StartsWith("blob:", StringComparison.Ordinal);
        }
    }

    private static byte[] Small()
    {
        var random = new Random(2);
        int[] weights = [.. Enumerable.Range(0, 4 * 64).Select(i => i < 100 ? 0 : random.Next(-128, -120))];
        PlaneDefinition plane = PlaneDefinition.Signed(8, weights) with { Coded = true };
        return ModelWriter.Write(SingleLayer.Model(new(1, 1, 64, 8), SingleLayer.Layer(Operator.Dense, 4, null, plane)));
    }

    private static void Code(ModelDefinition model)
    {
        foreach (LayerDefinition layer in model.Layers)
        {
            layer.Planes = [.. layer.Planes.Select(plane => plane with { Coded = plane.Encoding is not (PlaneEncoding.BitRows or PlaneEncoding.MaskedBitRows) })];
        }
    }

    private static InferenceSession Open(byte[] file)
    {
        Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), 1 << 24, out InferenceSession session));
        return session;
    }

    private static long LeastLimit(byte[] file)
    {
        (long low, long high) = (0, 1 << 24);
        while (high - low > 1)
        {
            long middle = (low + high) / 2;
            (low, high) = InferenceSession.Open(new ByteArraySource(file), middle, out _) == Status.Ok ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>Fails one read inside the blob, the given number of reads after the checksum was right.</summary>
    private sealed class FailingSource(byte[] file, int blob, int end, int fail) : ModelSource
    {
        private bool _checked;
        private int _reads;

        public override int Length => file.Length;

        public override int Read(int position, byte[] buffer, int offset, int count)
        {
            _checked |= position == end;
            if (_checked && position >= blob && position < end && _reads++ == fail)
            {
                return 0;
            }

            Array.Copy(file, position, buffer, offset, count);
            return count;
        }
    }
}
