using Edge.Train.Data;
using Edge.Train.Layers;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using Edge.Train.Training;
using static TorchSharp.torch;

namespace Edge.Train.PostTraining;

/// <summary>Runs a float network over calibration images and finds the range of every activation.</summary>
internal static class Calibration
{
    /// <summary>At most this many values of a tensor decide its range.</summary>
    private const int Samples = 1 << 20;

    /// <summary>Ranges by layer index, for layers with float activations alone. Tensors that meet in an add get one range: their sum is then exact in integers.</summary>
    public static IReadOnlyDictionary<int, double> Ranges(Network network, ImageSet images, int bits, RangeRule rule)
    {
        using IDisposable scope = NewDisposeScope();
        IReadOnlyList<Tensor> outputs = network.Outputs(Evaluation.ToTensor(images, 0, images.Count), ScalarType.Float32);
        Dictionary<int, double> ranges = [];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            if (network.Layers[i].Activation is FloatActivations)
            {
                ranges[i] = ActivationRange.Choose(Values(outputs[i]), bits, rule);
            }
        }

        ShareWhereAdded(network.Plan, ranges);
        return ranges;
    }

    private static float[] Values(Tensor tensor)
    {
        float[] all = tensor.reshape(-1).data<float>().ToArray();
        int stride = Math.Max(1, all.Length / Samples) | 1;
        return stride == 1 ? all : [.. Enumerable.Range(0, all.Length / stride).Select(i => all[i * stride])];
    }

    private static void ShareWhereAdded(NetworkPlan plan, Dictionary<int, double> ranges)
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (PlannedLayer add in plan.Layers.Where(l => l.Recipe.Kind == LayerKind.Add))
            {
                int[] sources = [.. add.Inputs.Select(tensor => Source(plan, tensor)).Where(ranges.ContainsKey)];
                double largest = sources.Length == 0 ? 0 : sources.Max(s => ranges[s]);
                foreach (int source in sources.Where(s => ranges[s] < largest))
                {
                    ranges[source] = largest;
                    changed = true;
                }
            }
        }
    }

    // The layer whose levels a tensor has: pools and flatten keep those they read. -1 is the network's input.
    private static int Source(NetworkPlan plan, int tensor)
    {
        while (tensor > 0 && plan.Layers[tensor - 1].Recipe.Activation is null)
        {
            tensor = plan.Layers[tensor - 1].Inputs[0];
        }

        return tensor - 1;
    }
}
