namespace Edge.Flash.Tests;

/// <summary>Files that are no images.</summary>
public sealed class FlashImageTests
{
    [Fact]
    public void Refuses_a_file_of_no_bytes()
    {
        string file = Path.GetTempFileName();
        try
        {
            Expect("image-empty", file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Refuses_a_folder_and_calls_it_one() => Assert.Equal("a folder", Expect("image-missing", Path.GetTempPath()).Found);

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("/nowhere/model.edge")]
    public void Refuses_a_path_that_leads_nowhere(string path) => Expect("image-missing", path);

    [LinuxFact]
    public void Stops_reading_a_file_that_never_ends() => Expect("image-too-large", "/dev/zero");

    [Fact]
    public void Reads_every_byte_of_a_file_larger_than_its_buffer()
    {
        string file = Path.GetTempFileName();
        try
        {
            byte[] content = Bench.Bytes(200_001, 3);
            File.WriteAllBytes(file, content);
            Assert.Equal(content, FlashImage.Read(file).Bytes);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static FlashException Expect(string code, string path)
    {
        FlashException error = Assert.Throws<FlashException>(() => FlashImage.Read(path));
        Assert.Equal(code, error.Code);
        Assert.NotNull(error.Expected);
        Assert.NotNull(error.Found);
        Assert.NotNull(error.Try);
        return error;
    }
}
