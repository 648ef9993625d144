namespace Edge.Formats.Tests;

internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Formats => Path.Combine(Root, "formats");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Edge.sln is in no folder above the tests");
    }
}
