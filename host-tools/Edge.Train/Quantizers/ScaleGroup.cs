using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>Which weights share a scale: those of the layer, or those of one output channel.</summary>
internal static class ScaleGroup
{
    public const string Channel = "channel";
    public const string Layer = "layer";

    /// <summary>The recipe parameter.</summary>
    public static QuantizerParameter Parameter { get; } =
        new("scale", Channel, "one scale for each output channel, or one for the layer") { Choices = [Channel, Layer] };

    /// <summary>The weights as [groups, weights of a group].</summary>
    public static Tensor Rows(Tensor weights, bool perChannel) => perChannel ? weights : weights.reshape(1, -1);
}
