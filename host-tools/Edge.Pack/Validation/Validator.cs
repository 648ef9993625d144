using Edge.Device;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Train.Data;
using Edge.Train.Export;
using Edge.Train.Trained;
using Edge.Train.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Edge.Pack.Validation;

/// <summary>Compares a packed file with the network it was made from, layer by layer, over a set of images.</summary>
public static class Validator
{
    private const int Batch = 100;

    /// <summary>
    /// Runs <paramref name="file"/>, which is <paramref name="model"/>, on the device runtime over <paramref name="set"/> (its images are stored inputs). With a checkpoint, also the folded network in
    /// libtorch, whose every layer must equal the runtime's, and the fake-quantized float network. <paramref name="progress"/> gets images done and images in all.
    /// </summary>
    public static ValidationReport Run(byte[] file, ModelDefinition model, Checkpoint? checkpoint, ImageSet set, Action<int, int>? progress, CancellationToken cancellation)
    {
        InferenceSession session = Open(file, set);
        TrainedNetwork? trained = checkpoint is null ? null : TrainedNetworkExporter.Export(checkpoint);
        FoldedNetwork? folded = trained is null ? null : new FoldedNetwork(trained, model);
        var runtime = new RuntimeOutputs(session);
        var differing = new long[session.LayerCount];
        int[] packedClasses = new int[set.Count];
        int[] foldedClasses = new int[set.Count];
        for (int first = 0; first < set.Count; first += Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(Batch, set.Count - first);
            using IDisposable scope = NewDisposeScope();
            using IDisposable inference = no_grad();
            int[][] foldedValues = folded is null ? [] : [.. folded.Run(Evaluation.ToTensor(set, first, count)).Select(t => t.data<int>().ToArray())];
            for (int i = 0; i < count; i++)
            {
                int[][] packed = runtime.Run(set.Pixels.AsSpan((first + i) * set.ImageSize, set.ImageSize).ToArray());
                packedClasses[first + i] = InferenceSession.ArgMax(packed[^1]);
                if (folded is not null)
                {
                    foldedClasses[first + i] = Compare(packed, foldedValues, i, differing);
                }
            }

            progress?.Invoke(first + count, set.Count);
        }

        return Report(checkpoint, set, session, trained, folded, differing, packedClasses, foldedClasses);
    }

    private static ValidationReport Report(
        Checkpoint? checkpoint, ImageSet set, InferenceSession session, TrainedNetwork? trained, FoldedNetwork? folded, long[] differing, int[] packedClasses, int[] foldedClasses)
    {
        if (checkpoint is null || trained is null || folded is null)
        {
            return new ValidationReport(set.Count, null, null, Accuracy(packedClasses, set), [], []);
        }

        int[] floatClasses = Evaluation.Classes(checkpoint.Network, set);
        LayerComparison[] layers = [.. trained.Layers.Select((layer, i) => new LayerComparison(layer.Name, (long)session.TensorElements(i + 1) * set.Count, differing[i]))];
        PredictionDifference[] differences = [.. Enumerable.Range(0, set.Count)
            .Where(i => floatClasses[i] != packedClasses[i])
            .Select(i => DifferenceExplainer.Explain(checkpoint.Network, trained, folded, session, set, i, floatClasses[i], packedClasses[i]))];
        return new ValidationReport(set.Count, Accuracy(floatClasses, set), Accuracy(foldedClasses, set), Accuracy(packedClasses, set), layers, differences);
    }

    private static int Compare(int[][] packed, int[][] folded, int image, long[] differing)
    {
        for (int layer = 0; layer < packed.Length; layer++)
        {
            ReadOnlySpan<int> expected = folded[layer].AsSpan(image * packed[layer].Length, packed[layer].Length);
            if (expected.SequenceEqual(packed[layer]))
            {
                continue;
            }

            for (int i = 0; i < expected.Length; i++)
            {
                differing[layer] += expected[i] == packed[layer][i] ? 0 : 1;
            }
        }

        int outputs = packed[^1].Length;
        return InferenceSession.ArgMax(folded[^1].AsSpan(image * outputs, outputs).ToArray());
    }

    private static double Accuracy(int[] classes, ImageSet set) => classes.Where((c, i) => c == set.Labels[i]).Count() / (double)Math.Max(1, set.Count);

    /// <summary>A session for <paramref name="file"/> that takes the images of <paramref name="set"/>.</summary>
    internal static InferenceSession Open(byte[] file, ImageSet set)
    {
        Status status = InferenceSession.Open(new ByteArraySource(file), out InferenceSession session);
        if (status != Status.Ok)
        {
            throw new PackException("model-refused", $"the device runtime refuses the model: {status}", Errors.ExitCode.Input);
        }

        if (session.InputHeight != set.Height || session.InputWidth != set.Width || session.InputChannels != set.Channels)
        {
            throw new PackException("input-shape", "the images do not have the model's input shape", Errors.ExitCode.Input)
            {
                Expected = $"{session.InputHeight}x{session.InputWidth}x{session.InputChannels}",
                Found = $"{set.Height}x{set.Width}x{set.Channels}",
            };
        }

        return session;
    }
}
