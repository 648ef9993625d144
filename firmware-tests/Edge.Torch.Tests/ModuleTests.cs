using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Edge.Torch.Tests;

public sealed class ModuleTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public ModuleTests() => manual_seed(8);

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Fields_are_registered_under_their_names()
    {
        Block block = new();
        Assert.Equal(["scale", "inner.weight", "inner.bias", "norm.weight", "norm.bias"], block.named_parameters().Select(entry => entry.name));
        Assert.Equal(["step", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked"], block.named_buffers().Select(entry => entry.name));
        Assert.Equal(["inner", "norm"], block.named_children().Select(entry => entry.name));
        Assert.Equal(9, block.state_dict().Count);
        Assert.Equal(["scale"], block.named_parameters(recurse: false).Select(entry => entry.name));
        Assert.Same(block.get_parameter("inner.weight"), block.parameters().ElementAt(1));
        Assert.Equal("Block", block.GetName());
        Assert.Throws<InvalidOperationException>(() => block.register_buffer("step", ones(1)));
        Assert.Throws<ArgumentException>(() => block.register_buffer("a.b", ones(1)));
    }

    [Fact]
    public void A_parameter_used_twice_is_listed_once_but_saved_under_both_names()
    {
        Linear first = nn.Linear(2, 2, hasBias: false), second = nn.Linear(first.weight);
        var both = nn.Sequential(("a", first), ("b", second));
        Assert.Single(both.parameters());
        Assert.Equal(["a.weight", "b.weight"], both.state_dict().Keys);
    }

    [Fact]
    public void Training_and_evaluation_reach_all_modules()
    {
        Block block = new();
        Assert.True(block.training);
        block.eval();
        Assert.All(block.modules(), module => Assert.False(module.training));
        block.train();
        Assert.All(block.modules(), module => Assert.True(module.training));
        int visited = 0;
        block.apply(_ => visited++);
        Assert.Equal(3, visited);
    }

    [Fact]
    public void Batch_norm_keeps_running_statistics_and_uses_them_in_evaluation()
    {
        using BatchNorm2d norm = nn.BatchNorm2d(2, momentum: 0.5);
        Tensor x = tensor(new float[] { 1, 3, 10, 10 }, [2, 2, 1, 1]);
        x = cat([x, x], 0).view(2, 2, 2, 1).transpose(0, 1).contiguous();
        Tensor y = norm.call(x);
        Expect.Near(y.mean([0, 2, 3]), [2], [0, 0], 1e-5);
        double[] mean = x.mean([0, 2, 3]).data<float>().ToArray().Select(value => 0.5 * value).ToArray();
        double[] var = x.var([0, 2, 3]).data<float>().ToArray().Select(value => 0.5 + 0.5 * value).ToArray();
        Expect.Near(norm.running_mean!, [2], mean, 1e-5);
        Expect.Near(norm.running_var!, [2], var, 1e-5);
        Assert.Equal(1, norm.num_batches_tracked!.item<long>());
        norm.eval();
        Tensor expected = (x - norm.running_mean!.view(1, 2, 1, 1)) / (norm.running_var!.view(1, 2, 1, 1) + 1e-5).sqrt();
        Assert.True(norm.call(x).allclose(expected, atol: 1e-6));
        Assert.Throws<ArgumentException>(() => norm.call(ones(2, 2)));
        norm.reset_running_stats();
        Expect.Values(norm.running_var!, [2], new float[] { 1, 1 });
    }

    [Fact]
    public void State_moves_between_equal_modules_only()
    {
        Block a = new(), b = new();
        Tensor x = randn(4, 3);
        a.call(x);
        Assert.False(a.call(x).Equals(b.call(x)));
        b.load_state_dict(a.state_dict());
        a.eval();
        b.eval();
        Assert.True(a.call(x).Equals(b.call(x)));
        Dictionary<string, Tensor> part = a.state_dict();
        part.Remove("scale");
        part["extra"] = ones(1);
        Assert.Contains("missing [scale], unexpected [extra]", Assert.Throws<InvalidOperationException>(() => b.load_state_dict(part)).Message);
        (IList<string> missing, IList<string> unexpected) = b.load_state_dict(part, strict: false);
        Assert.Equal(["scale"], missing);
        Assert.Equal(["extra"], unexpected);
    }

    [Fact]
    public void Layers_compute_what_the_functions_compute()
    {
        Tensor x = randn(2, 4, 6, 6);
        using Conv2d conv = nn.Conv2d(4, 6, 3, stride: 2, padding: 1, groups: 2);
        Assert.Equal((4, 6, 2), (conv.in_channels, conv.out_channels, conv.groups));
        Assert.True(conv.call(x).Equals(F.conv2d(x, conv.weight, conv.bias, [2, 2], [1, 1], groups: 2)));
        using Conv2d same = nn.Conv2d(4, 3, (3, 3), Padding.Same), mirrored = nn.Conv2d(4, 3, 3, padding: 1, padding_mode: PaddingModes.Reflect);
        Assert.Equal([2, 3, 6, 6], same.call(x).shape);
        Assert.True(mirrored.call(x).Equals(F.conv2d(F.pad(x, (1, 1, 1, 1), PaddingModes.Reflect), mirrored.weight, mirrored.bias)));
        using Linear linear = nn.Linear(6, 2);
        Assert.True(linear.call(x).allclose(x.matmul(linear.weight.t()) + linear.bias!, atol: 1e-6));
        Assert.Equal([2, 4, 2, 2], nn.AvgPool2d(3).call(x).shape);
        Assert.Equal([2, 4, 3, 3], nn.MaxPool2d(3, stride: 2, padding: 1).call(x).shape);
        Assert.Equal([2, 4, 1, 1], nn.AdaptiveAvgPool2d(1).call(x).shape);
        Assert.Equal([2, 144], nn.Flatten().call(x).shape);
        Assert.True(nn.Hardtanh().call(x).Equals(x.clamp(-1, 1)));
        Assert.True(nn.Identity().call(x).Equals(x));
        linear.weight = new Parameter(zeros(2, 6));
        Assert.Equal(0, linear.named_parameters().Single(entry => entry.name == "weight").parameter.sum().item<float>());
    }

    [Fact]
    public void First_values_have_the_spread_their_papers_give()
    {
        Tensor w = empty(256, 64, 3, 3);
        Assert.Equal((64 * 9, 256 * 9), nn.init.CalculateFanInAndFanOut(w));
        Near(Math.Sqrt(2.0 / 576), nn.init.kaiming_normal_(w).std());
        Near(Math.Sqrt(2.0 / 2304), nn.init.kaiming_uniform_(w, mode: nn.init.FanInOut.FanOut, nonlinearity: nn.init.NonlinearityType.ReLU).std());
        Near(Math.Sqrt(2.0 / 2880), nn.init.xavier_normal_(w).std());
        Near(Math.Sqrt(2.0 / 2880), nn.init.xavier_uniform_(w).std());
        Near(0.5, nn.init.normal_(w, 0, 0.5).std());
        Near(0.5, nn.init.uniform_(w).mean());
        Assert.Equal(3, nn.init.constant_(w, 3).max().item<float>());
        using Linear linear = nn.Linear(100, 50);
        Assert.InRange(linear.weight.abs().max().item<float>(), 0.09, 0.1);

        static void Near(double expected, Tensor found) => Assert.InRange(found.item<float>(), expected * 0.99, expected * 1.01);
    }

    [Fact]
    public void Converts_to_another_type_in_place()
    {
        Block block = new();
        Parameter scale = block.parameters().First();
        block.to(ScalarType.Float64);
        Assert.Same(scale, block.parameters().First());
        Assert.All(block.parameters(), parameter => Assert.Equal((ScalarType.Float64, true), (parameter.dtype, parameter.requires_grad)));
        Assert.Equal(ScalarType.Int64, block.get_buffer("norm.num_batches_tracked")!.dtype);
        Assert.Equal(ScalarType.Float64, block.call(randn(4, 3, float64)).dtype);
    }

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter scale = nn.Parameter(ones(1));
        private readonly Tensor step = zeros(1, dtype: ScalarType.Int64);
        private readonly Linear inner = nn.Linear(3, 5);
        private readonly BatchNorm1d norm = nn.BatchNorm1d(5);

        public Block()
            : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor input) => norm.call(inner.call(input)) * scale;
    }
}
