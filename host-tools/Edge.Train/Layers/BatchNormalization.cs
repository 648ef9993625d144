using static TorchSharp.torch;

namespace Edge.Train.Layers;

/// <summary>Batch norm (Ioffe, Szegedy 2015): gamma (x - mean) / sqrt(variance + epsilon) + beta.</summary>
internal sealed class BatchNormalization(int channels) : Normalization(channels)
{
    public override Tensor Forward(Tensor x, bool training) => nn.functional.batch_norm(
        x, Mean.to_type(x.dtype), Variance.to_type(x.dtype), Gamma.to_type(x.dtype), Beta.to_type(x.dtype), training, Momentum, Epsilon);
}
