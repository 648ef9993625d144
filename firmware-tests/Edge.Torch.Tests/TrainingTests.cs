using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Edge.Torch.Tests;

public class TrainingTests
{
    [Fact]
    public void A_small_network_learns_to_tell_two_classes_apart()
    {
        manual_seed(1);
        using Tensor x = randn(256, 8), y = (x.sum(1) > 0).to_type(ScalarType.Int64);
        using var model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 2));
        using var optimizer = optim.Adam(model.parameters(), 0.01);
        double last = 0;
        for (int step = 0; step < 100; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor loss = F.cross_entropy(model.call(x), y);
            loss.backward();
            optimizer.step();
            last = loss.item<float>();
        }
        Assert.InRange(last, 0, 0.1);
    }

    [Fact]
    public void A_convolutional_network_with_batch_norm_learns()
    {
        manual_seed(2);
        using Tensor x = randn(64, 1, 8, 8), y = (x.mean([1, 2, 3]) > 0).to_type(ScalarType.Int64);
        using var model = new SmallNet();
        Assert.Equal(10, model.named_parameters().Count());
        using var optimizer = optim.SGD(model.parameters(), 0.1, momentum: 0.9);
        double first = 0, last = 0;
        for (int step = 0; step < 60; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor loss = F.cross_entropy(model.call(x), y);
            loss.backward();
            optimizer.step();
            last = loss.item<float>();
            if (step == 0) first = last;
        }
        Assert.True(last < first / 3, $"{first} -> {last}");
    }

    private sealed class SmallNet : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1 = nn.Conv2d(1, 4, 3, padding: 1);
        private readonly BatchNorm2d norm1 = nn.BatchNorm2d(4);
        private readonly Conv2d conv2 = nn.Conv2d(4, 8, 3, stride: 2);
        private readonly BatchNorm2d norm2 = nn.BatchNorm2d(8);
        private readonly Linear head = nn.Linear(8, 2);

        public SmallNet()
            : base(nameof(SmallNet)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            Tensor x = F.relu(norm1.call(conv1.call(input)));
            x = F.relu(norm2.call(conv2.call(x)));
            return head.call(F.adaptive_avg_pool2d(x, 1).flatten(1));
        }
    }
}
