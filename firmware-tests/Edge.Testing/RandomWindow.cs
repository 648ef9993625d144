using Edge.Formats.Writing;

namespace Edge.Testing;

internal static class RandomWindow
{
    /// <summary>A window that fits the shape; often one that keeps its sides, so that later adds find a partner.</summary>
    public static Window For(Random random, ReferenceShape shape, bool isPool)
    {
        int padValue = random.Next(3) == 0 ? 0 : random.Next(shape.MaxValue + 1);
        int choice = random.Next(10);
        if (choice < 4)
        {
            int kernelHeight = RandomNetwork.Pick(random, 1, 1, 3, 3, 5);
            int kernelWidth = random.Next(3) == 0 ? RandomNetwork.Pick(random, 1, 3, 5) : kernelHeight;
            int above = kernelHeight / 2;
            int left = kernelWidth / 2;
            return new(kernelHeight, kernelWidth, 1, 1, above, left, above, left, padValue);
        }

        if (isPool && choice < 6)
        {
            return new(shape.Height, shape.Width, 1, 1, 0, 0, 0, 0, padValue);
        }

        (int height, int top, int bottom) = Axis(random, shape.Height);
        (int width, int leftPad, int right) = Axis(random, shape.Width);
        return new(height, width, random.Next(1, 4), random.Next(1, 4), top, leftPad, bottom, right, padValue);
    }

    /// <summary>Kernel and pads along one axis: each pad smaller than the kernel, the kernel no longer than the padded side.</summary>
    private static (int Kernel, int Before, int After) Axis(Random random, int side)
    {
        int kernel = random.Next(1, 6);
        int before = random.Next(2) == 0 ? 0 : random.Next(kernel);
        int after = random.Next(2) == 0 ? 0 : random.Next(kernel);
        while (side + before + after < kernel)
        {
            kernel--;
            before = Math.Min(before, kernel - 1);
            after = Math.Min(after, kernel - 1);
        }

        return (kernel, before, after);
    }
}
