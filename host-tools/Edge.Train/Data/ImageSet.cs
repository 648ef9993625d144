namespace Edge.Train.Data;

/// <summary>Labelled images of one shape, as one byte array: N x height x width x channels.</summary>
public sealed class ImageSet
{
    /// <param name="pixels">N x height x width x channels bytes.</param>
    /// <param name="labels">N class numbers, each 0 .. classes.Count - 1.</param>
    /// <param name="classes">Class names in label order.</param>
    public ImageSet(int height, int width, int channels, byte[] pixels, int[] labels, IReadOnlyList<string> classes)
    {
        if (pixels.LongLength != (long)labels.Length * height * width * channels)
        {
            throw new DataException("data-shape", "the number of pixels does not match the number of labels")
            {
                Expected = $"{labels.Length} images of {height} x {width} x {channels}",
                Found = $"{pixels.LongLength} bytes",
            };
        }

        int wrong = Array.FindIndex(labels, l => l < 0 || l >= classes.Count);
        if (wrong >= 0)
        {
            throw new DataException("data-label", $"image {wrong} has a label outside the classes")
            {
                Expected = $"0 .. {classes.Count - 1}",
                Found = labels[wrong].ToString(),
            };
        }

        (Height, Width, Channels, Pixels, Labels, Classes) = (height, width, channels, pixels, labels, classes);
    }

    public int Height { get; }

    public int Width { get; }

    public int Channels { get; }

    /// <summary>N x height x width x channels.</summary>
    public byte[] Pixels { get; }

    public int[] Labels { get; }

    public IReadOnlyList<string> Classes { get; }

    public int Count => Labels.Length;

    /// <summary>Bytes of one image.</summary>
    public int ImageSize => Height * Width * Channels;

    /// <summary>A copy of the images at these positions, in this order.</summary>
    public ImageSet Select(ReadOnlySpan<int> positions)
    {
        byte[] pixels = new byte[(long)positions.Length * ImageSize];
        int[] labels = new int[positions.Length];
        for (int i = 0; i < positions.Length; i++)
        {
            Array.Copy(Pixels, (long)positions[i] * ImageSize, pixels, (long)i * ImageSize, ImageSize);
            labels[i] = Labels[positions[i]];
        }

        return new ImageSet(Height, Width, Channels, pixels, labels, Classes);
    }

    /// <summary>A copy of one image.</summary>
    public Image At(int position) => new(Height, Width, Channels, Pixels.AsSpan(position * ImageSize, ImageSize).ToArray());
}

/// <summary>The part to learn from and the part never learned from.</summary>
public sealed record ImageData(ImageSet Train, ImageSet Test);
