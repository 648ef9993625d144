using Edge.Train.Data;
using Edge.Train.Quantizers;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

/// <summary>Weights for tests, and their way back to arrays.</summary>
internal static class Matrices
{
    public static float[] Random(int count, long seed, double bound = 1)
    {
        SeededRandom random = new(seed, 77);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
        {
            // The sum of three uniforms: most weights are small, as in a network.
            values[i] = (float)(bound * (2 * (random.NextDouble() + random.NextDouble() + random.NextDouble()) / 3 - 1));
        }

        return values;
    }

    public static Tensor Of(float[] values, int rows) => tensor(values, rows, values.Length / rows);

    public static float[] Floats(Tensor values) => values.detach().contiguous().data<float>().ToArray();

    public static float[] Inference(IWeightQuantizer quantizer, params float[] row) => Floats(quantizer.Inference(Of(row, 1)));

    /// <summary>The gradient that reaches the input when the output's gradient is <paramref name="upstream"/>.</summary>
    public static float[] Gradient(Func<Tensor, Tensor> forward, float[] input, float[] upstream)
    {
        Tensor x = tensor(input, 1, input.Length).requires_grad_();
        Tensor y = forward(x);
        return Floats(autograd.grad([(y * tensor(upstream, 1, upstream.Length)).sum()], [x])[0]);
    }
}
