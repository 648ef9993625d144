using Edge.Train.Data;
using Edge.Train.Recipes;

namespace Edge.Train.Tests.Data;

public sealed class AugmenterTests
{
    [Fact]
    public void Depends_on_seed_epoch_and_image_alone()
    {
        ImageSet set = SyntheticImages.Make(20, 8, 3, seed: 1);
        AugmentationRecipe recipe = new(2, 10, 0.1, Flip: true);
        byte[] once = Apply(recipe, set, seed: 5, epoch: 3);
        Assert.Equal(once, Apply(recipe, set, seed: 5, epoch: 3));
        Assert.NotEqual(once, Apply(recipe, set, seed: 5, epoch: 4));
        Assert.NotEqual(once, Apply(recipe, set, seed: 6, epoch: 3));
        Assert.Equal(once[..(10 * 64)], Apply(recipe, set.Select([.. Enumerable.Range(0, 10)]), seed: 5, epoch: 3));
    }

    [Fact]
    public void No_change_asked_for_is_no_change()
    {
        ImageSet set = SyntheticImages.Make(5, 7, 3, seed: 2);
        Assert.Equal(set.Pixels, Apply(new AugmentationRecipe(0, 0, 0, Flip: false), set, 1, 0));
    }

    [Fact]
    public void A_shift_moves_whole_pixels_and_fills_with_zeros()
    {
        ImageSet set = Dots(400, 9);
        byte[] pixels = Apply(new AugmentationRecipe(2, 0, 0, Flip: false), set, 1, 0);
        HashSet<(int, int)> places = [];
        for (int i = 0; i < set.Count; i++)
        {
            int at = Array.IndexOf(pixels, (byte)255, i * 81, 81) - i * 81;
            Assert.Equal(255, pixels.AsSpan(i * 81, 81).ToArray().Sum(p => p));
            places.Add((at / 9 - 4, at % 9 - 4));
        }

        Assert.Equal(25, places.Count);
        Assert.All(places, p => Assert.True(Math.Abs(p.Item1) <= 2 && Math.Abs(p.Item2) <= 2));
    }

    [Fact]
    public void A_flip_mirrors_half_of_the_images()
    {
        byte[] pixels = [.. Enumerable.Range(0, 1000).SelectMany(_ => new byte[] { 1, 2, 3, 4, 5, 6 })];
        ImageSet set = new(2, 3, 1, pixels, new int[1000], ["one"]);
        byte[] flipped = Apply(new AugmentationRecipe(0, 0, 0, Flip: true), set, 1, 0);
        int mirrored = 0;
        for (int i = 0; i < 1000; i++)
        {
            byte[] image = flipped[(i * 6)..(i * 6 + 6)];
            Assert.True(image.SequenceEqual((byte[])[1, 2, 3, 4, 5, 6]) || image.SequenceEqual((byte[])[3, 2, 1, 6, 5, 4]));
            mirrored += image[0] == 3 ? 1 : 0;
        }

        Assert.InRange(mirrored, 420, 580);
    }

    [Fact]
    public void A_rotated_image_equals_the_rotation_computed_in_floating_point()
    {
        ImageSet set = SyntheticImages.Make(30, 12, 3, seed: 4);
        byte[] pixels = Apply(new AugmentationRecipe(1, 15, 0.1, Flip: true), set, 9, 2);
        for (int i = 0; i < set.Count; i++)
        {
            byte[] expected = Reference(set.At(i).Pixels, 12, new SeededRandom(9, (2L << 32) + 2, i));
            for (int p = 0; p < expected.Length; p++)
            {
                Assert.InRange(pixels[i * 144 + p], expected[p] - 3, expected[p] + 3);
            }
        }
    }

    private static byte[] Reference(byte[] image, int side, SeededRandom random)
    {
        double dx = 2 * random.NextDouble() - 1;
        double dy = 2 * random.NextDouble() - 1;
        bool flip = random.NextDouble() < 0.5;
        double angle = 15 * Math.PI / 180 * (2 * random.NextDouble() - 1);
        double scale = 1 + 0.1 * (2 * random.NextDouble() - 1);
        double centre = (side - 1) / 2.0;
        byte[] result = new byte[side * side];
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                double u = (flip ? -(x - centre) : x - centre) - dx;
                double v = y - centre - dy;
                double sx = (Math.Cos(angle) * u + Math.Sin(angle) * v) / scale + centre;
                double sy = (-Math.Sin(angle) * u + Math.Cos(angle) * v) / scale + centre;
                result[y * side + x] = (byte)Math.Round(Bilinear(image, side, sx, sy));
            }
        }

        return result;
    }

    private static double Bilinear(byte[] image, int side, double x, double y)
    {
        double sum = 0;
        for (int py = (int)Math.Floor(y); py <= Math.Floor(y) + 1; py++)
        {
            for (int px = (int)Math.Floor(x); px <= Math.Floor(x) + 1; px++)
            {
                bool inside = px >= 0 && py >= 0 && px < side && py < side;
                sum += inside ? image[py * side + px] * (1 - Math.Abs(x - px)) * (1 - Math.Abs(y - py)) : 0;
            }
        }

        return sum;
    }

    private static byte[] Apply(AugmentationRecipe recipe, ImageSet set, long seed, int epoch)
    {
        byte[] pixels = new byte[set.Pixels.Length];
        new Augmenter(recipe, seed).Apply(set, epoch, pixels);
        return pixels;
    }

    private static ImageSet Dots(int count, int side)
    {
        byte[] pixels = new byte[count * side * side];
        for (int i = 0; i < count; i++)
        {
            pixels[i * side * side + side * side / 2] = 255;
        }

        return new ImageSet(side, side, 1, pixels, new int[count], ["dot"]);
    }
}
