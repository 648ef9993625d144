namespace Edge.Train.Trained;

/// <summary>
/// An activation quantizer as the step function it is: count = number of steps s with x &gt;= s (or x &gt; s where <see cref="Inclusive"/> is false);
/// stored = Levels[count], or count itself; real value = Scale * (stored - ZeroPoint).
/// </summary>
/// <param name="Bits">Bits of the stored value, 1 .. 8; 0 for sign bits: stored 1 is real +1, stored 0 is real -1, whatever Scale says.</param>
/// <param name="Steps">Ascending step positions in real units; at most 2^Bits - 1.</param>
/// <param name="Inclusive">Whether x equal to a step counts it. WRPN rounds ties half down: false. Sign counts zero as +1: true.</param>
/// <param name="Levels">Stored value by count for uneven levels; null where the count is stored.</param>
public sealed record StepQuantizer(int Bits, IReadOnlyList<double> Steps, bool Inclusive, double Scale, int ZeroPoint, IReadOnlyList<byte>? Levels = null)
{
    /// <summary>
    /// Where a layer adds levels without weights (add, average pool), a sum this close to a step, in units of Scale, lies on it:
    /// rounding in the arithmetic of real numbers does not decide a tie, <see cref="Inclusive"/> does.
    /// </summary>
    public const double TieTolerance = 1e-4;
}
