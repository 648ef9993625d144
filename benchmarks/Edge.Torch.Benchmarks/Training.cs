using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Edge.Torch.Benchmarks;

/// <summary>One epoch over random images, the same as in direct.cpp.</summary>
internal static class Training
{
    private const int BatchSize = 128, Classes = 10, Side = 28;

    /// <summary>Trains and measures.</summary>
    /// <returns>Processor seconds of the epoch, the last loss and the sum of all losses.</returns>
    internal static (double Seconds, float Last, double Sum) Run(string kind, long images, long seed)
    {
        manual_seed(seed);
        using Tensor x = rand(images, Side * Side), y = randint(0, Classes, [images]);
        using nn.Module<Tensor, Tensor> model = kind == "cnn" ? new Cnn() : new Mlp();
        using Adam optimizer = optim.Adam(model.parameters());

        TimeSpan start = Environment.CpuUsage.TotalTime;
        using Tensor order = randperm(images);
        float last = 0;
        double sum = 0;
        for (long at = 0; at + BatchSize <= images; at += BatchSize)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor rows = order.narrow(0, at, BatchSize);
            optimizer.zero_grad();
            Tensor loss = F.cross_entropy(model.call(x.index_select(0, rows)), y.index_select(0, rows));
            loss.backward();
            optimizer.step();
            last = loss.item<float>();
            sum += last;
        }
        return ((Environment.CpuUsage.TotalTime - start).TotalSeconds, last, sum);
    }

    private sealed class Mlp : nn.Module<Tensor, Tensor>
    {
        private readonly Linear hidden = nn.Linear(Side * Side, 256);
        private readonly Linear output = nn.Linear(256, Classes);

        internal Mlp()
            : base(nameof(Mlp)) => RegisterComponents();

        public override Tensor forward(Tensor input) => output.call(F.relu(hidden.call(input)));
    }

    private sealed class Cnn : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d conv1 = nn.Conv2d(1, 16, 3, padding: 1);
        private readonly BatchNorm2d norm1 = nn.BatchNorm2d(16);
        private readonly Conv2d conv2 = nn.Conv2d(16, 32, 3, padding: 1);
        private readonly BatchNorm2d norm2 = nn.BatchNorm2d(32);
        private readonly Linear output = nn.Linear(32 * 7 * 7, Classes);

        internal Cnn()
            : base(nameof(Cnn)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            Tensor x = F.max_pool2d(F.relu(norm1.call(conv1.call(input.view(-1, 1, Side, Side)))), 2);
            x = F.max_pool2d(F.relu(norm2.call(conv2.call(x))), 2);
            return output.call(x.flatten(1));
        }
    }
}
