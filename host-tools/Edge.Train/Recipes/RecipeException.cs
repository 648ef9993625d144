using Edge.Errors;

namespace Edge.Train.Recipes;

/// <summary>A recipe that cannot be used: where in the file, what was expected, what was found. Exit code 3.</summary>
public sealed class RecipeException : EdgeException
{
    public RecipeException(string code, string message, Exception? inner = null)
        : base(ExitCode.Input, code, message, inner)
    {
    }
}
