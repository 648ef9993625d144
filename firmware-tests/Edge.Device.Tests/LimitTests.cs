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
    public void A_memory_limit_below_the_model_is_refused_and_one_at_it_is_not()
    {
        ByteArraySource source = new(Good);
        Assert.Equal(Status.OutOfMemory, InferenceSession.Open(source, 0, out InferenceSession session));
        Assert.Null(session);
        Assert.Equal(Status.OutOfMemory, InferenceSession.Open(source, -1, out _));
        long low = 0;
        long high = 1 << 20;
        while (high - low > 1)
        {
            long middle = (low + high) / 2;
            (low, high) = InferenceSession.Open(source, middle, out _) == Status.Ok ? (low, middle) : (middle, high);
        }

        // The reference model keeps about 4 kB, most of it the tables of its six layers.
        Assert.InRange(high, 1_000, 8_000);
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
}
