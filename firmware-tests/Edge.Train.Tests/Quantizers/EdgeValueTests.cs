using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using Edge.Train.Trained;
using static TorchSharp.torch;

namespace Edge.Train.Tests.Quantizers;

/// <summary>Every quantizer of the catalogue on weights, activations and gradients that training should not meet and sometimes does.</summary>
public sealed class EdgeValueTests
{
    private const int Channels = 3;
    private const int PerChannel = 7;

    private static readonly IReadOnlyDictionary<string, float[]> Cases = new Dictionary<string, float[]>
    {
        ["all zero"] = new float[Channels * PerChannel],
        ["one channel zero"] = [.. Matrices.Random(PerChannel, 1), .. new float[PerChannel], .. Matrices.Random(PerChannel, 2)],
        ["constant"] = [.. Enumerable.Repeat(0.25f, Channels * PerChannel)],
        ["negative constant"] = [.. Enumerable.Repeat(-3f, Channels * PerChannel)],
        ["one weight that is not zero"] = [.. new float[5], 0.7f, .. new float[(Channels * PerChannel) - 6]],
        ["huge"] = Matrices.Random(Channels * PerChannel, 3, 1e30),
        ["tiny"] = Matrices.Random(Channels * PerChannel, 4, 1e-30),
        ["subnormal"] = Matrices.Random(Channels * PerChannel, 5, 1e-41),
        ["subnormal beside zero"] = [1e-41f, .. new float[(Channels * PerChannel) - 1]],
        ["channels of very different size"] = [.. Matrices.Random(PerChannel, 6, 1e12), .. Matrices.Random(PerChannel, 7, 1e-12), .. Matrices.Random(PerChannel, 8)],
        ["one outlier"] = [1e20f, .. Matrices.Random((Channels * PerChannel) - 1, 9, 1e-3)],
    };

    public static TheoryData<string, string> Weights => All(QuantizerCatalog.Weights);

    public static TheoryData<string, string> Activations => All(QuantizerCatalog.Activations);

    public static TheoryData<string, string> Errors => All(QuantizerCatalog.Errors);

    [Theory]
    [MemberData(nameof(Weights))]
    public void Weights_at_the_edges_give_finite_levels_and_gradients(string name, string values)
    {
        IWeightQuantizer quantizer = QuantizerCatalog.CreateWeights(QuantizerCatalog.Default(QuantizerCatalog.Weights, name));
        Tensor w = Matrices.Of([.. Cases[values]], Channels);
        quantizer.Initialize(w);
        random.manual_seed(1);
        Tensor input = w.clone().requires_grad_();
        Tensor trained = quantizer.Forward(input);
        Finite(trained, "training");
        Finite(autograd.grad([trained.sum()], [input])[0], "the gradient");
        Finite(quantizer.Inference(w), "inference");
        quantizer.AfterStep(w);
        Finite(w, "the float weights");
    }

    [Theory]
    [MemberData(nameof(Weights))]
    public void Integers_at_the_edges_are_those_of_their_plane_and_equal_inference(string name, string values)
    {
        IWeightQuantizer quantizer = QuantizerCatalog.CreateWeights(QuantizerCatalog.Default(QuantizerCatalog.Weights, name));
        if (!quantizer.HasIntegerForm)
        {
            return;
        }

        Tensor w = Matrices.Of([.. Cases[values]], Channels);
        quantizer.Initialize(w);
        QuantizedWeights quantized = quantizer.Quantize(w);
        Assert.All(Matrices.Floats(quantized.Scale), s => Assert.True(s > 0 && float.IsFinite(s), $"scale {s}"));
        foreach (QuantizedPlane plane in quantized.Planes)
        {
            Assert.All(Matrices.Floats(plane.Values), v => Assert.True(v == MathF.Round(v) && Math.Abs(v) <= 1 << plane.Bits, $"{v} in {plane.Domain} of {plane.Bits} bits"));
        }

        float[] real = Matrices.Floats(quantized.ToReal());
        Assert.Equal(Matrices.Floats(quantizer.Inference(w)), real, (a, b) => Math.Abs(a - b) <= 1e-5 * Math.Max(Math.Abs(a), Math.Abs(b)) || Math.Abs(a - b) < 1e-28);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activations_at_the_edges_are_levels_of_the_described_steps(string name, string values)
    {
        IActivationQuantizer quantizer = QuantizerCatalog.CreateActivations(QuantizerCatalog.Default(QuantizerCatalog.Activations, name));
        quantizer.Initialize(PerChannel);
        random.manual_seed(1);
        Tensor x = Matrices.Of([.. Cases[values]], Channels).requires_grad_();
        Tensor trained = quantizer.TrainingForward(x);
        Finite(trained, "training");
        Finite(autograd.grad([trained.sum()], [x])[0], "the gradient");
        Tensor y = quantizer.Forward(x);
        Finite(y, "inference");
        if (quantizer.HasIntegerForm)
        {
            StepQuantizer steps = quantizer.Describe();
            Assert.All(steps.Steps, s => Assert.True(double.IsFinite(s)));
            double[] levels = [.. Enumerable.Range(0, steps.Steps.Count + 1).Select(i => steps.Bits == 0 ? (2 * i) - 1 : steps.Scale * ((steps.Levels?[i] ?? i) - steps.ZeroPoint))];
            Assert.All(Matrices.Floats(y), v => Assert.Contains(levels, l => Math.Abs(l - v) <= 1e-5 * Math.Max(1, Math.Abs(l))));
        }
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Gradients_at_the_edges_stay_finite_and_no_larger_than_about_the_largest(string name, string values)
    {
        IErrorQuantizer? quantizer = QuantizerCatalog.CreateErrors(QuantizerCatalog.Default(QuantizerCatalog.Errors, name));
        if (quantizer is null)
        {
            return;
        }

        random.manual_seed(1);
        float[] g = [.. Cases[values]];
        Tensor quantized = quantizer.Quantize(Matrices.Of(g, Channels));
        Finite(quantized, "the gradient");
        float largest = g.Max(Math.Abs);

        // WAGE's errors are in units of the largest.
        Assert.All(Matrices.Floats(quantized), v => Assert.InRange(Math.Abs(v), 0, name == "wage" ? 1 : largest * 1.5));
    }

    private static TheoryData<string, string> All(IEnumerable<QuantizerDescription> known)
    {
        TheoryData<string, string> data = [];
        foreach (QuantizerDescription description in known)
        {
            foreach (string name in Cases.Keys)
            {
                data.Add(description.Name, name);
            }
        }

        return data;
    }

    private static void Finite(Tensor values, string what) =>
        Assert.All(Matrices.Floats(values), v => Assert.True(float.IsFinite(v), $"{what} has {v}"));
}
