using Edge.Train.Quantizers;

namespace Edge.Train.Training;

/// <summary>The methods that change how a network trains and are no quantizer by themselves: what a catalogue prints about them.</summary>
public static class TrainingMethods
{
    private const string SameInference = "inference is the same with and without";

    public static IReadOnlyList<QuantizerDescription> All { get; } = [LowBit, Wage, Hfp8, RangeNorm, ShiftNorm, Apprentice, Widening, Start];

    private static QuantizerDescription LowBit => new()
    {
        Name = "low-bit-training",
        Summary = "Weights, activations and errors in few bits in all three products of a layer",
        Formula = "W A, W^T E and A^T E with Fix = round(clip(x / s)) by stochastic rounding, s for the layer or for groups, shifted values finer",
        Paper = "Zhong: Towards Lower Bit Multiplication for Convolutional Neural Network Training, 2020",
        Bits = "2 .. 8",
        DeviceForm = "that of its weights and activations",
        Snippet = "\"weights\": { \"type\": \"group-wise\", \"bits\": 4 },\n\"activations\": { \"type\": \"low-bit\", \"bits\": 4, \"group\": \"image\" },\n\"errors\": { \"type\": \"low-bit\", \"bits\": 4, \"group\": \"image\" }",
    };

    private static QuantizerDescription Wage => new()
    {
        Name = "wage-training",
        Summary = "2-bit weights, 8-bit activations, gradients and errors; updates are whole steps of the weights' grid",
        Formula = "w -> clip(w - s (floor(|g'|) + Bernoulli(frac |g'|)) sign g', -1 + s, 1 - s), g' = rate * g / 2^round(log2 max |g|), s = 2^(1-k)",
        Paper = "Wu, Li, Chen, Shi: Training and Inference with Integers in Deep Neural Networks, 2018, equations 5 to 12",
        Bits = "2-8-8-8",
        DeviceForm = "ternary weights, unsigned integers",
        Parameters =
        [
            new("learningRate", 8.0, "of the optimizer: steps that the largest gradient moves a weight by, about") { Min = 0.001, Max = 128 },
            new("bits", 8, "of the optimizer: bits of a stored weight") { Min = 4, Max = 16 },
        ],
        Snippet = "\"weights\": \"wage\", \"activations\": \"wage\", \"errors\": \"wage\", \"norm\": false,\n\"training\": { \"optimizer\": { \"type\": \"wage\", \"learningRate\": 8, \"bits\": 8 }, ... }",
    };

    private static QuantizerDescription Hfp8 => new()
    {
        Name = "hfp8",
        Summary = "8-bit floating-point numbers: one format going forward, one going back",
        Formula = "forward 1-4-3 with bias 11, backward 1-5-2 with bias 15; errors with a bias of their own for each layer and batch",
        Paper = "Sun et al.: Hybrid 8-bit Floating Point Training and Inference for Deep Neural Networks, 2019",
        Bits = "8",
        DeviceForm = "none",
        Snippet = "\"weights\": \"float8\", \"activations\": \"float8\",\n\"errors\": { \"type\": \"float8\", \"exponent\": 5, \"mantissa\": 2, \"bias\": 15, \"align\": true }",
    };

    private static QuantizerDescription RangeNorm => new()
    {
        Name = "range-norm",
        Summary = "Batch norm by the range in place of the deviation",
        Formula = "x -> gamma (x - mean) sqrt(2 ln n) / (max - min) + beta over the n values of a channel",
        Paper = "Banner, Hubara, Hoffer, Soudry: Scalable Methods for 8-bit Training of Neural Networks, 2018, Range Batch-Normalization",
        Bits = "32",
        DeviceForm = "folded into thresholds, as batch norm",
        Snippet = "\"norm\": \"range\"",
    };

    private static QuantizerDescription ShiftNorm => new()
    {
        Name = "shift-norm",
        Summary = "Batch norm with powers of two in place of factors",
        Formula = "x -> c AP2(gamma) AP2(1 / sqrt(mean of c AP2(c) + 1e-5)) + beta, c = x - mean, AP2(z) = sign(z) 2^round(log2 |z|)",
        Paper = "Courbariaux, Hubara, Soudry, El-Yaniv, Bengio: Binarized Neural Networks, 2016, shift-based batch normalization",
        Bits = "32",
        DeviceForm = "folded into thresholds, as batch norm",
        Snippet = "\"norm\": \"shift\"",
    };

    private static QuantizerDescription Apprentice => new()
    {
        Name = "apprentice",
        Summary = "A student of few bits learns from a float teacher: a together, b from a trained one, c from its own float weights",
        Formula = "loss = a H(y, teacher) + b H(y, student) + c H(softmax(teacher's logits / T), softmax(student's logits / T))",
        Paper = "Mishra, Marr: Apprentice: Using Knowledge Distillation Techniques to Improve Low-Precision Network Accuracy, 2018, equation 1",
        Bits = "any",
        DeviceForm = SameInference,
        Parameters =
        [
            new("scheme", "b", "a: teacher and student together; b: a trained teacher; c: the same, the student starts from \"start\"") { Choices = ["a", "b", "c"] },
            new("labels", 1.0, "weight of the teacher's loss (scheme a)") { Min = 0, Max = 100 },
            new("student", 0.5, "weight of the student's loss") { Min = 0, Max = 100 },
            new("imitation", 0.5, "weight of the student's loss against the teacher's scores") { Min = 0, Max = 100 },
            new("temperature", 1.0, "what scores are divided by in the imitation") { Min = 0.1, Max = 100 },
        ],
        Snippet = "\"training\": { \"distillation\": { \"scheme\": \"b\", \"teacher\": \"../teacher/best.checkpoint\", \"student\": 0.5, \"imitation\": 0.5 }, ... }",
    };

    private static QuantizerDescription Widening => new()
    {
        Name = "widening",
        Summary = "More filters in the first layers, or in all, in exchange for fewer bits",
        Formula = "channels -> round(factor * channels) in the first share of the layers and in what is added to them",
        Paper = "Mishra, Nurvitadhi, Cook, Marr: WRPN, 2017; Mishra, Marr: WRPN & Apprentice, table 2",
        Bits = "any",
        DeviceForm = "wider layers",
        Parameters =
        [
            new("factor", 2.0, "what channels are multiplied by") { Min = 1, Max = 16 },
            new("layers", 1.0, "share of the layers, from the first, that are widened") { Min = 0.01, Max = 1 },
        ],
        Snippet = "\"widening\": { \"factor\": 2, \"layers\": 0.3 }",
    };

    private static QuantizerDescription Start => new()
    {
        Name = "start",
        Summary = "Training goes on from a checkpoint's weights under another recipe: fine-tuning",
        Formula = "w, gamma, beta, mean, variance from the checkpoint; quantizers' own parameters from them",
        Paper = "none",
        Bits = "any",
        DeviceForm = SameInference,
        Snippet = "\"training\": { \"start\": \"../float/best.checkpoint\", ... }",
    };
}
