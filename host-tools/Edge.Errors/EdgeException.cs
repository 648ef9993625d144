namespace Edge.Errors;

/// <summary>
/// A failure the user can act on: what went wrong, what was expected, what was found, what to try next.
/// Layers derive their own type from it; the command line prints all of them the same way.
/// </summary>
public class EdgeException : Exception
{
    /// <param name="exit">The class of the failure.</param>
    /// <param name="code">A short stable identifier in kebab case, for programs ("recipe-unknown-key").</param>
    /// <param name="message">One sentence for people, without a trailing period.</param>
    public EdgeException(ExitCode exit, string code, string message, Exception? inner = null)
        : base(message, inner)
    {
        Exit = exit;
        Code = code;
    }

    /// <summary>The class of the failure.</summary>
    public ExitCode Exit { get; }

    /// <summary>What the process returns: the class, or a number of its own where a layer tells its failures apart.</summary>
    public virtual int ProcessExit => (int)Exit;

    /// <summary>A short stable identifier in kebab case, for programs.</summary>
    public string Code { get; }

    /// <summary>What would have been right, or null where that says nothing.</summary>
    public string? Expected { get; init; }

    /// <summary>What was there instead, or null.</summary>
    public string? Found { get; init; }

    /// <summary>What the user can try next, or null.</summary>
    public string? Try { get; init; }
}
