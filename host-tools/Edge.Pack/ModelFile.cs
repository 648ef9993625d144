using Edge.Errors;
using Edge.Formats;
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
        catch (ModelFormatException error)
        {
            throw new EdgeException(ExitCode.Input, "model-corrupt", $"{path} is not a valid model: {Sentence(error)}", error)
            {
                Expected = error.Expected,
                Found = error.Found,
                Try = error.Status is Status.NotAnEdgeFile ? "a file that edge pack wrote (*.edge)"
                    : error.Status is Status.VersionTooNew ? "the version of Edge that packed it"
                    : "copy the file again, or pack the network again",
            };
        }
        catch (Exception error) when (error is InvalidDataException or FormatException)
        {
            throw new EdgeException(ExitCode.Input, "model-corrupt", $"{path} is not a valid model: {error.Message}", error)
            {
                Expected = $"an .edge file of version {Format.Version}",
                Found = $"{file.Length} bytes",
                Try = "copy the file again, or pack the network again",
            };
        }
    }

    private static string Sentence(ModelFormatException error) => error.Status switch
    {
        Status.NotAnEdgeFile => "it does not begin as an .edge file does",
        Status.VersionTooNew => "it was packed for a later version",
        Status.Truncated => "it ends too early",
        Status.ChecksumMismatch => "its bytes are not those that were packed: the checksum differs",
        Status.OutOfBounds when error.Field == "file" => "its length is not the one its header tells",
        _ => error.Message,
    };
}
