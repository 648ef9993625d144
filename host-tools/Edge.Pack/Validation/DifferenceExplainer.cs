using Edge.Device;
using Edge.Pack.Folding;
using Edge.Train.Data;
using Edge.Train.Layers;
using Edge.Train.Trained;
using Edge.Train.Training;
using static TorchSharp.torch;

namespace Edge.Pack.Validation;

/// <summary>Finds where the float network and the packed one part: float32 rounds, integers do not, so a value that lies almost on a step can fall on either side.</summary>
internal static class DifferenceExplainer
{
    public static PredictionDifference Explain(
        Network network, TrainedNetwork trained, FoldedNetwork folded, InferenceSession session, ImageSet set, int image, int floatClass, int packedClass)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable inference = no_grad();
        Tensor stored = Evaluation.ToTensor(set, image, 1);
        IReadOnlyList<Tensor> real = network.Outputs(stored, ScalarType.Float32);
        int[][] packed = new RuntimeOutputs(session).Run(set.At(image).Pixels);
        int[] withoutFlatten = [.. network.Layers.Select((layer, i) => (layer, i)).Where(entry => entry.layer is not FlattenLayer).Select(entry => entry.i)];
        for (int layer = 0; layer < trained.Layers.Count; layer++)
        {
            if (trained.Layers[layer].Activation is not { } quantizer)
            {
                continue;
            }

            int[] differing = Differing(quantizer, Values(real[withoutFlatten[layer]]), packed[layer]);
            if (differing.Length > 0)
            {
                double[] before = folded.BeforeQuantizer(stored, layer).data<double>().ToArray();
                double farthest = differing.Max(i => quantizer.Steps.Min(step => Math.Abs(before[i] - step)));
                return new PredictionDifference(image, set.Labels[image], floatClass, packedClass, trained.Layers[layer].Name, farthest / (quantizer.Bits == 0 ? 1 : quantizer.Scale));
            }
        }

        return new PredictionDifference(image, set.Labels[image], floatClass, packedClass, trained.Layers[^1].Name, 0);
    }

    private static double[] Values(Tensor output)
    {
        Tensor ordered = output.shape.Length == 4 ? output.permute(0, 2, 3, 1).contiguous() : output.contiguous();
        return Array.ConvertAll(ordered.data<float>().ToArray(), v => (double)v);
    }

    // Outputs are quantized already: two values differ where they are more than half a level apart.
    private static int[] Differing(StepQuantizer quantizer, double[] real, int[] stored)
    {
        double unit = quantizer.Bits == 0 ? 1 : quantizer.Scale;
        return [.. Enumerable.Range(0, real.Length).Where(i =>
        {
            double packed = quantizer.Bits == 0 ? (2 * stored[i]) - 1 : quantizer.Scale * (stored[i] - quantizer.ZeroPoint);
            return Math.Abs(real[i] - packed) > 0.5 * unit;
        })];
    }
}
