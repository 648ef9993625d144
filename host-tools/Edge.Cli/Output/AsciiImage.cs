namespace Edge.Cli.Output;

/// <summary>A gray image in characters, two a pixel so that it is about square.</summary>
internal static class AsciiImage
{
    private const string Shades = " .:-=+*#%@";

    public static void Write(TextWriter writer, byte[] pixels, int height, int width, int highest)
    {
        for (int y = 0; y < height; y++)
        {
            var line = pixels.AsSpan(y * width, width).ToArray().SelectMany(pixel => new string(Shades[pixel * (Shades.Length - 1) / highest], 2));
            writer.WriteLine(string.Concat(line).TrimEnd());
        }
    }
}
