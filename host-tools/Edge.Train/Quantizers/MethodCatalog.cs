using Edge.Train.Training;

namespace Edge.Train.Quantizers;

/// <summary>One method of the catalogue.</summary>
/// <param name="Kind">Where a recipe names it: weights, activations, errors or training.</param>
public sealed record Method(string Kind, QuantizerDescription Description);

/// <summary>Every method a recipe can name, over all kinds.</summary>
public static class MethodCatalog
{
    public const string Weights = "weights";
    public const string Activations = "activations";
    public const string Errors = "errors";
    public const string Training = "training";

    public static IReadOnlyList<Method> All { get; } =
    [
        .. QuantizerCatalog.Weights.Select(d => new Method(Weights, d)),
        .. QuantizerCatalog.Activations.Select(d => new Method(Activations, d)),
        .. QuantizerCatalog.Errors.Select(d => new Method(Errors, d)),
        .. TrainingMethods.All.Select(d => new Method(Training, d)),
    ];
}
