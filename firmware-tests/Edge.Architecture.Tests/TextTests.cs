using System.Text.RegularExpressions;

namespace Edge.Architecture.Tests;

public partial class TextTests
{
    private static readonly string[] Sources = [.. Directory.EnumerateFiles(Repository.Root, "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules"))];

    [Fact]
    public void Only_the_command_line_writes_to_the_console()
    {
        string[] below = ["formats", "device-runtime", "host-tools"];
        var lower = Sources
            .Select(path => Path.GetRelativePath(Repository.Root, path))
            .Where(path => below.Contains(path.Split(Path.DirectorySeparatorChar)[0]) && !path.Contains("Edge.Cli") && !path.Contains("Edge.Formats.Vectors"));
        Assert.DoesNotContain(lower, path => ConsoleUse().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, path))));
    }

    [Fact]
    public void No_test_is_skipped_without_a_condition() =>
        Assert.DoesNotContain(Sources, path => UnconditionalSkip().IsMatch(File.ReadAllText(path)));

    [Fact]
    public void No_build_writes_among_the_sources() =>
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Repository.Root, "*.dll", SearchOption.AllDirectories),
            path => !Path.GetRelativePath(Repository.Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or ".edge"));

    [GeneratedRegex(@"\bConsole\.(Write|Error|Out|Read)")]
    private static partial Regex ConsoleUse();

    [GeneratedRegex("\\[(Fact|Theory)\\(.*Skip ?= ?\"")]
    private static partial Regex UnconditionalSkip();
}
