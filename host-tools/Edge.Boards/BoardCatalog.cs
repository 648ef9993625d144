namespace Edge.Boards;

/// <summary>By which of its names a board was found.</summary>
public enum BoardNameKind
{
    /// <summary>Its id.</summary>
    Id,

    /// <summary>The target name its firmware reports.</summary>
    Target,

    /// <summary>An older name: worth a warning.</summary>
    Alias,
}

/// <summary>A board and how it was found.</summary>
/// <param name="Board">The board.</param>
/// <param name="By">By which name.</param>
public sealed record BoardMatch(Board Board, BoardNameKind By);

/// <summary>The boards Edge knows: those compiled in, or those of a file of the user.</summary>
public sealed class BoardCatalog
{
    /// <summary>The environment variable that names a boards file.</summary>
    public const string EnvironmentVariable = "EDGE_BOARDS";

    private const int SuggestionDistance = 4;
    private static readonly Lazy<BoardCatalog> Embedded = new(LoadEmbedded);

    private BoardCatalog(string source, IReadOnlyList<Board> boards)
    {
        Source = source;
        Boards = boards;
    }

    /// <summary>The boards that come with Edge.</summary>
    public static BoardCatalog Default => Embedded.Value;

    /// <summary>Where the entries come from: a path, or "boards.json (built in)".</summary>
    public string Source { get; }

    /// <summary>Every board in the order of the file.</summary>
    public IReadOnlyList<Board> Boards { get; }

    /// <summary>Loads the file at a path; without one, the file <see cref="EnvironmentVariable"/> names; without that, the built-in boards.</summary>
    /// <exception cref="Edge.Errors.EdgeException">Input: the file is missing or breaks a rule; the message names file, board and key.</exception>
    public static BoardCatalog Load(string? path = null)
    {
        string? chosen = string.IsNullOrEmpty(path) ? Environment.GetEnvironmentVariable(EnvironmentVariable) : path;
        if (string.IsNullOrEmpty(chosen))
        {
            return Default;
        }

        try
        {
            return Parse(chosen, File.ReadAllBytes(chosen));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw BoardErrors.NotFound(chosen, exception);
        }
    }

    /// <summary>Reads and checks the text of a boards file.</summary>
    /// <param name="source">What messages call it.</param>
    /// <param name="json">The UTF-8 text.</param>
    public static BoardCatalog Parse(string source, byte[] json) => new(source, BoardReader.Read(source, json));

    /// <summary>Finds a board by id, then by target name, then by alias, all without regard to case.</summary>
    /// <exception cref="Edge.Errors.EdgeException">Usage: no board has that name; the message suggests the closest ones.</exception>
    public BoardMatch Find(string name) =>
        TryFind(name) ?? throw BoardErrors.Unknown(name, Suggest(name));

    /// <summary>As <see cref="Find"/>, but null where no board has that name.</summary>
    public BoardMatch? TryFind(string name)
    {
        bool Same(string other) => string.Equals(other, name, StringComparison.OrdinalIgnoreCase);
        if (Boards.FirstOrDefault(board => Same(board.Id)) is { } byId)
        {
            return new BoardMatch(byId, BoardNameKind.Id);
        }

        if (Boards.FirstOrDefault(board => Same(board.Target)) is { } byTarget)
        {
            return new BoardMatch(byTarget, BoardNameKind.Target);
        }

        return Boards.FirstOrDefault(board => board.Aliases.Any(Same)) is { } byAlias ? new BoardMatch(byAlias, BoardNameKind.Alias) : null;
    }

    /// <summary>Every board whose firmware reports this target name; boards that differ only in flash size share one.</summary>
    public IReadOnlyList<Board> WithTarget(string target) => [.. Boards.Where(board => board.Target == target)];

    /// <summary>Up to three ids that look like a name nobody has.</summary>
    public IReadOnlyList<string> Suggest(string name)
    {
        string wanted = name.ToLowerInvariant();
        return [.. Boards
            .Select(board => (board.Id, Distance: board.Aliases.Append(board.Id).Append(board.Target).Min(known => Likeness(wanted, known.ToLowerInvariant()))))
            .Where(candidate => candidate.Distance <= SuggestionDistance)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Id, StringComparer.Ordinal)
            .Take(3)
            .Select(candidate => candidate.Id)];
    }

    private static BoardCatalog LoadEmbedded()
    {
        using Stream stream = typeof(BoardCatalog).Assembly.GetManifestResourceStream("boards.json")!;
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return Parse("boards.json (built in)", copy.ToArray());
    }

    // A name that is part of a known one is as good as one wrong letter: people type "f429" for "st-stm32f429i-disco".
    private static int Likeness(string wanted, string known) =>
        wanted.Length >= 3 && known.Contains(wanted, StringComparison.Ordinal) ? 1 : EditDistance.Between(wanted, known);
}
