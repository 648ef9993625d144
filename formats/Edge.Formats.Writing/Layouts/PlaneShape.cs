namespace Edge.Formats.Writing.Layouts;

/// <summary>
/// What a plane's layout depends on: <paramref name="Outputs"/> channels, each of which reads <paramref name="Pixels"/> x <paramref name="Channels"/> inputs.
/// A depthwise layer has one channel here and its taps as pixels.
/// </summary>
internal readonly record struct PlaneShape(int Outputs, int Pixels, int Channels, bool Depthwise)
{
    public int Inputs => Pixels * Channels;

    public int Weights => Outputs * Inputs;
}
