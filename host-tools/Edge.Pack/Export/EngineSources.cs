using System.Text;
using System.Text.RegularExpressions;

namespace Edge.Pack.Export;

/// <summary>The sources of the C engine, embedded in this program, and what of them a set of functions needs.</summary>
internal static partial class EngineSources
{
    private const string Prefix = "engine/";

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Files = new(ReadAll);

    /// <summary>The files, by their path in the engine's folder, that hold <paramref name="functions"/> and everything these call and include.</summary>
    /// <exception cref="KeyNotFoundException">No source defines one of the functions.</exception>
    public static IReadOnlyList<ExportedFile> Needed(IEnumerable<string> functions)
    {
        Dictionary<string, string> definedIn = Files.Value
            .Where(file => file.Key.EndsWith(".c", StringComparison.Ordinal))
            .SelectMany(file => Definition().Matches(file.Value).Select(match => (Name: match.Groups[1].Value, Path: file.Key)))
            .ToDictionary(pair => pair.Name, pair => pair.Path);
        SortedSet<string> needed = new(StringComparer.Ordinal);
        Queue<string> open = new(functions.Select(function => definedIn[function]));
        while (open.TryDequeue(out string? path))
        {
            if (needed.Add(path))
            {
                string text = Files.Value[path];
                Includes(path, text).ToList().ForEach(open.Enqueue);
                IEnumerable<string> called = path.EndsWith(".c", StringComparison.Ordinal) ? Name().Matches(text).Select(match => match.Value) : [];
                called.Where(definedIn.ContainsKey).Select(name => definedIn[name]).ToList().ForEach(open.Enqueue);
            }
        }

        return [.. needed.Select(path => new ExportedFile(path, Encoding.UTF8.GetBytes(Files.Value[path])))];
    }

    private static IEnumerable<string> Includes(string path, string text) =>
        Include().Matches(text).Select(match => Path.GetFullPath(match.Groups[1].Value, "/" + Path.GetDirectoryName(path)).TrimStart('/')).Where(Files.Value.ContainsKey);

    private static Dictionary<string, string> ReadAll()
    {
        Dictionary<string, string> files = [];
        foreach (string name in typeof(EngineSources).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using StreamReader reader = new(typeof(EngineSources).Assembly.GetManifestResourceStream(name)!);
            files[name[Prefix.Length..].Replace('\\', '/')] = reader.ReadToEnd();
        }

        return files;
    }

    [GeneratedRegex(@"^[a-z][\w \*]*?\b(edge_\w+)\([^;{]*\)\s*\{", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\bedge_\w+")]
    private static partial Regex Name();

    [GeneratedRegex("^#include \"([^\"]+)\"", RegexOptions.Multiline)]
    private static partial Regex Include();
}
