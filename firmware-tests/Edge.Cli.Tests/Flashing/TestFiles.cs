namespace Edge.Cli.Tests.Flashing;

/// <summary>A model and deployment images in a folder that goes away with the test.</summary>
internal sealed class TestFiles : IDisposable
{
    private readonly SampleModel model = new();

    public string Model => model.Path;

    public string Folder => model.Folder;

    public byte[] ModelBytes => File.ReadAllBytes(model.Path);

    /// <summary>A deployment image: the marker of assemblies, random bytes, and the model in the middle of them where asked for.</summary>
    public string App(int bytes, bool withModel = false)
    {
        byte[] content = new byte[bytes];
        new Random(bytes).NextBytes(content);
        "NFMRK2\0\0"u8.CopyTo(content);
        if (withModel)
        {
            ModelBytes.CopyTo(content, bytes / 2);
        }

        return Write("app.bin", content);
    }

    /// <summary>A file that is neither model nor application.</summary>
    public string Other(int bytes) => Write("other.bin", new byte[bytes]);

    /// <summary>For a process of another user.</summary>
    public void LetEverybodyRead() => File.SetUnixFileMode(Folder, File.GetUnixFileMode(Folder) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

    public void Dispose() => model.Dispose();

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
