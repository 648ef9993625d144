namespace Edge.Train.PostTraining;

/// <summary>Where the calibrated range of an activation ends.</summary>
public enum RangeRule
{
    /// <summary>At the largest value seen.</summary>
    Largest,

    /// <summary>Where clipping and rounding together cost the least squared error on what was seen.</summary>
    LeastSquares,
}

/// <summary>How a trained float network becomes a quantized one without training.</summary>
/// <param name="Scheme">Name of a scheme or of a weight quantizer.</param>
/// <param name="Bits">Bits a weight of the inner layers, where the quantizer has them.</param>
/// <param name="ActivationBits">Bits an activation.</param>
/// <param name="EdgeBits">Bits a weight of the first and the last layer with weights; null quantizes them like the inner ones.</param>
/// <param name="Parameters">Parameters of the weight quantizer set by hand, as a recipe would write them.</param>
public sealed record QuantizationOptions(string Scheme, int Bits, int ActivationBits, int? EdgeBits, IReadOnlyDictionary<string, string> Parameters);
