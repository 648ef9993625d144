using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Writing;

public class MessagePackTreeTests
{
    [Fact]
    public void Every_kind_of_value_comes_back()
    {
        Dictionary<string, object?> value = new()
        {
            ["nothing"] = null,
            ["yes"] = true,
            ["small"] = -5L,
            ["large"] = ulong.MaxValue,
            ["number"] = 0.1,
            ["text"] = "größer → 大",
            ["bytes"] = new byte[] { 1, 2 },
            ["extension"] = new object?[] { 1L },
            ["list"] = new object?[] { new object?[] { }, new Dictionary<string, object?> { ["x"] = 1000L } },
        };
        Assert.Equal(value, RoundTrip(value));
        MessagePackExtension extension = Assert.IsType<MessagePackExtension>(RoundTrip(new MessagePackExtension(-1, [7, 8, 9])));
        Assert.Equal(-1, extension.Type);
        Assert.Equal([7, 8, 9], extension.Data);
    }

    [Fact]
    public void Every_integer_and_float_type_is_taken()
    {
        object[] values = [(sbyte)-1, (byte)2, (short)-3, (ushort)4, -5, 6u, -7L, 8ul, 0.5f];
        Assert.Equal(new object[] { -1L, 2L, -3L, 4L, -5L, 6L, -7L, 8L, 0.5 }, RoundTrip(values));
    }

    [Theory]
    [InlineData("91", Status.Truncated)]
    [InlineData("a3 61 62", Status.Truncated)]
    [InlineData("c1", Status.WrongType)]
    [InlineData("a1 ff", Status.WrongType)]
    [InlineData("81 01 02", Status.WrongType)]
    [InlineData("82 a1 61 01 a1 61 02", Status.OutOfRange)]
    [InlineData("cf 80", Status.Truncated)]
    [InlineData("c7 03 05 01", Status.Truncated)]
    public void Refuses_what_is_no_tree(string hex, Status expected)
    {
        byte[] bytes = Hex.Bytes(hex);
        int at = 0;
        Assert.Equal(expected, Assert.Throws<ModelFormatException>(() => MessagePackTree.Read(bytes, bytes.Length, ref at, "metadata")).Status);
    }

    [Fact]
    public void Depth_and_number_of_values_are_bounded_both_ways()
    {
        object? deepest = null;
        for (int i = 0; i < Format.MaxMetadataDepth; i++)
        {
            deepest = new object?[] { deepest };
        }

        Assert.Equal(deepest, RoundTrip(deepest));
        Assert.Equal(Status.OutOfRange, Assert.Throws<ModelFormatException>(() => RoundTrip(new object?[] { deepest })).Status);
        object?[] most = new object?[Format.MaxMetadataValues - 1];
        Assert.Equal(most, RoundTrip(most));
        Assert.Equal(Status.OutOfRange, Assert.Throws<ModelFormatException>(() => RoundTrip(new object?[Format.MaxMetadataValues])).Status);

        byte[] deep = [.. Enumerable.Repeat((byte)0x91, 17), 0xc0];
        byte[] many = [0xdc, 0x10, 0x00, .. Enumerable.Repeat((byte)0xc0, 4096)];
        foreach (byte[] bytes in new[] { deep, many })
        {
            int at = 0;
            Assert.Equal(Status.OutOfRange, Assert.Throws<ModelFormatException>(() => MessagePackTree.Read(bytes, bytes.Length, ref at, "metadata")).Status);
        }
    }

    [Fact]
    public void Refuses_to_write_what_it_could_not_read()
    {
        Assert.Equal(Status.WrongType, Assert.Throws<ModelFormatException>(() => RoundTrip(new Uri("http://localhost"))).Status);
        Assert.Equal(Status.WrongType, Assert.Throws<ModelFormatException>(() => RoundTrip(new Dictionary<int, int> { [1] = 2 })).Status);
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => RoundTrip(new Dictionary<string, object?> { ["a"] = new object?[] { 1, 'x' } }));
        Assert.Equal("metadata.a[1]", error.Field);
    }

    private static object? RoundTrip(object? value)
    {
        MessagePackWriter writer = new();
        MessagePackTree.Write(writer, value, "metadata");
        byte[] bytes = writer.Written.ToArray();
        int at = 0;
        object? read = MessagePackTree.Read(bytes, bytes.Length, ref at, "metadata");
        Assert.Equal(bytes.Length, at);
        return read;
    }
}
