using System.Runtime.CompilerServices;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Native;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Edge.Torch.Tests;

public class LifetimeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it_and_nothing_else()
    {
        using Tensor before = ones(1);
        Tensor made, kept, outer;
        using (DisposeScope wide = NewDisposeScope())
        {
            using (DisposeScope narrow = NewDisposeScope())
            {
                made = before + 1;
                kept = (before + 2).MoveToOuterDisposeScope();
                outer = (before + 3).DetachFromDisposeScope();
                Assert.Same(narrow, CurrentDisposeScope);
                Assert.Equal((1, 1), (narrow.DisposablesCount, wide.DisposablesCount));
                Assert.True(narrow.Contains(made));
                (before + 4).Dispose();
                Assert.Equal(1, narrow.DisposablesCount);
            }
            Assert.True(made.IsInvalid);
            Assert.False(kept.IsInvalid);
        }
        Assert.True(kept.IsInvalid);
        Assert.False(outer.IsInvalid);
        Assert.False(before.IsInvalid);
        Assert.Null(CurrentDisposeScope);
        outer.Dispose();
    }

    [Fact]
    public void A_scope_can_be_emptied_but_for_some_and_adopt_others()
    {
        using Tensor free = ones(1);
        using DisposeScope scope = NewDisposeScope();
        Tensor a = ones(1), b = ones(1), c = ones(1);
        Assert.Same(b, scope.DisposeEverythingBut(b));
        Assert.True(a.IsInvalid && c.IsInvalid && !b.IsInvalid);
        scope.Attach(free);
        Assert.Equal(2, scope.DisposablesCount);
        scope.DisposeEverything();
        Assert.True(free.IsInvalid);
        Tensor sum = WrappedTensorDisposeScope(() => ones(1) + ones(1) + ones(1));
        Assert.Equal(3, sum.item<float>());
        Assert.Equal([sum], scope.DisposablesView);
    }

    [Fact]
    public void Scopes_that_end_out_of_order_leave_the_others_whole()
    {
        DisposeScope outer = NewDisposeScope(), inner = NewDisposeScope();
        outer.Dispose();
        Tensor made = ones(1), moved = ones(1).MoveToOuterDisposeScope();
        inner.Dispose();
        Assert.True(made.IsInvalid);
        Assert.False(moved.IsInvalid);
        Assert.Null(CurrentDisposeScope);
        moved.Dispose();
    }

    [Fact]
    public void A_disposed_tensor_says_so()
    {
        Tensor a = ones(1);
        a.Dispose();
        a.Dispose();
        Assert.Throws<ObjectDisposedException>(() => a + 1);
        Assert.Throws<ObjectDisposedException>(() => a.shape);
        Assert.Equal("disposed tensor", a.ToString());
    }

    [Fact]
    public void The_number_of_live_tensors_is_flat_over_epochs()
    {
        manual_seed(4);
        using Tensor x = randn(64, 1, 8, 8), y = randint(0, 3, [64]);
        using var model = nn.Sequential(
            nn.Conv2d(1, 4, 3, bias: false), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(0.1), nn.Linear(36, 3));
        using var optimizer = optim.Adam(model.parameters(), 0.01, amsgrad: true);
        Expect.SettledCount();
        List<long> live = [];
        for (int epoch = 0; epoch < 5; epoch++)
        {
            for (int batch = 0; batch < 4; batch++)
            {
                using DisposeScope scope = NewDisposeScope();
                optimizer.zero_grad();
                Tensor loss = F.cross_entropy(model.call(x.narrow(0, batch * 16, 16)), y.narrow(0, batch * 16, 16));
                loss.backward();
                nn.utils.clip_grad_norm_(model.parameters(), 1);
                optimizer.step();
            }
            live.Add(Tensor.TotalCount);
        }
        Assert.All(live, count => Assert.Equal(live[0], count));
        Assert.True(Tensor.PeakCount > live[0]);
    }

    [Fact]
    public void Modules_and_optimizers_give_everything_back()
    {
        long before = Expect.SettledCount();
        using (var model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Linear(4, 2)))
        using (var optimizer = optim.Adam(model.parameters()))
        using (NewDisposeScope())
        {
            model.call(ones(5, 3)).sum().backward();
            optimizer.step();
            Assert.True(Tensor.TotalCount > before + 15);
        }
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_parameter_takes_the_place_of_its_first_value()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor value = ones(2);
        Parameter parameter = new(value);
        Assert.True(value.IsInvalid);
        Assert.True(parameter.requires_grad);
        Assert.Equal([parameter], scope.DisposablesView);
    }

    [Fact]
    public void The_collector_releases_what_nobody_disposed()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = Expect.SettledCount();
        Forget(500);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Forgotten_large_tensors_make_the_collector_run()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long tensors = Expect.SettledCount(), bytes = NativeMemory.Live, most = 0;
        for (int i = 0; i < 400; i++)
        {
            Forget(1, elements: 2_500_000);
            most = Math.Max(most, NativeMemory.Live - bytes);
        }
        // 4 GB were made in all; nobody disposed any.
        Assert.InRange(most, 10_000_000, 600_000_000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal((tensors, bytes), (Tensor.TotalCount, NativeMemory.Live));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(int count, long elements = 10)
    {
        for (int i = 0; i < count; i++) _ = empty(elements);
    }
}
