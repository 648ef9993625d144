namespace TorchSharp.Native;

// Layers, activations and losses.
internal static partial class Operators
{
    internal static readonly Operator Linear = new("aten::linear");
    internal static readonly Operator Conv1d = new("aten::conv1d");
    internal static readonly Operator Conv1dPadded = new("aten::conv1d", "padding");
    internal static readonly Operator Conv2d = new("aten::conv2d");
    internal static readonly Operator Conv2dPadded = new("aten::conv2d", "padding");
    internal static readonly Operator BatchNorm = new("aten::batch_norm");
    internal static readonly Operator LayerNorm = new("aten::layer_norm");
    internal static readonly Operator GroupNorm = new("aten::group_norm");
    internal static readonly Operator MaxPool2d = new("aten::max_pool2d");
    internal static readonly Operator AvgPool2d = new("aten::avg_pool2d");
    internal static readonly Operator AdaptiveAvgPool2d = new("aten::adaptive_avg_pool2d");
    internal static readonly Operator Pad = new("aten::pad");
    internal static readonly Operator ConstantPad = new("aten::constant_pad_nd");
    internal static readonly Operator Im2col = new("aten::im2col");
    internal static readonly Operator Dropout = new("aten::dropout");
    internal static readonly Operator DropoutInPlace = new("aten::dropout_");

    internal static readonly Operator Relu = new("aten::relu");
    internal static readonly Operator ReluInPlace = new("aten::relu_");
    internal static readonly Operator Relu6 = new("aten::relu6");
    internal static readonly Operator Hardtanh = new("aten::hardtanh");
    internal static readonly Operator HardtanhInPlace = new("aten::hardtanh_");
    internal static readonly Operator LeakyRelu = new("aten::leaky_relu");
    internal static readonly Operator Gelu = new("aten::gelu");
    internal static readonly Operator Silu = new("aten::silu");
    internal static readonly Operator Hardsigmoid = new("aten::hardsigmoid");
    internal static readonly Operator Hardswish = new("aten::hardswish");
    internal static readonly Operator Softplus = new("aten::softplus");
    internal static readonly Operator Softmax = new("aten::softmax", "int");
    internal static readonly Operator LogSoftmax = new("aten::log_softmax", "int");

    internal static readonly Operator CrossEntropyLoss = new("aten::cross_entropy_loss");
    internal static readonly Operator NllLoss = new("aten::nll_loss_nd");
    internal static readonly Operator MseLoss = new("aten::mse_loss");
    internal static readonly Operator L1Loss = new("aten::l1_loss");
    internal static readonly Operator SmoothL1Loss = new("aten::smooth_l1_loss");
    internal static readonly Operator HuberLoss = new("aten::huber_loss");
    internal static readonly Operator KlDiv = new("aten::kl_div");
    internal static readonly Operator BceWithLogits = new("aten::binary_cross_entropy_with_logits");
    internal static readonly Operator OneHot = new("aten::one_hot");
}
