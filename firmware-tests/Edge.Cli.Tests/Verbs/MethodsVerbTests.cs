using System.Text.Json.Nodes;
using System.Xml.Linq;
using Edge.Train.Quantizers;

namespace Edge.Cli.Tests.Verbs;

public class MethodsVerbTests
{
    [Fact]
    public async Task The_list_has_a_line_for_every_method_of_every_kind()
    {
        (int exit, string output, _) = await CommandLineRunner.RunAsync("methods");
        Assert.Equal(0, exit);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(MethodCatalog.All.Count + 2, lines.Length);
        Assert.All(MethodCatalog.All, m => Assert.Contains(lines, line => line.StartsWith(m.Description.Name + " ", StringComparison.Ordinal) && line.Contains($" {m.Kind} ")));
        Assert.Contains("Li, Zhang, Liu 2016", output);
    }

    [Fact]
    public async Task The_list_as_JSON_has_all_fields_of_all_methods()
    {
        (int exit, string output, _) = await CommandLineRunner.RunAsync("methods", "--json");
        Assert.Equal(0, exit);
        JsonArray methods = JsonNode.Parse(output)!["methods"]!.AsArray();
        Assert.Equal(MethodCatalog.All.Count, methods.Count);
        Assert.All(methods, m => Assert.All(
            ["name", "kind", "summary", "formula", "paper", "bits", "deviceForm", "recipe"], key => Assert.False(string.IsNullOrWhiteSpace((string?)m![key]))));
        Assert.All(methods, m => Assert.True((bool)m!["trains"]! || (bool)m["converts"]!));
    }

    [Fact]
    public async Task One_method_shows_formula_parameters_with_ranges_and_a_recipe_snippet()
    {
        (int exit, string output, _) = await CommandLineRunner.RunAsync("methods", "twn");
        Assert.Equal(0, exit);
        Assert.Contains("D = factor * mean |w|", output);
        Assert.Contains("factor = 0.75 (0 .. 4)", output);
        Assert.Contains("scale = channel (channel, layer)", output);
        Assert.Contains("\"weights\": { \"type\": \"twn\", \"factor\": 0.75, \"scale\": \"channel\" }", output);
    }

    [Fact]
    public async Task A_name_of_two_kinds_shows_both_and_the_kind_picks_one()
    {
        (_, string both, _) = await CommandLineRunner.RunAsync("methods", "wrpn");
        (_, string one, _) = await CommandLineRunner.RunAsync("methods", "wrpn", "--kind", "activations");
        Assert.Contains("wrpn (weights)", both);
        Assert.Contains("wrpn (activations)", both);
        Assert.DoesNotContain("wrpn (weights)", one);
    }

    [Theory]
    [InlineData("twm", "twn")]
    [InlineData("binary-conect", "binary-connect")]
    [InlineData("qqqqqqqqqqqqqqqq", "edge methods")]
    public async Task An_unknown_name_gives_the_closest_valid_one(string name, string advice)
    {
        (int exit, string output, string error) = await CommandLineRunner.RunAsync("methods", name);
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains(advice, error);
    }

    [Fact]
    public async Task An_unknown_kind_gives_the_closest_valid_one()
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync("methods", "--kind", "weigths");
        Assert.Equal(2, exit);
        Assert.Contains("\"weights\"", error);
    }

    [Fact]
    public async Task A_plot_is_drawn_with_the_parameters_asked_for()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("edge-plot-").FullName, "fixed.svg");
        (int exit, _, _) = await CommandLineRunner.RunAsync("methods", "fixed", "--plot", path, "--set", "bits=2");
        Assert.Equal(0, exit);
        XElement svg = XElement.Load(path);
        string points = (string)svg.Descendants().Single(e => e.Name.LocalName == "polyline").Attribute("points")!;

        // Two bits are -s, 0, +s: three heights.
        Assert.Equal(3, points.Split(' ').Select(p => p.Split(',')[1]).Distinct().Count());
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory]
    [InlineData(3, "fixed", "bits=9", "2 .. 8")]
    [InlineData(3, "fixed", "bit=4", "bits")]
    [InlineData(2, "wrpn", "bits=4", "--kind weights")]
    public async Task A_plot_with_wrong_settings_is_refused_with_what_would_be_right(int expected, string name, string setting, string advice)
    {
        string path = Path.Combine(Path.GetTempPath(), $"edge-plot-{Guid.NewGuid():N}.svg");
        (int exit, _, string error) = await CommandLineRunner.RunAsync("methods", name, "--plot", path, "--set", setting);
        Assert.Equal(expected, exit);
        Assert.Contains(advice, error);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_plot_needs_a_name()
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync("methods", "--plot", "x.svg");
        Assert.Equal(2, exit);
        Assert.Contains("one method", error);
    }
}
