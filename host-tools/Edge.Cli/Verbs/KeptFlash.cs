using Edge.Errors;
using Edge.Flash.Simulation;
using Edge.Pack;

namespace Edge.Cli.Verbs;

/// <summary>The contents of a simulated board between two simulations: its flash byte by byte in one file, the files of its drive in a folder beside it.</summary>
internal sealed class KeptFlash(string path)
{
    private readonly string folder = path + ".files";

    /// <summary>Gives the board what was kept; leaves it as delivered where nothing was.</summary>
    public void Load(SimulatedMemory memory)
    {
        if (!File.Exists(path))
        {
            return;
        }

        byte[] flash = File.ReadAllBytes(path);
        if (flash.Length != memory.Flash.Length)
        {
            throw new EdgeException(ExitCode.Input, "flash-image-size", $"{path} is not the flash of this board")
            {
                Expected = $"{memory.Flash.Length} bytes",
                Found = $"{flash.Length} bytes",
                Try = "another --flash-image, or the board it was made with",
            };
        }

        flash.CopyTo(memory.Flash, 0);
        if (Directory.Exists(folder))
        {
            foreach (string file in Directory.EnumerateFiles(folder))
            {
                memory.Files[@"I:\" + Path.GetFileName(file)] = File.ReadAllBytes(file);
            }
        }
    }

    /// <summary>Keeps everything. Files the board no longer has are removed.</summary>
    public void Save(SimulatedMemory memory)
    {
        ModelFile.Write(path, memory.Flash);
        Dictionary<string, byte[]> files = memory.Files.ToDictionary(file => NameOf(file.Key), file => file.Value, StringComparer.OrdinalIgnoreCase);
        if (files.Count > 0)
        {
            Directory.CreateDirectory(folder);
        }

        foreach ((string name, byte[] content) in files)
        {
            ModelFile.Write(Path.Combine(folder, name), content);
        }

        foreach (string file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            if (!files.ContainsKey(Path.GetFileName(file)))
            {
                File.Delete(file);
            }
        }
    }

    // The name came over the line: it must not lead out of the folder.
    private static string NameOf(string devicePath)
    {
        string name = devicePath[(devicePath.LastIndexOf('\\') + 1)..];
        foreach (char forbidden in Path.GetInvalidFileNameChars())
        {
            name = name.Replace(forbidden, '_');
        }

        return name is "." or ".." or "" ? "_" : name;
    }
}
