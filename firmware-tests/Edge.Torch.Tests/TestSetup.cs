using System.Runtime.CompilerServices;
using static TorchSharp.torch;

// The default generator, the gradient mode and the count of live tensors belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Edge.Torch.Tests;

internal static class TestSetup
{
    [ModuleInitializer]
    internal static void UseOneThread() => set_num_threads(1);
}

internal static class Expect
{
    /// <summary>Live tensors, once those that earlier tests left to the collector are gone.</summary>
    internal static long SettledCount()
    {
        for (int i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Tensor.TotalCount;
    }

    /// <summary>Shape and elements, as they are or within a distance.</summary>
    internal static void Values<T>(Tensor tensor, long[] shape, T[] values) where T : unmanaged
    {
        Assert.Equal(shape, tensor.shape);
        Assert.Equal(values, tensor.data<T>().ToArray());
    }

    internal static void Near(Tensor tensor, long[] shape, double[] values, double within = 1e-6)
    {
        Assert.Equal(shape, tensor.shape);
        using Tensor exact = tensor.to_type(ScalarType.Float64, copy: true);
        double[] found = exact.data<double>().ToArray();
        for (int i = 0; i < values.Length; i++) Assert.InRange(found[i], values[i] - within, values[i] + within);
    }
}
