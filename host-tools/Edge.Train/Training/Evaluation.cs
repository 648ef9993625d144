using Edge.Train.Data;
using Edge.Train.Layers;
using static TorchSharp.torch;

namespace Edge.Train.Training;

/// <summary>Runs a network over a whole set without gradients.</summary>
public static class Evaluation
{
    private const int Batch = 500;

    /// <summary>Share of the images whose highest score is their label, 0 .. 1.</summary>
    public static double Accuracy(Network network, ImageSet set)
    {
        int[] classes = Classes(network, set);
        return classes.Where((c, i) => c == set.Labels[i]).Count() / (double)Math.Max(1, set.Count);
    }

    /// <summary>The class with the highest score of every image; the first of equals.</summary>
    public static int[] Classes(Network network, ImageSet set)
    {
        using IDisposable inference = no_grad();
        int[] classes = new int[set.Count];
        for (int first = 0; first < set.Count; first += Batch)
        {
            using IDisposable scope = NewDisposeScope();
            Tensor scores = network.Forward(ToTensor(set, first, Math.Min(Batch, set.Count - first)), training: false);
            long[] best = scores.argmax(1).data<long>().ToArray();
            for (int i = 0; i < best.Length; i++)
            {
                classes[first + i] = (int)best[i];
            }
        }

        return classes;
    }

    /// <summary>Images as the bytes [count, height, width, channels] that <see cref="Network.Forward"/> takes.</summary>
    public static Tensor ToTensor(ImageSet set, int first, int count)
    {
        byte[] bytes = set.Pixels.AsSpan(first * set.ImageSize, count * set.ImageSize).ToArray();
        return tensor(bytes, [count, set.Height, set.Width, set.Channels]);
    }
}
