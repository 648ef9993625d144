using Edge.Errors;

namespace Edge.Boards;

/// <summary>The failures of this layer.</summary>
internal static class BoardErrors
{
    internal static EdgeException Invalid(string file, string where, string code, string message, string? expected = null, string? found = null) =>
        new(ExitCode.Input, code, $"{file}: {where}: {message}")
        {
            Expected = expected,
            Found = found,
            Try = "correct that entry; boards.schema.json describes every key",
        };

    internal static EdgeException NotFound(string path, Exception inner) =>
        new(ExitCode.Input, "boards-file-missing", $"cannot read the boards file {path}", inner)
        {
            Expected = "a readable boards.json",
            Found = inner.Message,
            Try = "check the path given by --boards or EDGE_BOARDS, or leave it out to use the boards Edge knows",
        };

    internal static EdgeException Unknown(string name, IReadOnlyList<string> closest) =>
        new(ExitCode.Usage, "board-unknown", $"there is no board '{name}'")
        {
            Expected = "a board id, a target name or an alias",
            Found = name,
            Try = closest.Count == 0 ? "edge boards list shows every board" : $"did you mean {string.Join(" or ", closest)}? edge boards list shows every board",
        };
}
