using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>Which values of a batch share a scale, and the way from a batch [N, channels, ...] to one row a group and back.</summary>
internal static class GroupLayout
{
    public const string Layer = "layer";
    public const string Channel = "channel";
    public const string Image = "image";

    /// <summary>The recipe parameter.</summary>
    public static QuantizerParameter Parameter { get; } =
        new("group", Layer, "which values share a scale: the layer's, a channel's, or a channel's of one image") { Choices = [Layer, Channel, Image] };

    /// <summary>[groups, values of a group].</summary>
    public static Tensor Rows(Tensor x, string groups) => groups switch
    {
        Layer => x.reshape(1, -1),
        Channel => x.transpose(0, 1).reshape(x.shape[1], -1),

        // A vector has one value a channel: its group is the image's whole vector.
        _ => x.reshape(x.ndim == 4 ? x.shape[0] * x.shape[1] : x.shape[0], -1),
    };

    /// <summary>Rows in the shape that they came from.</summary>
    /// <param name="shape">That of the batch.</param>
    public static Tensor Back(Tensor rows, string groups, long[] shape)
    {
        if (groups != Channel)
        {
            return rows.reshape(shape);
        }

        long[] turned = [.. shape];
        (turned[0], turned[1]) = (shape[1], shape[0]);
        return rows.reshape(turned).transpose(0, 1).contiguous();
    }
}
