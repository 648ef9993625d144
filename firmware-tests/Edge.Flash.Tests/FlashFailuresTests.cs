using System.Reflection;
using System.Text.RegularExpressions;
using Edge.Errors;

namespace Edge.Flash.Tests;

public sealed partial class FlashFailuresTests
{
    [Fact]
    public void No_two_failures_share_an_exit_code()
    {
        Assert.Equal(FlashFailures.All.Count, FlashFailures.All.DistinctBy(failure => failure.Number).Count());
        Assert.Equal(FlashFailures.All.Count, FlashFailures.All.DistinctBy(failure => failure.Code).Count());
    }

    [Fact]
    public void Every_number_is_its_class_and_a_digit_and_no_plain_class()
    {
        foreach (FlashFailure failure in FlashFailures.All.Where(failure => failure.Class != ExitCode.Interrupted))
        {
            Assert.InRange(failure.Number, 20, 99);
            Assert.True(Enum.IsDefined(failure.Class), failure.Code);
            Assert.Equal((int)failure.Class, failure.Number / 10);
        }

        Assert.Equal([.. FlashFailures.All.OrderBy(failure => failure.Number)], FlashFailures.All);
        Assert.All(FlashFailures.All, failure => Assert.Matches("^[a-z]+(-[a-z0-9]+)+$", failure.Code));
    }

    [Fact]
    public void The_table_holds_every_failure_that_is_declared()
    {
        FieldInfo[] declared = [.. typeof(FlashFailures).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(FlashFailure))];
        Assert.NotEmpty(declared);
        Assert.Equal(declared.Select(field => ((FlashFailure)field.GetValue(null)!).Code).Order(), FlashFailures.All.Select(failure => failure.Code).Order());
    }

    [Fact]
    public void The_sources_throw_every_row_and_nothing_beside_the_table()
    {
        string[] sources = [.. Directory.GetFiles(Path.Combine(Root, "host-tools", "Edge.Flash"), "*.cs", SearchOption.AllDirectories).Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))];
        string text = string.Concat(sources.Select(File.ReadAllText));
        Assert.DoesNotContain("new EdgeException(", text);
        HashSet<string> used = [.. Use().Matches(text).Select(match => match.Groups[1].Value)];
        used.Remove(nameof(FlashFailures.All));
        Assert.Equal(typeof(FlashFailures).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(FlashFailure)).Select(field => field.Name).Order(), used.Order());
    }

    [Fact]
    public void A_failure_returns_its_own_number_and_keeps_its_class()
    {
        FlashException error = PortErrors.InUse("/dev/ttyUSB0");
        Assert.Equal(52, error.ProcessExit);
        Assert.Equal(ExitCode.DeviceNotFound, error.Exit);
        Assert.Equal("port-in-use", error.Code);
        Assert.Equal(130, DeviceErrors.Interrupted("nothing was written", "run it again").ProcessExit);
        Assert.Equal(3, new EdgeException(ExitCode.Input, "io", "a failure of a layer that does not number its failures").ProcessExit);
    }

    [Fact]
    public void The_documentation_shows_the_table()
    {
        string page = File.ReadAllText(Path.Combine(Root, "docs", "exit-codes.md"));
        Assert.Equal(
            FlashFailures.All.Select(failure => $"| {failure.Number} | `{failure.Code}` | {failure.Meaning} |"),
            Row().Matches(page).Select(match => match.Value));
        Assert.All(Enum.GetValues<ExitCode>(), exit => Assert.Contains($"\n| {(int)exit} | ", page));
    }

    private static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Edge.sln is in no folder above the tests");
    }

    [GeneratedRegex(@"FlashFailures\.(\w+)")]
    private static partial Regex Use();

    [GeneratedRegex(@"^\| \d+ \| `.+$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
