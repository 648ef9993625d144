using Edge.Errors;
using Edge.Formats.Writing;

namespace Edge.Pack;

/// <summary>Reads and writes <c>.edge</c> files on the PC.</summary>
public static class ModelFile
{
    /// <summary>Writes beside <paramref name="path"/>, then renames, so that a failure leaves the old file.</summary>
    public static void Write(string path, byte[] file)
    {
        string temporary = path + ".tmp";
        try
        {
            File.WriteAllBytes(temporary, file);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>The bytes of a file; a missing one is a clear error.</summary>
    public static byte[] ReadBytes(string path)
    {
        if (!File.Exists(path))
        {
            throw new EdgeException(ExitCode.Input, "model-missing", $"there is no file {path}")
            {
                Expected = "a model that edge pack wrote (*.edge)",
                Try = "./edge demo makes one",
            };
        }

        return File.ReadAllBytes(path);
    }

    /// <summary>Decodes a file whole; a corrupt one is a clear error.</summary>
    public static ModelDefinition Read(string path)
    {
        byte[] file = ReadBytes(path);
        try
        {
            return ModelReader.Read(file);
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or ModelFormatException)
        {
            throw new EdgeException(ExitCode.Input, "model-corrupt", $"{path} is not a valid model: {error.Message}", error)
            {
                Expected = "an .edge file of version 1 or lower",
                Found = $"{file.Length} bytes",
                Try = "pack the network again",
            };
        }
    }
}
