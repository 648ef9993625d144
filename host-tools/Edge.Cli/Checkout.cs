using Edge.Errors;

namespace Edge.Cli;

/// <summary>The source checkout this program was built from: where the samples, the tests and the run folders are.</summary>
internal static class Checkout
{
#if DEBUG
    public const string Configuration = "Debug";
#else
    public const string Configuration = "Release";
#endif

    /// <summary>The folder of Edge.sln: EDGE_ROOT as the launcher sets it, or the nearest one above the program.</summary>
    public static string Root()
    {
        string? root = Environment.GetEnvironmentVariable("EDGE_ROOT");
        if (!string.IsNullOrEmpty(root) && File.Exists(Path.Combine(root, "Edge.sln")))
        {
            return root;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
            {
                return folder.FullName;
            }
        }

        throw new EdgeException(ExitCode.Usage, "no-checkout", "this needs Edge's source checkout")
        {
            Expected = "Edge.sln in a folder above the program",
            Found = AppContext.BaseDirectory,
            Try = "./edge from the checkout",
        };
    }
}
