using TorchSharp;
using static TorchSharp.torch;

namespace Edge.Torch.Tests;

public sealed class FunctionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void A_custom_operation_defines_its_own_gradient()
    {
        Tensor x = tensor(new[] { -2, -0.5, 0, 0.5, 2 }).requires_grad_();
        Tensor y = SignWithCancelling.apply(x, 1.0);
        Expect.Values(y, [5], new double[] { -1, -1, 1, 1, 1 });
        (y * tensor(new double[] { 1, 2, 3, 4, 5 })).sum().backward();
        Expect.Values(x.grad!, [5], new double[] { 0, 2, 3, 4, 0 });
    }

    [Fact]
    public void A_custom_operation_can_save_its_results_and_be_differentiated_by_differences()
    {
        Tensor x = tensor(new[] { 0.3, -0.7 }).requires_grad_();
        CustomExp.apply(x).sum().backward();
        Expect.Near(x.grad!, [2], [Math.Exp(0.3), Math.Exp(-0.7)], 1e-12);
    }

    [Fact]
    public void A_custom_operation_with_two_results_gets_zeros_for_the_unused_one()
    {
        Tensor a = tensor(2.0).requires_grad_(), b = tensor(5.0).requires_grad_();
        List<Tensor> both = SumAndProduct.apply(a, b);
        Assert.Equal((7, 10), (both[0].item<double>(), both[1].item<double>()));
        both[1].backward();
        Assert.Equal((5, 2), (a.grad!.item<double>(), b.grad!.item<double>()));
    }

    [Fact]
    public void Nothing_is_recorded_where_no_gradient_is_needed()
    {
        Assert.False(CustomExp.apply(tensor(1.0)).requires_grad);
        using (no_grad()) Assert.False(CustomExp.apply(tensor(1.0).requires_grad_()).requires_grad);
    }

    [Fact]
    public void What_backward_throws_surfaces_as_it_was_thrown()
    {
        Tensor x = tensor(1.0).requires_grad_();
        var thrown = Assert.Throws<InvalidTimeZoneException>(() => Failing.apply(x).backward());
        Assert.Equal("on purpose", thrown.Message);
        Assert.Contains("2 arguments", Assert.Throws<InvalidOperationException>(() => TooFew.apply(x, x).backward()).Message);
    }

    [Fact]
    public void A_saved_tensor_that_was_changed_is_noticed()
    {
        Tensor x = tensor(1.0).requires_grad_(), y = CustomExp.apply(x);
        using (no_grad()) y.add_(1);
        Assert.Contains("modified by an inplace operation", Assert.ThrowsAny<Exception>(() => y.backward()).Message);
    }

    [Fact]
    public void Custom_operations_leave_no_tensors_behind()
    {
        Tensor w = ones(10, float64).requires_grad_();
        Expect.SettledCount();
        long before = 0;
        for (int i = 0; i < 50; i++)
        {
            using DisposeScope inner = NewDisposeScope();
            w.grad = null;
            (CustomExp.apply(w) + SignWithCancelling.apply(w, 1.0)).sum().backward();
            if (i == 10) before = Tensor.TotalCount;
            if (i > 10) Assert.Equal(before, Tensor.TotalCount);
        }
    }

    private sealed class SignWithCancelling : autograd.SingleTensorFunction<SignWithCancelling>
    {
        public override string Name => nameof(SignWithCancelling);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            ctx.save_for_backward([x]);
            ctx.save_data("limit", vars[1]);
            return where(x >= 0, ones_like(x), -ones_like(x));
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            Tensor x = ctx.get_saved_variables()[0];
            return [grad_output.masked_fill(x.abs() > (double)ctx.get_data("limit")!, 0), null!];
        }
    }

    private sealed class CustomExp : autograd.SingleTensorFunction<CustomExp>
    {
        public override string Name => nameof(CustomExp);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            Tensor y = ((Tensor)vars[0]).exp();
            ctx.save_for_backward([y]);
            return y;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output * ctx.get_saved_variables()[0]];
    }

    private sealed class SumAndProduct : autograd.MultiTensorFunction<SumAndProduct>
    {
        public override string Name => nameof(SumAndProduct);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
        {
            Tensor a = (Tensor)vars[0], b = (Tensor)vars[1];
            ctx.save_for_backward([a, b]);
            return [a + b, a * b];
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
        {
            List<Tensor> saved = ctx.get_saved_variables();
            return [grad_outputs[0] + grad_outputs[1] * saved[1], grad_outputs[0] + grad_outputs[1] * saved[0]];
        }
    }

    private sealed class Failing : autograd.SingleTensorFunction<Failing>
    {
        public override string Name => nameof(Failing);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => ((Tensor)vars[0]).clone();

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => throw new InvalidTimeZoneException("on purpose");
    }

    private sealed class TooFew : autograd.SingleTensorFunction<TooFew>
    {
        public override string Name => nameof(TooFew);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] + (Tensor)vars[1];

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [grad_output];
    }
}
