using Edge.Train.Recipes;

namespace Edge.Train.Quantizers;

/// <summary>A parameter of a quantizer as a recipe may set it. The default's type (int, double, bool, string) is the parameter's type.</summary>
/// <param name="Meaning">One sentence for people.</param>
public sealed record QuantizerParameter(string Name, object Default, string Meaning)
{
    /// <summary>Smallest allowed number.</summary>
    public double Min { get; init; }

    /// <summary>Largest allowed number.</summary>
    public double Max { get; init; }

    /// <summary>Allowed words of a string parameter.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>What there is to say about a quantizer without making one: what a recipe may write and what a catalogue prints.</summary>
public sealed record QuantizerDescription
{
    /// <summary>The name in a recipe.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Forward rule, then gradient, in the paper's notation.</summary>
    public required string Formula { get; init; }

    /// <summary>Authors, year, section.</summary>
    public required string Paper { get; init; }

    /// <summary>"2", "2 .. 8", "1".</summary>
    public required string Bits { get; init; }

    /// <summary>What the device computes with; "none" where the packer refuses it.</summary>
    public required string DeviceForm { get; init; }

    public IReadOnlyList<QuantizerParameter> Parameters { get; init; } = [];

    /// <summary>Whether networks are trained with it.</summary>
    public bool Trains { get; init; } = true;

    /// <summary>Whether it is meant to turn trained float weights into few levels without training again.</summary>
    public bool Converts { get; init; }

    /// <summary>Lines of a recipe that use it, where name and parameters under the kind's key are not how it is written; else null.</summary>
    public string? Snippet { get; init; }

    /// <summary>Makes a weight quantizer from checked parameters; null for activation quantizers.</summary>
    public Func<QuantizerRecipe, IWeightQuantizer>? CreateWeights { get; init; }

    /// <summary>Makes an activation quantizer from checked parameters; null for weight quantizers.</summary>
    public Func<QuantizerRecipe, IActivationQuantizer>? CreateActivations { get; init; }

    /// <summary>Makes an error quantizer from checked parameters; null for the others. Its result is null where gradients stay as they are.</summary>
    public Func<QuantizerRecipe, IErrorQuantizer?>? CreateErrors { get; init; }
}
