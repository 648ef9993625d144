using Edge.Errors;

namespace Edge.Cli.Verbs;

/// <summary>A symbolic link that gives a pseudo-terminal a name known beforehand, as long as it lasts.</summary>
internal sealed class PortLink : IDisposable
{
    private readonly string path;

    private PortLink(string path) => this.path = path;

    /// <summary>Makes the link. An older link is replaced, anything else is left alone.</summary>
    public static PortLink Make(string path, string target)
    {
        if (!target.StartsWith('/'))
        {
            throw new EdgeException(ExitCode.Usage, "link-needs-pty", "only a pseudo-terminal can have a link") { Expected = "--link with --listen pty", Found = target };
        }

        var place = new FileInfo(path);
        if (place.Exists && place.LinkTarget is null)
        {
            throw new EdgeException(ExitCode.Usage, "link-taken", $"{path} is there already and is no link") { Expected = "a path that is free, or an older link", Try = "another --link" };
        }

        File.Delete(path);
        File.CreateSymbolicLink(path, target);
        return new PortLink(path);
    }

    public void Dispose() => File.Delete(path);
}
