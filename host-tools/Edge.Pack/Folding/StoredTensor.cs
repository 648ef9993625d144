using Edge.Train.Trained;

namespace Edge.Pack.Folding;

/// <summary>A tensor as the device stores it and what its numbers mean: real value = Scale * (stored - ZeroPoint); stored bits (format 0) mean -1 and +1.</summary>
internal sealed record StoredTensor(int Height, int Width, int Channels, int Format, double Scale, int ZeroPoint)
{
    /// <summary>The largest stored value.</summary>
    public int Highest => Format == 0 ? 1 : (1 << Format) - 1;

    public int Elements => Height * Width * Channels;

    public static StoredTensor Of(TrainedInput input) => new(input.Height, input.Width, input.Channels, input.Bits, input.Scale, input.ZeroPoint);

    public StoredTensor With(int height, int width, int channels, StepQuantizer quantizer) =>
        new(height, width, channels, quantizer.Bits, quantizer.Scale, quantizer.ZeroPoint);

    /// <summary>Real = Unit * (Multiplier * stored - Offset) with integer Multiplier and Offset: the form in which sums stay integers.</summary>
    public (double Unit, int Multiplier, int Offset) Affine => Format == 0 ? (1.0, 2, 1) : (Scale, 1, ZeroPoint);
}
