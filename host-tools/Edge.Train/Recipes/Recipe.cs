namespace Edge.Train.Recipes;

/// <summary>Everything a training run is made of. docs/recipe.md describes the file.</summary>
public sealed class Recipe
{
    public required string Name { get; init; }

    public required DataRecipe Data { get; init; }

    public required InputRecipe Input { get; init; }

    public required IReadOnlyList<LayerRecipe> Layers { get; init; }

    public required TrainingRecipe Training { get; init; }

    /// <summary>The file as it was read.</summary>
    public required string Source { get; init; }

    /// <summary>The same recipe with another seed and another number of epochs.</summary>
    public Recipe With(long seed, int epochs) => new()
    {
        Name = Name,
        Data = Data,
        Input = Input,
        Layers = Layers,
        Training = Training with { Seed = seed, Epochs = epochs },
        Source = Source,
    };
}

/// <summary>Where the images come from.</summary>
/// <param name="Source">fashion-mnist, mnist, idx:DIR, folder:DIR or csv:FILE.</param>
/// <param name="Test">A second source for the test images, or null.</param>
/// <param name="TestShare">Share of the images kept for the test where the source has no test part of its own.</param>
/// <param name="ValidationShare">Share of the training images that only chooses the best epoch.</param>
/// <param name="Limit">At most this many images a part, or null for all: for quick trials.</param>
public sealed record DataRecipe(string Source, string? Test, double TestShare, double ValidationShare, int? Limit);

/// <summary>What to do with images of another size.</summary>
public enum InputFit
{
    /// <summary>Refuse them.</summary>
    Exact,

    /// <summary>Cut to the centre.</summary>
    Crop,

    /// <summary>Surround with zeros.</summary>
    Pad,

    /// <summary>Area average.</summary>
    Resize,
}

/// <summary>The network's input: real value = (stored - ZeroPoint) / (2^Bits - 1).</summary>
public sealed record InputRecipe(int Height, int Width, int Channels, int Bits, int ZeroPoint, InputFit Fit)
{
    /// <summary>Real value of one step of the stored input.</summary>
    public double Scale => 1.0 / ((1 << Bits) - 1);
}

/// <summary>What a layer of a recipe is.</summary>
public enum LayerKind
{
    Dense,
    Conv2d,
    DepthwiseConv2d,
    MaxPool,
    AveragePool,
    GlobalAveragePool,
    Add,
    Flatten,
}

/// <summary>How a layer's sums are normalized before the activation.</summary>
public enum NormKind
{
    /// <summary>By mean and standard deviation.</summary>
    Batch,

    /// <summary>By mean and range.</summary>
    Range,

    /// <summary>By mean and standard deviation, with powers of two in place of factors.</summary>
    Shift,
}

/// <summary>One layer as written; what the kind does not have is null.</summary>
public sealed record LayerRecipe(LayerKind Kind, string Name, string Place)
{
    /// <summary>Output channels of a convolution, units of a dense layer.</summary>
    public int? Channels { get; init; }

    public (int Height, int Width)? Kernel { get; init; }

    public (int Height, int Width)? Stride { get; init; }

    public (int Height, int Width)? Padding { get; init; }

    public bool Norm { get; init; }

    /// <summary>Which normalization, where <see cref="Norm"/> says that there is one.</summary>
    public NormKind NormKind { get; init; }

    public bool Bias { get; init; }

    public QuantizerRecipe? Weights { get; init; }

    /// <summary>What quantizes the gradient of the layer's sums; null: it stays as it is.</summary>
    public QuantizerRecipe? Errors { get; init; }

    /// <summary>Null: the layer gives its real values (the last layer) or keeps its input's (max pool, flatten).</summary>
    public QuantizerRecipe? Activation { get; init; }

    /// <summary>Name of the layer (or "input") to read instead of the layer before; null: the layer before.</summary>
    public string? Input { get; init; }

    /// <summary>Name of the layer (or "input") that an add layer adds to what it reads.</summary>
    public string? From { get; init; }
}

/// <summary>A quantizer by name, with its parameters checked and its defaults filled in.</summary>
public sealed record QuantizerRecipe(string Name, IReadOnlyDictionary<string, object> Parameters)
{
    public double Number(string key) => (double)Parameters[key];

    public int Integer(string key) => (int)Parameters[key];

    public bool Flag(string key) => (bool)Parameters[key];

    public string Text(string key) => (string)Parameters[key];
}

/// <summary>How to train.</summary>
public sealed record TrainingRecipe(int Epochs, int Batch, long Seed, OptimizerRecipe Optimizer, ScheduleRecipe Schedule, double LabelSmoothing, AugmentationRecipe? Augmentation)
{
    /// <summary>A checkpoint whose weights training starts from, or null: random ones.</summary>
    public string? Start { get; init; }

    public DistillationRecipe? Distillation { get; init; }
}

/// <summary>How a student learns from a teacher (Apprentice).</summary>
public enum DistillationScheme
{
    /// <summary>Teacher and student learn together.</summary>
    A,

    /// <summary>A trained teacher, a student from scratch.</summary>
    B,

    /// <summary>A trained teacher, a student that starts from trained float weights.</summary>
    C,
}

/// <param name="Teacher">Scheme A: the teacher's recipe; B and C: its checkpoint. Relative paths start from the recipe's folder.</param>
/// <param name="Labels">Weight of the teacher's own loss.</param>
/// <param name="Student">Weight of the student's loss on the labels.</param>
/// <param name="Imitation">Weight of the student's loss on the teacher's scores.</param>
/// <param name="Temperature">What both networks' scores are divided by in the imitation.</param>
public sealed record DistillationRecipe(DistillationScheme Scheme, string Teacher, double Labels, double Student, double Imitation, double Temperature);

/// <summary>Which rule updates the weights.</summary>
public enum OptimizerKind
{
    Adam,
    Sgd,
    Wage,
}

/// <param name="Bits">Bits of the stored weights and their updates (wage).</param>
/// <param name="WeightDecay">Decoupled (AdamW) for Adam; added to the gradient for SGD. Weights of layers alone decay.</param>
public sealed record OptimizerRecipe(OptimizerKind Kind, double LearningRate, double Momentum, double Beta1, double Beta2, double WeightDecay, int Bits = 32);

/// <summary>How the learning rate falls.</summary>
public enum ScheduleKind
{
    Constant,
    Cosine,
    Linear,
    Step,
}

/// <param name="Warmup">Epochs over which the rate rises from zero.</param>
/// <param name="Every">Epochs between two steps (step).</param>
/// <param name="Factor">What a step multiplies the rate with (step).</param>
/// <param name="Final">Share of the rate that remains at the end (cosine, linear).</param>
public sealed record ScheduleRecipe(ScheduleKind Kind, double Warmup, int Every, double Factor, double Final);

/// <param name="Shift">Pixels, at most, in each direction.</param>
/// <param name="Rotate">Degrees, at most, either way.</param>
/// <param name="Scale">Share, at most, by which the image grows or shrinks.</param>
/// <param name="Flip">Mirror left and right half of the time.</param>
public sealed record AugmentationRecipe(double Shift, double Rotate, double Scale, bool Flip);
