using Edge.Train.Data;
using Edge.Train.Layers;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using Edge.Train.Training;
using static TorchSharp.torch;

namespace Edge.Train.PostTraining;

/// <summary>Turns the checkpoint of a float network into that of a quantized one, without training.</summary>
public static class PostTrainingQuantizer
{
    /// <summary>
    /// Quantizes <paramref name="source"/>: activation ranges from the calibration images, weights by the scheme, channel means restored where the scheme
    /// says so. The result packs and validates like a trained checkpoint.
    /// </summary>
    /// <param name="images">Calibration images as stored inputs; some hundreds of the training set.</param>
    /// <exception cref="QuantizationException">An unknown scheme, or a network that is not float.</exception>
    /// <exception cref="RecipeException">A parameter that the scheme's quantizer does not have, or out of its range.</exception>
    public static Checkpoint Quantize(Checkpoint source, ImageSet images, QuantizationOptions options)
    {
        QuantizationScheme scheme = QuantizationScheme.Find(options.Scheme);
        CheckFloat(source.Network);
        IReadOnlyDictionary<int, double> ranges = Calibration.Ranges(source.Network, images, options.ActivationBits, scheme.Range);
        string text = RecipeRewriter.Rewrite(source.Network, scheme, options, ranges);
        Recipe recipe = RecipeReader.Read(text, $"the recipe made by scheme {scheme.Name}").With(source.State.Seed, source.State.Epochs);
        Network network = Network.Create(recipe, source.State.Seed);
        Copy(source.Network, network);
        if (scheme.RestoreMeans)
        {
            MeanCorrection.Apply(network, source.Network, images);
        }

        return Checkpoint.Of(network, source.State with { TestAccuracy = null });
    }

    private static void CheckFloat(Network network)
    {
        foreach (NetworkLayer layer in network.Layers)
        {
            if (layer is WeightedLayer { Quantizer: not FloatWeights } weighted)
            {
                throw NotFloat(layer.Name, $"weights \"{weighted.Plan.Recipe.Weights!.Name}\"");
            }

            if (layer.Activation is not (null or FloatActivations))
            {
                throw NotFloat(layer.Name, $"activation \"{layer.Plan.Recipe.Activation!.Name}\"");
            }
        }
    }

    private static void Copy(Network from, Network to)
    {
        using IDisposable update = no_grad();
        Dictionary<string, Tensor> values = Checkpoint.Model(from).ToDictionary(t => t.Name, t => t.Value);
        foreach ((string name, Tensor value) in Checkpoint.Model(to).Where(t => values.ContainsKey(t.Name)))
        {
            value.copy_(values[name]);
        }

        foreach (WeightedLayer layer in to.Layers.OfType<WeightedLayer>())
        {
            layer.Quantizer.Initialize(layer.Weight);
        }
    }

    private static QuantizationException NotFloat(string layer, string found) => new("not-float", $"layer {layer} is quantized already")
    {
        Expected = "a network trained with weights \"float\" and activations \"relu\"",
        Found = found,
        Try = "train the recipe with \"weights\": \"float\" and \"activations\": \"relu\", then quantize its best.checkpoint",
    };
}
