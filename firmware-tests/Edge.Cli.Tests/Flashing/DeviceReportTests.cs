using Edge.Flash;
using Edge.Flash.Wire;

namespace Edge.Cli.Tests.Flashing;

/// <summary>What the sample application for models on the drive prints is what <c>edge flash</c> waits for.</summary>
public sealed class DeviceReportTests : IDisposable
{
    private readonly TestFiles files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void The_sample_reports_the_model_and_the_images_it_has_read()
    {
        string images = Path.Combine(files.Folder, "images.bin");
        File.WriteAllBytes(images, new byte[48]);
        string[] lines = Digits.Program.Start(files.Model, images).Split('\n');
        Assert.Equal([ReportOf(files.Model), ReportOf(images)], lines.Select(ReportText.Parse));
    }

    [Fact]
    public void A_damaged_model_is_reported_as_it_is()
    {
        byte[] bytes = files.ModelBytes;
        bytes[^9] ^= 1;
        File.WriteAllBytes(files.Model, bytes);
        FileReport report = ReportText.Parse(Digits.Program.Start(files.Model, ""))!;
        Assert.Equal(ReportOf(files.Model), report);
    }

    [Fact]
    public void A_missing_model_is_no_report() => Assert.Null(ReportText.Parse(Digits.Program.Start(Path.Combine(files.Folder, "none.edge"), "")));

    private static FileReport ReportOf(string path)
    {
        FlashImage image = FlashImage.Read(path);
        return new FileReport(path, image.Bytes.Length, image.Crc32);
    }
}
