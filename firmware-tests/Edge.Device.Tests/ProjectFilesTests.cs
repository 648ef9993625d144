using System.Xml.Linq;

namespace Edge.Device.Tests;

/// <summary>The nanoFramework projects name every file, for they have no globs; the .NET projects beside them compile the same ones.</summary>
public class ProjectFilesTests
{
    internal static readonly string Root = FindRoot();

    [Theory]
    [InlineData("formats/Edge.Formats")]
    [InlineData("device-runtime/Edge.Device")]
    public void The_nanoFramework_project_compiles_exactly_the_files_of_its_folder(string folder)
    {
        string[] listed = [.. Items(folder, "Compile").Select(file => file.Replace('\\', '/')).Order(StringComparer.Ordinal)];
        string path = Path.Combine(Root, folder);
        string[] present = [.. Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
            .Where(file => file.Split('/')[0] is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal)];
        Assert.Equal(present, listed);
    }

    [Theory]
    [InlineData("formats/Edge.Formats")]
    [InlineData("device-runtime/Edge.Device")]
    public void Every_reference_is_a_package_of_packages_config(string folder)
    {
        string[] packages = [.. XDocument.Load(Path.Combine(Root, folder, "packages.config")).Root!.Elements("package")
            .Select(package => $"{(string?)package.Attribute("id")}.{(string?)package.Attribute("version")}")];
        string[] hints = [.. Project(folder).Descendants().Where(element => element.Name.LocalName == "HintPath").Select(hint => hint.Value)];
        Assert.Equal(packages.Length, hints.Length);
        Assert.All(hints, hint => Assert.Contains(hint.Split('\\').SkipWhile(part => part != "packages").ElementAt(1), packages));
    }

    [Fact]
    public void The_device_refers_to_the_format_alone() =>
        Assert.Equal([@"..\..\formats\Edge.Formats\Edge.Formats.nfproj"], Items("device-runtime/Edge.Device", "ProjectReference"));

    private static IEnumerable<string> Items(string folder, string item) =>
        Project(folder).Descendants().Where(element => element.Name.LocalName == item).Select(element => (string)element.Attribute("Include")!);

    private static XDocument Project(string folder) => XDocument.Load(Path.Combine(Root, folder, Path.GetFileName(folder) + ".nfproj"));

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Edge.sln is in no folder above the tests");
    }
}
