using Edge.Train.Recipes;

namespace Edge.Train.Quantizers;

/// <summary>Every quantizer a recipe can name. A new one is a class with a Description and a line here.</summary>
public static class QuantizerCatalog
{
    public static IReadOnlyList<QuantizerDescription> Weights { get; } =
    [
        TwnApproximate.Description,
        TwnExact.Description,
        TrainedTernary.Description,
        BinaryConnect.Description,
        BinaryConnectStochastic.Description,
        XnorWeights.Description,
        WrpnWeights.Description,
        DoReFaWeights.Description,
        FixedWeights.Description,
        FixedPointWeights.Description,
        PowerOfTwoWeights.Description,
        ShiftableWeights.Description,
        DiscreteWeights.Description,
        DeepCompression.Description,
        AnalyticClip.Description,
        AllocatedBits.Description,
        CorrectedWeights.Description,
        DoublePrecisionWeights.Description,
        GroupWiseWeights.Description,
        WageWeights.Description,
        Float8Weights.Description,
        PrunedWeights.Description,
        FloatWeights.Description,
    ];

    public static IReadOnlyList<QuantizerDescription> Activations { get; } =
    [
        WrpnActivations.Description,
        SignActivations.Description,
        SignedActivations.Description,
        DoReFaActivations.Description,
        PactActivations.Description,
        HwgqActivations.Description,
        LogActivations.Description,
        XnorActivations.Description,
        LowBitActivations.Description,
        WageActivations.Description,
        Float8Activations.Description,
        FloatActivations.Description,
    ];

    /// <summary>Quantizers of the gradients that flow back through a layer.</summary>
    public static IReadOnlyList<QuantizerDescription> Errors { get; } =
    [
        FloatErrors.Description,
        DoReFaErrors.Description,
        LowBitErrors.Description,
        WageErrors.Description,
        Float8Errors.Description,
    ];

    /// <summary>A quantizer with every parameter at its default.</summary>
    public static QuantizerRecipe Default(IReadOnlyList<QuantizerDescription> known, string name) =>
        new(name, known.Single(d => d.Name == name).Parameters.ToDictionary(p => p.Name, p => p.Default));

    public static IWeightQuantizer CreateWeights(QuantizerRecipe recipe) => Weights.Single(d => d.Name == recipe.Name).CreateWeights!(recipe);

    public static IActivationQuantizer CreateActivations(QuantizerRecipe recipe) => Activations.Single(d => d.Name == recipe.Name).CreateActivations!(recipe);

    public static IErrorQuantizer? CreateErrors(QuantizerRecipe recipe) => Errors.Single(d => d.Name == recipe.Name).CreateErrors!(recipe);
}
