using Edge.Formats.Vectors;
using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Reader;

public class ModelHeaderTests
{
    private static readonly byte[] File = ModelWriter.Write(FormatExample.Model());

    [Fact]
    public void Every_shorter_prefix_asks_for_more_and_the_first_long_enough_finds_the_blob()
    {
        Assert.Equal(Status.Ok, ModelHeader.TryFindBlob(File, File.Length, File.Length, out int at, out int length));
        Assert.Equal((File.Length, 0), (at + length + Format.ChecksumBytes, at % 8));
        for (int end = 0; end < at; end++)
        {
            Assert.Equal(Status.Truncated, ModelHeader.TryFindBlob(File, end, File.Length, out _, out _));
        }

        Assert.Equal(Status.Ok, ModelHeader.TryFindBlob(File[..at], at, File.Length, out int early, out int earlyLength));
        Assert.Equal((at, length), (early, earlyLength));
    }

    [Fact]
    public void A_file_shorter_than_its_blob_and_checksum_is_out_of_bounds()
    {
        for (int missing = 1; missing <= 17; missing++)
        {
            Assert.Equal(Status.OutOfBounds, ModelHeader.TryFindBlob(File, File.Length - 17, File.Length - missing, out int at, out int length));
            Assert.Equal((0, 0), (at, length));
        }
    }

    [Theory]
    [InlineData("7f 45 4c 46", Status.NotAnEdgeFile)]
    [InlineData("00", Status.NotAnEdgeFile)]
    [InlineData("9c c0 00 00 00 00 00 00 00 00 00 00 00", Status.NotAnEdgeFile)]
    [InlineData("9c a4 65 64 67 66 01 00 00 00 00 00 00 00 00 00 00", Status.NotAnEdgeFile)]
    [InlineData("9c a4 65 64 67 65 02 00 00 00 00 00 00 00 00 00 00", Status.VersionTooNew)]
    [InlineData("9c a4 65 64 67 65 00 00 00 00 00 00 00 00 00 00 00", Status.OutOfRange)]
    [InlineData("9c a4 65 64 67 65 c0 00 00 00 00 00 00 00 00 00 00", Status.WrongType)]
    [InlineData("9b a4 65 64 67 65 01 00 00 00 00 00 00 00 00 00 00", Status.ShapeMismatch)]
    [InlineData("9c a4 65 64 67 65 01 00 00 00 00 00 00 00 00 c4 00 00 00 00 00 00", Status.WrongType)]
    [InlineData("9c a4 65 64 67 65 01 00 00 00 00 00 00 00 00 c6 00 00 00 00 00 00 00 00 00", Status.OutOfBounds)]
    [InlineData("", Status.Truncated)]
    public void Says_what_is_wrong_with_the_start(string hex, Status expected)
    {
        byte[] bytes = Hex.Bytes(hex);
        Assert.Equal(expected, ModelHeader.TryFindBlob(bytes, bytes.Length, bytes.Length, out _, out _));
    }
}
