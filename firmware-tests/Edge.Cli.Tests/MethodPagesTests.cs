using Edge.Train.Quantizers;

namespace Edge.Cli.Tests;

/// <summary>The pages under docs/methods name what there is, and show plots that are there.</summary>
public class MethodPagesTests
{
    private static readonly string Pages = Path.Combine(Root(), "docs", "methods");

    [Fact]
    public void Every_weight_quantizer_has_a_heading_on_one_page()
    {
        string[] headings = [.. Directory.GetFiles(Pages, "weights-*.md").SelectMany(File.ReadAllLines).Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..])];
        Assert.Equal(headings.Length, headings.Distinct().Count());
        Assert.All(MethodCatalog.All.Where(m => m.Kind == MethodCatalog.Weights && m.Description.Name != "float"), m => Assert.Contains(m.Description.Name, headings));
    }

    [Fact]
    public void Every_plot_on_a_page_is_there_and_every_one_there_is_on_a_page()
    {
        string text = string.Concat(Directory.GetFiles(Pages, "*.md").Select(File.ReadAllText));
        string[] shown = [.. text.Split("](plots/").Skip(1).Select(part => part[..part.IndexOf(')')])];
        string[] there = [.. Directory.GetFiles(Path.Combine(Pages, "plots")).Select(f => Path.GetFileName(f))];
        Assert.Empty(shown.Except(there));
        Assert.Empty(there.Except(shown));
    }

    [Fact]
    public void Every_page_is_on_the_first_one()
    {
        string first = File.ReadAllText(Path.Combine(Pages, "README.md"));
        Assert.All(Directory.GetFiles(Pages, "weights-*.md"), page => Assert.Contains($"({Path.GetFileName(page)})", first));
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Edge.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("Edge.sln is in no folder above the tests");
    }
}
