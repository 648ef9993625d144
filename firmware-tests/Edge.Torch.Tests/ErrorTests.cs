using Edge.Errors;
using TorchSharp;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace Edge.Torch.Tests;

public class ErrorTests
{
    [Fact]
    public void Shapes_that_do_not_fit_give_the_first_line_of_libtorch()
    {
        using Tensor a = ones(2, 3), b = ones(4, 5);
        EdgeException thrown = Assert.ThrowsAny<EdgeException>(() => a.mm(b));
        Assert.Equal("aten::mm: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)", thrown.Message);
        Assert.Equal("torch-operator", thrown.Code);
        Assert.DoesNotContain('\n', Assert.ThrowsAny<EdgeException>(() => a + b).Message);
    }

    [Fact]
    public void A_failed_operator_leaves_nothing_behind_and_the_next_one_works()
    {
        using Tensor a = ones(2, 3);
        long before = Expect.SettledCount();
        Assert.ThrowsAny<EdgeException>(() => a.view(5));
        Assert.ThrowsAny<EdgeException>(() => a.add_(ones(7).DetachFromDisposeScope()));
        Assert.Equal(before, Expect.SettledCount());
        Assert.Equal(6, a.sum().item<float>());
    }

    [Fact]
    public void An_operator_that_libtorch_lacks_is_named()
    {
        var thrown = Assert.Throws<TorchException>(() => new Operator("aten::no_such_operator", "Tensor").Find());
        Assert.Contains("aten::no_such_operator.Tensor", thrown.Message);
    }

    [Fact]
    public void A_missing_library_says_what_to_install()
    {
        var thrown = Assert.Throws<EdgeException>(() => Shim.Load(Path.Combine(Path.GetTempPath(), "no", "libedge_torch.so")));
        Assert.Equal("torch-library", thrown.Code);
        Assert.Contains("no file", thrown.Found);
        Assert.Contains("apt-get install libtorch-dev libopenblas0-pthread g++", thrown.Try);
    }

    [Fact]
    public void A_library_that_does_not_load_says_why()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "not a library");
        var thrown = Assert.Throws<EdgeException>(() => Shim.Load(file));
        Assert.Contains("file too short", thrown.Found);
        File.Delete(file);
    }

    [Fact]
    public void Only_the_processor_is_a_device()
    {
        Assert.Equal("cpu", new Device("cpu").ToString());
        Assert.Equal("torch-device", Assert.Throws<EdgeException>(() => ones(1, device: "cuda")).Code);
    }

    [Fact]
    public void Says_which_libtorch_it_uses() => Assert.Matches(@"^\d+\.\d+\.\d+", __version__);

    [Fact]
    public void Modes_are_put_back()
    {
        int threads = get_num_threads();
        set_num_threads(2);
        Assert.Equal(2, get_num_threads());
        set_num_threads(threads);
        set_default_dtype(float64);
        using (Tensor a = zeros(1)) Assert.Equal(float64, a.dtype);
        set_default_dtype(float32);
        Assert.Equal(float32, get_default_dtype());
    }
}
