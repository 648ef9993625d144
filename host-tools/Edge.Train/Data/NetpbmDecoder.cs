namespace Edge.Train.Data;

/// <summary>Decodes binary PGM (P5) and PPM (P6) images of at most 8 bits a sample; samples are spread over 0 .. 255.</summary>
public static class NetpbmDecoder
{
    private const int MaxSide = 16384;

    public static Image Decode(byte[] file, string path)
    {
        if (file.Length < 2 || file[0] != 'P' || file[1] is not ((byte)'5' or (byte)'6'))
        {
            throw Corrupt(path, "P5 or P6", "other bytes");
        }

        int channels = file[1] == '5' ? 1 : 3;
        int at = 2;
        int width = Number(file, ref at, MaxSide, path);
        int height = Number(file, ref at, MaxSide, path);
        int maximum = Number(file, ref at, 255, path);
        int size = width * height * channels;
        at++;
        if (file.Length - at < size)
        {
            throw Corrupt(path, $"{size} bytes of pixels", $"{Math.Max(0, file.Length - at)}");
        }

        byte[] pixels = file.AsSpan(at, size).ToArray();
        if (maximum != 255)
        {
            for (int i = 0; i < size; i++)
            {
                pixels[i] = (byte)((Math.Min(pixels[i], maximum) * 255 + maximum / 2) / maximum);
            }
        }

        return new Image(height, width, channels, pixels);
    }

    private static int Number(byte[] file, ref int at, int limit, string path)
    {
        while (at < file.Length && (file[at] == '#' || char.IsWhiteSpace((char)file[at])))
        {
            at = file[at] == '#' ? EndOfLine(file, at) : at + 1;
        }

        int value = 0;
        while (at < file.Length && file[at] is >= (byte)'0' and <= (byte)'9' && value <= limit)
        {
            value = value * 10 + file[at++] - '0';
        }

        return value >= 1 && value <= limit ? value : throw Corrupt(path, $"a number 1 .. {limit} in the header", value.ToString());
    }

    private static int EndOfLine(byte[] file, int at)
    {
        int end = Array.IndexOf(file, (byte)'\n', at);
        return end < 0 ? file.Length : end;
    }

    private static DataException Corrupt(string path, string expected, string found) =>
        new("data-corrupt", $"{path} is not a PGM or PPM image this program reads") { Expected = expected, Found = found };
}
