using static TorchSharp.torch;

namespace Edge.Train.Quantizers;

/// <summary>The identity going forward, an error quantizer going back.</summary>
internal sealed class ErrorPath : autograd.SingleTensorFunction<ErrorPath>
{
    private const string Quantizer = "quantizer";

    public override string Name => "QuantizedError";

    public static Tensor Of(Tensor value, IErrorQuantizer quantizer) => apply(value, quantizer);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        ctx.save_data(Quantizer, vars[1]);
        return ((Tensor)vars[0]).alias();
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using IDisposable outside = no_grad();
        return [((IErrorQuantizer)ctx.get_data(Quantizer)!).Quantize(grad_output), null!];
    }
}
