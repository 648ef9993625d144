using Edge.Train.Data;
using Edge.Train.Layers;
using Edge.Train.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Edge.Train.PostTraining;

/// <summary>
/// Gives every channel of a quantized network the mean it has in the float network, layer by layer from the input on: the part of bias correction (Banner,
/// Nahshan, Soudry 2019, "Bias-Correction") that a shift of the weights by their channel's mean error would do, moved into the bias, where integers can carry it.
/// </summary>
internal static class MeanCorrection
{
    public static void Apply(Network network, Network reference, ImageSet images)
    {
        using IDisposable inference = no_grad();
        using IDisposable scope = NewDisposeScope();
        Tensor stored = Evaluation.ToTensor(images, 0, images.Count);
        List<LayerOutput> own = [new(network.RealInput(stored), Magnitude: null)];
        List<LayerOutput> ideal = [new(reference.RealInput(stored), Magnitude: null)];
        for (int i = 0; i < network.Layers.Count; i++)
        {
            NetworkLayer layer = network.Layers[i];
            LayerOutput[] inputs = [.. layer.Plan.Inputs.Select(t => own[t])];
            LayerOutput[] idealInputs = [.. layer.Plan.Inputs.Select(t => ideal[t])];
            if (layer is WeightedLayer { Shift: { } shift } weighted)
            {
                Correct(shift, weighted.BeforeActivation(inputs), reference.Layers[i].BeforeActivation(idealInputs));
            }

            own.Add(layer.Forward(inputs, training: false));
            ideal.Add(reference.Layers[i].Forward(idealInputs, training: false));
        }
    }

    private static void Correct(Parameter shift, Tensor own, Tensor ideal)
    {
        long[] everythingElse = [.. Enumerable.Range(0, own.shape.Length).Where(d => d != 1).Select(d => (long)d)];
        shift.add_((ideal - own).mean(everythingElse));
    }
}
