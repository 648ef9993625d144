using Edge.Train.Data;

namespace Edge.Train.Tests;

/// <summary>Small images that a small network can learn: class c has a bright block whose place depends on c, over noise.</summary>
internal static class SyntheticImages
{
    public static ImageSet Make(int count, int side, int classes, long seed)
    {
        SeededRandom random = new(seed, 99);
        byte[] pixels = new byte[count * side * side];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = random.Next(classes);
            for (int p = 0; p < side * side; p++)
            {
                bool bright = p % side / 2 == labels[i] % (side / 2);
                pixels[i * side * side + p] = (byte)(random.Next(120) + (bright ? 100 : 0));
            }
        }

        return new ImageSet(side, side, 1, pixels, labels, [.. Enumerable.Range(0, classes).Select(c => $"class{c}")]);
    }

    /// <summary>The same as a CSV file.</summary>
    public static void WriteCsv(string path, int count, int side, int classes, long seed)
    {
        ImageSet set = Make(count, side, classes, seed);
        File.WriteAllLines(path, Enumerable.Range(0, count).Select(i => $"{set.Labels[i]},{string.Join(',', set.At(i).Pixels)}"));
    }
}
