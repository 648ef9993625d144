using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Edge.Torch.Tests;

public sealed class RandomTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Equal_seeds_give_equal_numbers_from_every_source()
    {
        Func<Generator?, Tensor>[] sources =
        [
            g => rand(20, generator: g), g => randn([4, 5], generator: g), g => randint(0, 1000, [20], generator: g), g => randperm(20, generator: g),
            g => zeros(20).normal_(1, 2, g), g => zeros(20).uniform_(-1, 1, g), g => full(20, 0.3).bernoulli(g), g => zeros(20).bernoulli_(0.3, g),
            g => zeros(20).exponential_(2, g), g => zeros(20).random_(0, 99, g), g => ones(20).multinomial(10, generator: g),
            g => normal(0, 1, [20], generator: g),
        ];
        foreach (Func<Generator?, Tensor> source in sources)
        {
            manual_seed(11);
            Tensor first = source(null), next = source(null);
            manual_seed(11);
            Assert.True(first.Equals(source(null)));
            using Generator own = new(11);
            Assert.True(first.Equals(source(own)));
            Assert.True(next.Equals(source(own)));
            Assert.True(first.Equals(source(own.manual_seed(11))));
        }
    }

    [Fact]
    public void The_state_of_the_generator_can_be_kept_and_put_back()
    {
        manual_seed(5);
        randn(3);
        Tensor state = get_rng_state(), expected = rand(100);
        rand(7);
        set_rng_state(state);
        Assert.True(expected.Equals(rand(100)));
        Assert.Equal(5, initial_seed());
    }

    [Fact]
    public void Numbers_have_the_distribution_they_should()
    {
        manual_seed(6);
        Tensor uniform = rand(100_000), normal = randn(100_000);
        Assert.InRange(uniform.mean().item<float>(), 0.495, 0.505);
        Assert.InRange(uniform.min().item<float>(), 0, 0.001);
        Assert.True(uniform.max().item<float>() < 1);
        Assert.InRange(normal.std().item<float>(), 0.99, 1.01);
        Assert.InRange(full(100_000, 0.3).bernoulli().mean().item<float>(), 0.29, 0.31);
        Assert.True(randperm(50).sort().Values.Equals(arange(50)));
        Tensor kept = F.dropout(ones(100_000), 0.25);
        Assert.InRange(kept.mean().item<float>(), 0.99, 1.01);
        Assert.InRange(kept.eq(0).to_type(float32).mean().item<float>(), 0.24, 0.26);
    }

    [Fact]
    public void Training_is_bit_equal_for_equal_seeds() => Assert.Equal(Losses(21), Losses(21));

    [Fact]
    public void Training_differs_for_other_seeds() => Assert.NotEqual(Losses(21), Losses(22));

    private static float[] Losses(long seed)
    {
        manual_seed(seed);
        using Tensor x = randn(128, 1, 10, 10), y = randint(0, 4, [128]);
        using var model = nn.Sequential(
            nn.Conv2d(1, 6, 3), nn.BatchNorm2d(6), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(0.2), nn.Linear(96, 4));
        using var optimizer = optim.AdamW(model.parameters(), 0.01, weight_decay: 0.01);
        List<float> losses = [];
        for (int epoch = 0; epoch < 4; epoch++)
        {
            using Tensor order = randperm(128);
            for (int batch = 0; batch < 4; batch++)
            {
                using DisposeScope inner = NewDisposeScope();
                Tensor rows = order.narrow(0, batch * 32, 32);
                optimizer.zero_grad();
                Tensor loss = F.cross_entropy(model.call(x.index_select(0, rows)), y.index_select(0, rows));
                loss.backward();
                optimizer.step();
                losses.Add(loss.item<float>());
            }
        }
        return [.. losses];
    }
}
