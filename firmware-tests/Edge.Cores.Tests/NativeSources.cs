namespace Edge.Cores.Tests;

/// <summary>The checkout, and the C engine in it.</summary>
internal static class NativeSources
{
    public static readonly string Root = FindRoot();

    public static string Include => Path.Combine(Root, "device-runtime", "native", "include");

    /// <summary>Engine and reader.</summary>
    public static string[] All =>
        [.. new[] { "src", "reader" }.SelectMany(folder => Directory.GetFiles(Path.Combine(Root, "device-runtime", "native", folder), "*.c")).Order(StringComparer.Ordinal)];

    public static string Program(string name) => Path.Combine(Root, "firmware-tests", "Edge.Cores.Tests", "Programs", name);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Edge.sln was not found above the tests");
    }
}
