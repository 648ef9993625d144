using Edge.Errors;

namespace Edge.Flash;

/// <summary>One way in which flashing can fail: a row of <see cref="FlashFailures"/>.</summary>
public sealed record FlashFailure
{
    internal FlashFailure(int number, string code, string meaning)
    {
        Number = number;
        Code = code;
        Meaning = meaning;
    }

    /// <summary>What the process returns; no other failure returns the same.</summary>
    public int Number { get; }

    /// <summary>The identifier for programs, in kebab case.</summary>
    public string Code { get; }

    /// <summary>What happened, in a few words for the table of the documentation.</summary>
    public string Meaning { get; }

    /// <summary>The class the failure belongs to: the tens of its number, except for Ctrl-C, whose number is a convention of shells.</summary>
    public ExitCode Class => Number == (int)ExitCode.Interrupted ? ExitCode.Interrupted : (ExitCode)(Number / 10);
}
