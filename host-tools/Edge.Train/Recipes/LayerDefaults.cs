namespace Edge.Train.Recipes;

/// <summary>What the recipe's root says for every layer that does not say otherwise.</summary>
/// <param name="FirstLast">Weights of the first and the last layer that have any; null: like the others.</param>
/// <param name="Norm">Null: no normalization.</param>
/// <param name="Errors">Null: gradients stay as they are.</param>
internal sealed record LayerDefaults(QuantizerRecipe Weights, QuantizerRecipe? FirstLast, QuantizerRecipe Activations, NormKind? Norm, QuantizerRecipe? Errors);
