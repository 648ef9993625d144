using Edge.Train.Quantizers;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

public sealed class DeepCompressionTests
{
    [Fact]
    public void The_smallest_share_is_pruned_and_the_rest_takes_at_most_two_to_the_k_values()
    {
        float[] w = Matrices.Random(400, 3);
        DeepCompression quantizer = new(3, 0.6, "linear", 1);
        quantizer.Initialize(Matrices.Of(w, 4));
        float[] q = Matrices.Floats(quantizer.Inference(Matrices.Of(w, 4)));
        float border = w.Select(Math.Abs).Order().ElementAt(240);
        Assert.Equal(240, q.Count(v => v == 0));
        Assert.All(w.Zip(q), p => Assert.Equal(Math.Abs(p.First) < border, p.Second == 0));
        Assert.InRange(q.Where(v => v != 0).Distinct().Count(), 4, 8);
    }

    [Fact]
    public void Every_weight_keeps_the_centroid_nearest_to_it_at_the_start()
    {
        float[] w = Matrices.Random(300, 5);
        DeepCompression quantizer = new(4, 0, "density", 1);
        quantizer.Initialize(Matrices.Of(w, 3));
        float[] centroids = Matrices.Floats(quantizer.Parameters[0].Value);
        float[] codes = Matrices.Floats(quantizer.Parameters[1].Value);
        Assert.All(w.Zip(codes), p => Assert.Equal(centroids.Min(c => Math.Abs(c - p.First)), Math.Abs(centroids[(int)p.Second - 1] - p.First), 6));
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("density")]
    [InlineData("random")]
    public void Kmeans_settles_where_centroids_are_means_of_what_is_nearest(string start)
    {
        float[] values = Matrices.Random(500, 9);
        double[] centroids = Clusters.Find(values, 8, start, 4);
        Assert.Equal(centroids.Order(), centroids);
        for (int c = 0; c < 8; c++)
        {
            float[] own = [.. values.Where(v => Enumerable.Range(0, 8).MinBy(i => Math.Abs(centroids[i] - v)) == c)];
            Assert.True(own.Length == 0 || Math.Abs(own.Average(v => (double)v) - centroids[c]) < 1e-9);
        }
    }

    [Fact]
    public void With_few_values_the_best_of_the_starts_is_the_optimum_of_all_partitions()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            float[] values = [.. Matrices.Random(9, seed).Order()];
            double found = Enumerable.Range(0, 40).Select(i => Error(values, Clusters.Find(values, 3, i == 0 ? "linear" : i == 1 ? "density" : "random", i))).Min();
            double best = double.MaxValue;
            for (int a = 1; a < 8; a++)
            {
                for (int b = a + 1; b < 9; b++)
                {
                    best = Math.Min(best, Error(values, [values[..a].Average(v => (double)v), values[a..b].Average(v => (double)v), values[b..].Average(v => (double)v)]));
                }
            }

            Assert.Equal(best, found, 6);
        }
    }

    [Fact]
    public void The_three_starts_are_the_papers()
    {
        double[] sorted = [0, 1, 1, 1, 1, 1, 2, 10];
        Assert.Equal([0, 5, 10], Clusters.Start(sorted, 3, "linear", 0));
        Assert.Equal([1, 2], Clusters.Start(sorted, 2, "density", 0));
        Assert.All(Clusters.Start(sorted, 4, "random", 3), c => Assert.Contains(c, sorted));
        Assert.Equal(Clusters.Start(sorted, 4, "random", 3), Clusters.Start(sorted, 4, "random", 3));
    }

    [Fact]
    public void Centroids_learn_with_the_summed_gradient_of_their_cluster_and_nothing_else_moves()
    {
        float[] w = Matrices.Random(60, 2);
        float[] upstream = Matrices.Random(60, 3);
        DeepCompression quantizer = new(2, 0.3, "linear", 1);
        quantizer.Initialize(Matrices.Of(w, 1));
        Tensor weights = tensor(w, 1, 60).requires_grad_();
        IList<Tensor> gradients = autograd.grad(
            [(quantizer.Forward(weights) * tensor(upstream, 1, 60)).sum()], [weights, quantizer.Parameters[0].Value, quantizer.Parameters[1].Value]);
        float[] codes = Matrices.Floats(quantizer.Parameters[1].Value);
        double[] expected = [.. Enumerable.Range(1, 4).Select(code => upstream.Where((_, i) => codes[i] == code).Sum(g => (double)g))];
        Assert.Equal(expected, Matrices.Floats(gradients[1]).Select(v => (double)v), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.All(Matrices.Floats(gradients[0]).Concat(Matrices.Floats(gradients[2])), g => Assert.Equal(0, g));
    }

    [Fact]
    public void Moved_centroids_move_their_weights_whatever_the_float_weights_say()
    {
        DeepCompression quantizer = new(1, 0, "linear", 1);
        quantizer.Initialize(Matrices.Of([-1, -0.9f, 0.9f, 1], 1));
        using (no_grad())
        {
            quantizer.Parameters[0].Value.copy_(tensor(new float[] { 0.5f, 0.25f }));
        }

        Assert.Equal([0.5f, 0.5f, 0.25f, 0.25f], Matrices.Inference(quantizer, 0, 0, 0, 0), (a, b) => Math.Abs(a - b) < 0.5 / 127);
    }

    [Fact]
    public void Pruned_weights_stay_pruned_through_training()
    {
        Tensor w = tensor(Matrices.Random(100, 4), 1, 100).requires_grad_();
        PrunedWeights quantizer = new(0.7);
        quantizer.Initialize(w);
        Assert.Equal(70, Matrices.Floats(w).Count(v => v == 0));
        float[] gradient = Matrices.Floats(autograd.grad([(quantizer.Forward(w) * 3).sum()], [w])[0]);
        Assert.All(Matrices.Floats(w).Zip(gradient), p => Assert.Equal(p.First == 0 ? 0 : 3, p.Second));
        Assert.Equal(Matrices.Floats(w), Matrices.Floats(quantizer.Inference(w)));
    }

    [Fact]
    public void Weights_that_are_all_zero_stay_zero()
    {
        DeepCompression quantizer = new(2, 0.5, "random", 1);
        quantizer.Initialize(zeros(2, 6));
        QuantizedWeights q = quantizer.Quantize(zeros(2, 6));
        Assert.All(Matrices.Floats(q.ToReal()), v => Assert.Equal(0, v));
        Assert.All(Matrices.Floats(q.Scale), s => Assert.True(s > 0));
    }

    private static double Error(float[] values, double[] centroids) => values.Sum(v => centroids.Min(c => (v - c) * (v - c)));
}
