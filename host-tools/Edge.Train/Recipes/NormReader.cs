using System.Text.Json;

namespace Edge.Train.Recipes;

/// <summary>Reads "norm": true, false, or which one.</summary>
internal static class NormReader
{
    private const string All = "true, false, \"batch\", \"range\" or \"shift\"";
    private static readonly string[] Kinds = ["batch", "range", "shift"];

    /// <param name="usual">What true stands for, and a missing key.</param>
    /// <returns>Null for false.</returns>
    public static NormKind? Read(JsonNode? node, NormKind usual) => node?.Kind switch
    {
        null or JsonTokenType.True => usual,
        JsonTokenType.False => null,
        JsonTokenType.String => Array.IndexOf(Kinds, node.Text) is >= 0 and int kind ? (NormKind)kind : throw Section.NotOneOf(node, node.Text, Kinds, Closest.To(node.Text, Kinds) is null ? $"{All}; false is none" : null),
        _ => throw Section.Wrong(node, All, Section.Describe(node)),
    };
}
