using System.Xml.Linq;

namespace Edge.Architecture.Tests;

public class ArrowsTests
{
    /// <summary>Top folders from the bottom up; a project may refer to its own folder or to one before it.</summary>
    private static readonly string[] Folders = ["formats", "device-runtime", "host-tools", "firmware-tests", "benchmarks"];

    /// <summary>Projects of host-tools from the bottom up; a project may refer only to one in a line before its own.</summary>
    private static readonly string[][] HostTools =
    [
        ["Edge.Errors"],
        ["Edge.Torch", "Edge.Boards", "Edge.Cores"],
        ["Edge.Train", "Edge.Flash", "Edge.Emulator"],
        ["Edge.Pack"],
        ["Edge.Cli"],
    ];

    [Fact]
    public void References_only_point_down()
    {
        string[] offenders = [.. References()
            .Where(r => Rank(r.To) >= Rank(r.From) && !(Folder(r.From) == Folder(r.To) && Folder(r.From) is not "host-tools"))
            .Select(r => $"{Path.GetFileNameWithoutExtension(r.From)} -> {Path.GetFileNameWithoutExtension(r.To)}")];
        Assert.Empty(offenders);
    }

    [Fact]
    public void Formats_refer_to_nothing_above_themselves() =>
        Assert.DoesNotContain(References(), r => Folder(r.From) == "formats" && Folder(r.To) != "formats");

    [Fact]
    public void The_device_runtime_refers_to_the_device_half_of_the_format_alone() =>
        Assert.All(
            References().Where(r => Folder(r.From) == "device-runtime"),
            r => Assert.Contains(Path.GetFileNameWithoutExtension(r.To), Path.GetFileNameWithoutExtension(r.From) == "Edge.Native" ? ["Edge.Formats", "Edge.Device"] : new[] { "Edge.Formats" }));

    [Fact]
    public void Every_host_project_has_its_place_in_the_order() =>
        Assert.Equal(
            HostTools.SelectMany(line => line).Order(StringComparer.Ordinal),
            Directory.GetDirectories(Path.Combine(Repository.Root, "host-tools")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_project_is_part_of_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "Edge.sln")).Replace('\\', '/');
        Assert.All(Repository.Projects(), project => Assert.Contains(Path.GetRelativePath(Repository.Root, project).Replace('\\', '/'), solution));
    }

    private static IEnumerable<(string From, string To)> References() =>
        from project in Repository.Projects()
        from reference in XDocument.Load(project).Descendants("ProjectReference")
        select (project, Path.GetFullPath(((string)reference.Attribute("Include")!).Replace('\\', '/'), Path.GetDirectoryName(project)!));

    private static string Folder(string project) => Path.GetRelativePath(Repository.Root, project).Split(Path.DirectorySeparatorChar)[0];

    private static int Rank(string project)
    {
        int folder = Array.IndexOf(Folders, Folder(project));
        Assert.True(folder >= 0, $"{project} lies in none of the folders {string.Join(", ", Folders)}");
        int line = Array.FindIndex(HostTools, names => names.Contains(Path.GetFileNameWithoutExtension(project)));
        return (folder * 100) + Math.Max(line, 0);
    }
}
