using System.Globalization;

namespace Edge.Train.Data;

/// <summary>A text file with one image a line: label, then the pixels 0 .. 255 in height, width, channels order, separated by commas. A first line of names is skipped.</summary>
public static class CsvReader
{
    /// <param name="shape">Height, width, channels where known; else a square image of one or three channels is assumed.</param>
    public static ImageSet Read(string path, (int Height, int Width, int Channels)? shape = null)
    {
        if (!File.Exists(path))
        {
            throw new DataException("data-missing", $"{path} does not exist") { Expected = "a CSV file: label, pixels..." };
        }

        List<string> names = [];
        List<byte[]> rows = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            string[] cells = line.Split(',');
            bool header = number == 1 && cells.Length > 1 && !byte.TryParse(cells[1], NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
            if (line.Length == 0 || header)
            {
                continue;
            }

            rows.Add(Pixels(cells, rows.Count == 0 ? cells.Length - 1 : rows[0].Length, path, number));
            names.Add(cells[0].Trim());
        }

        if (rows.Count == 0)
        {
            throw new DataException("data-corrupt", $"{path} holds no images") { Expected = "label, pixels... on each line", Found = "no such line" };
        }

        (int height, int width, int channels) = Shape(rows[0].Length, shape, path);
        (IReadOnlyList<string> classes, int[] labels) = Classes(names);
        return new ImageSet(height, width, channels, [.. rows.SelectMany(r => r)], labels, classes);
    }

    private static byte[] Pixels(string[] cells, int expected, string path, int line)
    {
        if (cells.Length - 1 != expected || expected < 1)
        {
            throw new DataException("data-corrupt", $"{path}, line {line}: wrong number of pixels") { Expected = Math.Max(1, expected).ToString(), Found = (cells.Length - 1).ToString() };
        }

        byte[] pixels = new byte[expected];
        for (int i = 0; i < expected; i++)
        {
            if (!byte.TryParse(cells[i + 1], NumberStyles.Integer, CultureInfo.InvariantCulture, out pixels[i]))
            {
                throw new DataException("data-corrupt", $"{path}, line {line}, value {i + 2} is not a pixel") { Expected = "0 .. 255", Found = cells[i + 1].Trim() };
            }
        }

        return pixels;
    }

    // Labels that are all numbers keep their order as numbers; other labels are classes in alphabetical order.
    private static (IReadOnlyList<string> Classes, int[] Labels) Classes(List<string> names)
    {
        if (names.All(n => byte.TryParse(n, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)))
        {
            int[] labels = [.. names.Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
            return ([.. Enumerable.Range(0, labels.Max() + 1).Select(i => i.ToString(CultureInfo.InvariantCulture))], labels);
        }

        List<string> classes = [.. names.Distinct().Order(StringComparer.Ordinal)];
        return (classes, [.. names.Select(n => classes.IndexOf(n))]);
    }

    private static (int Height, int Width, int Channels) Shape(int pixels, (int Height, int Width, int Channels)? shape, string path)
    {
        if (shape is { } given && given.Height * given.Width * given.Channels == pixels)
        {
            return given;
        }

        foreach (int channels in (int[])[1, 3])
        {
            int side = (int)Math.Round(Math.Sqrt(pixels / channels));
            if (side * side * channels == pixels)
            {
                return (side, side, channels);
            }
        }

        throw new DataException("data-shape", $"{path} holds {pixels} pixels an image, which is no square")
        {
            Expected = shape is { } s ? $"{s.Height} x {s.Width} x {s.Channels}" : "a square image of one or three channels",
            Try = "give the recipe's input the height, width and channels of the file",
        };
    }
}
