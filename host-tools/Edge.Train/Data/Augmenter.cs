using Edge.Train.Recipes;

namespace Edge.Train.Data;

/// <summary>
/// Moves, turns, scales and mirrors training images at random. What happens to image i in epoch e depends on (seed, e, i) alone. Sampling
/// is bilinear in 16-bit fixed point; what lies outside an image is 0.
/// </summary>
public sealed class Augmenter(AugmentationRecipe recipe, long seed)
{
    private const long Stream = 2L << 32;
    private const int One = 1 << 16;

    /// <summary>Writes an augmented copy of every image.</summary>
    /// <param name="pixels">Receives as many bytes as the set has.</param>
    public void Apply(ImageSet set, int epoch, byte[] pixels)
    {
        bool affine = recipe.Rotate > 0 || recipe.Scale > 0;
        for (int i = 0; i < set.Count; i++)
        {
            SeededRandom random = new(seed, Stream + epoch, i);
            ReadOnlySpan<byte> from = set.Pixels.AsSpan(i * set.ImageSize, set.ImageSize);
            Span<byte> to = pixels.AsSpan(i * set.ImageSize, set.ImageSize);
            double dx = recipe.Shift * (2 * random.NextDouble() - 1);
            double dy = recipe.Shift * (2 * random.NextDouble() - 1);
            bool flip = recipe.Flip && random.NextDouble() < 0.5;
            if (affine)
            {
                double angle = recipe.Rotate * Math.PI / 180 * (2 * random.NextDouble() - 1);
                double scale = 1 + recipe.Scale * (2 * random.NextDouble() - 1);
                Sample(from, to, set, new Placement(dx, dy, angle, scale, flip));
            }
            else
            {
                Move(from, to, set, (int)Math.Round(dx), (int)Math.Round(dy), flip);
            }
        }
    }

    private static void Move(ReadOnlySpan<byte> from, Span<byte> to, ImageSet set, int dx, int dy, bool flip)
    {
        (int height, int width, int channels) = (set.Height, set.Width, set.Channels);
        to.Clear();
        int firstX = Math.Max(0, dx);
        int count = width - Math.Abs(dx);
        for (int y = Math.Max(0, dy); y < Math.Min(height, height + dy) && count > 0; y++)
        {
            from.Slice(((y - dy) * width + firstX - dx) * channels, count * channels).CopyTo(to[((y * width + firstX) * channels)..]);
        }

        for (int y = 0; y < height && flip; y++)
        {
            Mirror(to.Slice(y * width * channels, width * channels), width, channels);
        }
    }

    private static void Mirror(Span<byte> row, int width, int channels)
    {
        if (channels == 1)
        {
            row.Reverse();
            return;
        }

        for (int x = 0; x < width / 2; x++)
        {
            for (int c = 0; c < channels; c++)
            {
                int other = (width - 1 - x) * channels + c;
                (row[x * channels + c], row[other]) = (row[other], row[x * channels + c]);
            }
        }
    }

    // to (x, y) reads from the inverse-mapped position; the image is surrounded by zeros.
    private static void Sample(ReadOnlySpan<byte> from, Span<byte> to, ImageSet set, Placement placement)
    {
        (int height, int width, int channels) = (set.Height, set.Width, set.Channels);
        (double cy, double cx) = ((height - 1) / 2.0, (width - 1) / 2.0);
        double cos = Math.Cos(placement.Angle) / placement.Scale;
        double sin = Math.Sin(placement.Angle) / placement.Scale;
        double mirror = placement.Flip ? -1 : 1;
        int stepX = (int)Math.Round(mirror * cos * One);
        int stepY = (int)Math.Round(mirror * -sin * One);
        for (int y = 0; y < height; y++)
        {
            double v = y - cy - placement.Dy;
            double u = mirror * (0 - cx) - placement.Dx;
            int sx = (int)Math.Round((cos * u + sin * v + cx) * One);
            int sy = (int)Math.Round((-sin * u + cos * v + cy) * One);
            for (int x = 0; x < width; x++, sx += stepX, sy += stepY)
            {
                for (int c = 0; c < channels; c++)
                {
                    to[(y * width + x) * channels + c] = Bilinear(from, set, sx, sy, c);
                }
            }
        }
    }

    private static byte Bilinear(ReadOnlySpan<byte> from, ImageSet set, int sx, int sy, int c)
    {
        (int width, int channels) = (set.Width, set.Channels);
        int x = sx >> 16;
        int y = sy >> 16;
        if (x < -1 || y < -1 || x >= width || y >= set.Height)
        {
            return 0;
        }

        int fx = (sx & (One - 1)) >> 8;
        int fy = (sy & (One - 1)) >> 8;
        bool left = x >= 0;
        bool right = x + 1 < width;
        int at = (y * width + x) * channels + c;
        int top = 0;
        int bottom = 0;
        if (y >= 0)
        {
            top = (left ? from[at] * (256 - fx) : 0) + (right ? from[at + channels] * fx : 0);
        }

        if (y + 1 < set.Height)
        {
            at += width * channels;
            bottom = (left ? from[at] * (256 - fx) : 0) + (right ? from[at + channels] * fx : 0);
        }

        return (byte)((top * (256 - fy) + bottom * fy + (1 << 15)) >> 16);
    }

    private readonly record struct Placement(double Dx, double Dy, double Angle, double Scale, bool Flip);
}
