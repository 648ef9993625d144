using System.IO.Compression;
using Edge.Train.Data;

namespace Edge.Train.Tests.Data;

public sealed class IdxReaderTests
{
    private static readonly byte[] TwoByThree = [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6];

    [Fact]
    public void Reads_a_plain_file()
    {
        (int[] dimensions, byte[] data) = Read(TwoByThree);
        Assert.Equal([2, 3], dimensions);
        Assert.Equal([1, 2, 3, 4, 5, 6], data);
    }

    [Fact]
    public void Reads_a_gzip_file()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(TwoByThree);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6], Read(packed.ToArray()).Data);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00 00 08")]
    [InlineData("00 00 08 01 00 00")]
    [InlineData("00 00 08 01 00 00 00 02 07")]
    [InlineData("00 00 08 01 00 00 00 01 07 08")]
    [InlineData("00 00 0d 01 00 00 00 01 07")]
    [InlineData("01 00 08 01 00 00 00 01 07")]
    [InlineData("00 00 08 00")]
    [InlineData("00 00 08 05 00 00 00 01 00 00 00 01 00 00 00 01 00 00 00 01 00 00 00 01 07")]
    [InlineData("1f 8b 08 00 00 00")]
    public void Refuses_a_corrupt_file(string hex)
    {
        DataException e = Assert.Throws<DataException>(() => Read(Convert.FromHexString(hex.Replace(" ", ""))));
        Assert.Equal("data-corrupt", e.Code);
    }

    [Theory]
    [InlineData("00 00 08 01 7f ff ff 00")]
    [InlineData("00 00 08 02 00 00 ff ff 00 00 7f ff 01 02 03")]
    [InlineData("00 00 08 03 ff ff ff ff ff ff ff ff ff ff ff ff")]
    [InlineData("00 00 08 04 00 01 00 00 00 01 00 00 00 01 00 00 00 01 00 00")]
    [Trait("CWE", "789")]
    public void A_huge_claim_does_not_allocate_what_the_file_does_not_hold(string hex)
    {
        byte[] file = Convert.FromHexString(hex.Replace(" ", ""));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DataException>(() => IdxReader.Read(new MemoryStream(file), "test"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    [Fact]
    public void Every_truncation_and_every_flipped_header_byte_is_an_error_or_a_whole_read()
    {
        for (int length = 0; length < TwoByThree.Length; length++)
        {
            Assert.Throws<DataException>(() => Read(TwoByThree[..length]));
        }

        for (int at = 0; at < 12; at++)
        {
            byte[] mutated = [.. TwoByThree];
            mutated[at] ^= 0x40;
            Assert.Throws<DataException>(() => Read(mutated));
        }
    }

    [Fact]
    public void Says_what_to_do_when_the_file_is_missing()
    {
        DataException e = Assert.Throws<DataException>(() => IdxReader.Read("/nowhere/train-images-idx3-ubyte"));
        Assert.Equal("data-missing", e.Code);
        Assert.Contains("idx:DIR", e.Try);
    }

    [Fact]
    public void A_folder_whose_labels_do_not_fit_its_images_is_refused()
    {
        using TemporaryFolder folder = new();
        foreach (string part in (string[])["train", "t10k"])
        {
            File.WriteAllBytes(folder.File($"{part}-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 9, 9]);
            File.WriteAllBytes(folder.File($"{part}-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 2]);
        }

        Assert.Equal("2 labels", Assert.Throws<DataException>(() => IdxFolder.Read(folder.Path)).Expected);
    }

    [FashionFact]
    public void Fashion_MNIST_has_60000_and_10000_images_of_28_x_28()
    {
        ImageData data = FashionMnist.Load();
        Assert.Equal((60000, 10000), (data.Train.Count, data.Test.Count));
        Assert.Equal((28, 28, 1, 10), (data.Test.Height, data.Test.Width, data.Test.Channels, data.Test.Classes.Count));
        Assert.All(Enumerable.Range(0, 10), c => Assert.Equal(1000, data.Test.Labels.Count(l => l == c)));
    }

    private static (int[] Dimensions, byte[] Data) Read(byte[] file)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("data"), file);
        return IdxReader.Read(folder.File("data"));
    }
}
