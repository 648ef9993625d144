using Edge.Formats.Vectors;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Formats.Tests.Writing;

/// <summary>Forged files: one field changed, the checksum made right again.</summary>
public class ModelReaderTests
{
    private static readonly byte[] Example = ModelWriter.Write(FormatExample.Model());

    [Fact]
    public void Every_cut_file_is_refused()
    {
        for (int length = 0; length < Example.Length; length++)
        {
            Assert.Throws<ModelFormatException>(() => ModelReader.Read(Example[..length]));
        }
    }

    [Fact]
    public void A_file_of_a_later_version_is_refused_as_such()
    {
        ModelFormatException error = Forge(fields => fields[1] = 2L);
        Assert.Equal((Status.VersionTooNew, "file"), (error.Status, error.Field));
    }

    [Fact]
    public void Wrong_types_and_counts_are_named()
    {
        AssertForged(Status.WrongType, "name", fields => fields[2] = 5L);
        AssertForged(Status.WrongType, "input", fields => fields[EdgeFile.Input] = "wide");
        AssertForged(Status.ShapeMismatch, "input", fields => ((List<object?>)fields[EdgeFile.Input]!).RemoveAt(5));
        AssertForged(Status.WrongType, "input.height", fields => ((List<object?>)fields[EdgeFile.Input]!)[0] = 1.5);
        AssertForged(Status.OutOfRange, "arena", fields => fields[EdgeFile.Arena] = 1L << 40);
        AssertForged(Status.OutOfRange, "layers", fields => fields[EdgeFile.Layers] = new List<object?>());
        AssertForged(Status.WrongType, "metadata", fields => fields[EdgeFile.Metadata] = null);
        AssertForged(Status.ShapeMismatch, "layers[0].array", fields => EdgeFile.Layer(fields, 0).RemoveAt(7));
        AssertForged(Status.ShapeMismatch, "layers[0].input2", fields => EdgeFile.Layer(fields, 0)[2] = 0L);
        AssertForged(Status.ShapeMismatch, "layers[0].geometry", fields => EdgeFile.Layer(fields, 0)[4] = null);
        AssertForged(Status.OutOfBounds, "blob", fields => EdgeFile.Layer(fields, 0)[5] = null);
        AssertForged(Status.ShapeMismatch, "layers[0].epilogue.count", fields => Epilogue(fields)[2] = 3L);
        AssertForged(Status.OutOfRange, "layers[0].epilogue", fields => Epilogue(fields)[3] = 3L);
        AssertForged(Status.OutOfRange, "layers[0].epilogue", fields => Epilogue(fields)[1] = 16L);
        AssertForged(Status.OutOfRange, "layers[0].planes", fields => EdgeFile.Layer(fields, 0)[6] = new List<object?>());
    }

    [Fact]
    public void Sections_out_of_place_are_refused()
    {
        AssertForged(Status.OutOfBounds, "layers[0].planes[0].offset", fields => Plane(fields)[1] = 8L);
        AssertForged(Status.OutOfBounds, "layers[0].planes[0].offset", fields => Plane(fields)[1] = -8L);
        AssertForged(Status.OutOfBounds, "layers[0].epilogue.offset", fields => Epilogue(fields)[4] = 0L);
        AssertForged(Status.OutOfBounds, "layers[0].epilogue.offset", fields => fields[EdgeFile.Blob] = ((byte[])fields[EdgeFile.Blob]!)[..11]);
        AssertForged(Status.OutOfBounds, "blob", fields => fields[EdgeFile.Blob] = (byte[])[.. (byte[])fields[EdgeFile.Blob]!, 0]);
    }

    [Fact]
    public void Bits_that_no_weight_uses_are_0()
    {
        AssertForged(Status.OutOfRange, "layers[0].planes[0]", fields => ((byte[])fields[EdgeFile.Blob]!)[7] = 1);
        AssertForged(Status.OutOfRange, "layers[0].planes[0].weights[0]", fields => ((byte[])fields[EdgeFile.Blob]!)[0] |= 3);
    }

    [Fact]
    public void Padding_before_the_blob_is_zero_and_short()
    {
        byte[] file = [.. Example];
        Assert.Equal(Status.Ok, ModelHeader.TryFindBlob(file, file.Length, file.Length, out int blobAt, out _));
        Assert.True(file[blobAt - 6] == 0 && file[blobAt - 7] < 8);
        file[blobAt - 6] = 1;
        EdgeFile.RepairChecksum(file);
        Assert.Equal("padding", Assert.Throws<ModelFormatException>(() => ModelReader.Read(file)).Field);
    }

    private static List<object?> Epilogue(List<object?> fields) => (List<object?>)EdgeFile.Layer(fields, 0)[5]!;

    private static List<object?> Plane(List<object?> fields) => (List<object?>)((List<object?>)EdgeFile.Layer(fields, 0)[6]!)[0]!;

    private static void AssertForged(Status status, string field, Action<List<object?>> change)
    {
        ModelFormatException error = Forge(change);
        Assert.Equal((status, field), (error.Status, error.Field));
    }

    private static ModelFormatException Forge(Action<List<object?>> change)
    {
        List<object?> fields = EdgeFile.Fields(Example);
        change(fields);
        return Assert.Throws<ModelFormatException>(() => ModelReader.Read(EdgeFile.Compose(fields)));
    }
}
