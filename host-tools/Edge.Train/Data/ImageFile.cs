namespace Edge.Train.Data;

/// <summary>One image from a file: .png, .pgm or .ppm.</summary>
public static class ImageFile
{
    /// <summary>Whether the name ends as a format that can be read.</summary>
    public static bool IsKnown(string path) => Path.GetExtension(path).ToLowerInvariant() is ".png" or ".pgm" or ".ppm";

    public static Image Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new DataException("data-missing", $"{path} does not exist") { Expected = "a .png, .pgm or .ppm image" };
        }

        byte[] file = File.ReadAllBytes(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => PngDecoder.Decode(file, path),
            ".pgm" or ".ppm" => NetpbmDecoder.Decode(file, path),
            string other => throw new DataException("data-format", $"{path} is of a format this program does not read") { Expected = ".png, .pgm or .ppm", Found = other },
        };
    }
}
