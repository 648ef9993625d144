using Edge.Train.Recipes;

namespace Edge.Train.Data;

/// <summary>
/// Brings an image to what the network reads: channels, then height and width by the recipe's fit, then bits. Integer arithmetic alone,
/// so that training, validation and a single image from the command line give the same bytes.
/// </summary>
public sealed class InputPreparation(InputRecipe input)
{
    /// <summary>Every image of a set; the set itself where there is nothing to do.</summary>
    public ImageSet Prepare(ImageSet set)
    {
        bool sameShape = (set.Height, set.Width, set.Channels) == (input.Height, input.Width, input.Channels);
        if (sameShape)
        {
            return input.Bits == 8 ? set : new ImageSet(set.Height, set.Width, set.Channels, Shift(set.Pixels), set.Labels, set.Classes);
        }

        byte[] pixels = new byte[(long)set.Count * input.Height * input.Width * input.Channels];
        int size = input.Height * input.Width * input.Channels;
        for (int i = 0; i < set.Count; i++)
        {
            Prepare(set.At(i)).Pixels.CopyTo(pixels, (long)i * size);
        }

        return new ImageSet(input.Height, input.Width, input.Channels, pixels, set.Labels, set.Classes);
    }

    /// <summary>One image; stored values 0 .. 2^bits - 1.</summary>
    public Image Prepare(Image image)
    {
        Image fitted = Fit(Recolour(image));
        return fitted with { Pixels = Shift(fitted.Pixels) };
    }

    private byte[] Shift(byte[] pixels) => input.Bits == 8 ? pixels : Array.ConvertAll(pixels, p => (byte)(p >> (8 - input.Bits)));

    // Gray from RGB by the luma of Rec. 601 in 8-bit fractions; RGB from gray by repeating.
    private Image Recolour(Image image)
    {
        if (image.Channels == input.Channels)
        {
            return image;
        }

        int count = image.Height * image.Width;
        byte[] pixels = new byte[count * input.Channels];
        for (int i = 0; i < count; i++)
        {
            if (image.Channels == 3 && input.Channels == 1)
            {
                pixels[i] = (byte)((77 * image.Pixels[3 * i] + 150 * image.Pixels[3 * i + 1] + 29 * image.Pixels[3 * i + 2] + 128) >> 8);
            }
            else if (image.Channels == 1)
            {
                pixels.AsSpan(i * input.Channels, input.Channels).Fill(image.Pixels[i]);
            }
            else
            {
                throw new DataException("data-shape", "the images' channels cannot be brought to the recipe's input")
                {
                    Expected = input.Channels.ToString(),
                    Found = image.Channels.ToString(),
                };
            }
        }

        return new Image(image.Height, image.Width, input.Channels, pixels);
    }

    private Image Fit(Image image)
    {
        if (image.Height == input.Height && image.Width == input.Width)
        {
            return image;
        }

        bool smaller = input.Height <= image.Height && input.Width <= image.Width;
        bool larger = input.Height >= image.Height && input.Width >= image.Width;
        return input.Fit switch
        {
            InputFit.Resize => Resize(image),
            InputFit.Crop when smaller => Place(image),
            InputFit.Pad when larger => Place(image),
            _ => throw new DataException("data-shape", "an image does not have the shape of the recipe's input")
            {
                Expected = $"{input.Height} x {input.Width} with fit \"{input.Fit.ToString().ToLowerInvariant()}\"",
                Found = $"{image.Height} x {image.Width}",
                Try = "set input.fit to \"resize\", \"crop\" or \"pad\"",
            },
        };
    }

    // Centred copy: what lies outside the image is 0, what lies outside the input is cut.
    private Image Place(Image image)
    {
        byte[] pixels = new byte[input.Height * input.Width * input.Channels];
        int top = (image.Height - input.Height) / 2;
        int left = (image.Width - input.Width) / 2;
        for (int y = Math.Max(0, -top); y < Math.Min(input.Height, image.Height - top); y++)
        {
            for (int x = Math.Max(0, -left); x < Math.Min(input.Width, image.Width - left); x++)
            {
                Array.Copy(image.Pixels, ((y + top) * image.Width + x + left) * input.Channels, pixels, (y * input.Width + x) * input.Channels, input.Channels);
            }
        }

        return new Image(input.Height, input.Width, input.Channels, pixels);
    }

    // Area average: each output pixel is the mean of the input under it, weighted by exact overlap (in units of 1 / (output side)).
    private Image Resize(Image image)
    {
        byte[] pixels = new byte[input.Height * input.Width * input.Channels];
        long area = (long)image.Height * image.Width;
        for (int y = 0; y < input.Height; y++)
        {
            for (int x = 0; x < input.Width; x++)
            {
                for (int c = 0; c < input.Channels; c++)
                {
                    pixels[(y * input.Width + x) * input.Channels + c] = (byte)((Covered(image, y, x, c) + area / 2) / area);
                }
            }
        }

        return new Image(input.Height, input.Width, input.Channels, pixels);
    }

    private long Covered(Image image, int y, int x, int c)
    {
        long sum = 0;
        for (int sy = y * image.Height / input.Height; sy * input.Height < (y + 1) * image.Height; sy++)
        {
            long overlapY = Math.Min((sy + 1) * input.Height, (y + 1) * image.Height) - Math.Max(sy * input.Height, y * image.Height);
            for (int sx = x * image.Width / input.Width; sx * input.Width < (x + 1) * image.Width; sx++)
            {
                long overlapX = Math.Min((sx + 1) * input.Width, (x + 1) * image.Width) - Math.Max(sx * input.Width, x * image.Width);
                sum += overlapY * overlapX * image.Pixels[(sy * image.Width + sx) * image.Channels + c];
            }
        }

        return sum;
    }
}
