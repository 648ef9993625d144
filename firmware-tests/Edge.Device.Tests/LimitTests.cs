using Edge.Device.Tests.Support;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests;

/// <summary>FORMAT.md section 7: what a small file may ask of a reader.</summary>
public class LimitTests
{
    private static readonly byte[] Good = ReferenceWriter.Write(ReferenceModel.Make());

    [Fact]
    public void A_small_file_gets_no_large_arena()
    {
        List<object?> fields = EdgeFile.Fields(Good);
        fields[EdgeFile.Arena] = Format.MaxArena;
        byte[] file = EdgeFile.Compose(fields);
        Assert.Equal(Status.OutOfMemory, Sessions.TryOpen(file));
        Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), Format.MaxArena + 100_000, out _));
    }

    [Fact]
    public void A_small_file_gets_no_large_row()
    {
        // A global average over 2^23 values: the file is tiny, the row buffer would not be.
        ModelDefinition model = SingleLayer.Model(
            new(1, 128, 65535, 8), SingleLayer.Layer(Operator.AveragePool, 65535, new(1, 128, 1, 1, 0, 0, 0, 0, 0)));
        Assert.Equal(Status.OutOfMemory, Sessions.TryOpen(ReferenceWriter.Write(model)));
    }

    [Fact]
    public void No_memory_at_all_is_refused()
    {
        Assert.Equal(Status.OutOfMemory, InferenceSession.Open(new ByteArraySource(Good), 0, out InferenceSession session));
        Assert.Null(session);
        Assert.Equal(Status.OutOfMemory, InferenceSession.Open(new ByteArraySource(Good), -1, out _));
    }

    [Theory]
    [InlineData("small")]
    [InlineData("weights")]
    [InlineData("bit rows")]
    [InlineData("thresholds")]
    [InlineData("requantizers")]
    [InlineData("arena")]
    [InlineData("row")]
    public void The_least_limit_that_opens_a_model_covers_what_opening_allocates(string kind)
    {
        byte[] file = ReferenceWriter.Write(Heavy(kind));
        ByteArraySource source = new(file);
        long low = 0;
        long high = 1 << 24;
        while (high - low > 1)
        {
            long middle = (low + high) / 2;
            (low, high) = InferenceSession.Open(source, middle, out _) == Status.Ok ? (low, middle) : (middle, high);
        }

        long allocated = Enumerable.Range(0, 5).Min(_ => AllocatedByOpening(source, high));

        // What comes and goes while loading: two prefixes of a small header, two chunks, the tensor table, the table of the checksum.
        Assert.InRange(allocated, 0, high + 5_100);
        Assert.InRange(high, 0, allocated + (allocated / 2) + 2_000);
    }

    [Fact]
    public void A_file_whose_layers_take_too_many_operations_is_refused()
    {
        // 255 x 255 windows of one channel on 65 x 65 places are 65 * 65 * 255 * 255 = 274,730,625 operations, more than 2^28.
        ModelDefinition model = SingleLayer.Model(
            new(319, 319, 1, 8), SingleLayer.Layer(Operator.AveragePool, 1, new(255, 255, 1, 1, 0, 0, 0, 0, 0)));
        Assert.Equal(Status.OutOfRange, Sessions.TryOpen(ReferenceWriter.Write(model)));
        ModelDefinition smaller = SingleLayer.Model(
            new(318, 318, 1, 8), SingleLayer.Layer(Operator.AveragePool, 1, new(255, 255, 1, 1, 0, 0, 0, 0, 0)));
        Assert.Equal(Status.Ok, Sessions.TryOpen(ReferenceWriter.Write(smaller)));
    }

    [Fact]
    public void A_plane_list_is_judged_before_its_table_is_allocated()
    {
        List<object?> fields = EdgeFile.Fields(Good);
        EdgeFile.Layer(fields, ReferenceModel.Convolution)[6] = Enumerable.Repeat<object?>(null, 60_000).ToList();
        byte[] file = EdgeFile.Compose(fields);
        Assert.Equal(Status.OutOfRange, Sessions.TryOpen(file));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Sessions.TryOpen(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 * file.Length);
    }

    private static long AllocatedByOpening(ByteArraySource source, long limit)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        InferenceSession.Open(source, limit, out _);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>A model most of whose memory goes into one thing.</summary>
    private static ModelDefinition Heavy(string kind)
    {
        Random random = new(1);
        PlaneDefinition Plane(PlaneEncoding encoding, int count) => SingleLayer.Plane(random, encoding, count);
        int[][] thresholds = [.. Enumerable.Range(0, 3000).Select(i => Enumerable.Range(i, 15).ToArray())];
        EpilogueDefinition requantize = new()
        {
            Kind = EpilogueKind.Requantize,
            Shift = 8,
            Multipliers = [.. Enumerable.Range(1, 3000)],
            Addends = [.. Enumerable.Range(1, 3000).Select(i => (long)i)],
        };
        return kind switch
        {
            "weights" => Dense(100, 8, 700, 32, SingleLayer.RawAccumulators, Plane(PlaneEncoding.Bytes, 70_000)),
            "bit rows" => Dense(800, 0, 700, 32, SingleLayer.RawAccumulators, Plane(PlaneEncoding.MaskedBitRows, 560_000)),
            "thresholds" => Dense(1, 4, 3000, 4, new() { Kind = EpilogueKind.Threshold, Thresholds = thresholds }, Plane(PlaneEncoding.Lanes2, 3000)),
            "requantizers" => Dense(1, 4, 3000, 4, requantize, Plane(PlaneEncoding.Lanes2, 3000)),
            "arena" => SingleLayer.Model(new(150, 150, 4, 8), new()
            {
                Operator = Operator.MaxPool,
                Input = 0,
                OutputChannels = 4,
                OutputFormat = 8,
                Window = new(2, 2, 1, 1, 0, 0, 0, 0, 0),
            }),
            "row" => SingleLayer.Model(new(200, 200, 3, 8), SingleLayer.Layer(Operator.AveragePool, 3, new(200, 200, 1, 1, 0, 0, 0, 0, 0))),
            _ => ReferenceModel.Make(),
        };
    }

    private static ModelDefinition Dense(int inputs, int inputFormat, int outputs, int outputFormat, EpilogueDefinition epilogue, PlaneDefinition plane) =>
        SingleLayer.Model(new(1, 1, inputs, inputFormat), new()
        {
            Operator = Operator.Dense,
            Input = 0,
            OutputChannels = outputs,
            OutputFormat = outputFormat,
            Epilogue = epilogue,
            Planes = [plane],
        });
}
