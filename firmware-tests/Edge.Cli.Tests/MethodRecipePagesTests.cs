using System.Globalization;
using System.Text.RegularExpressions;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;

namespace Edge.Cli.Tests;

/// <summary>What the pages say a recipe may write is what the recipe reader takes.</summary>
public partial class MethodRecipePagesTests
{
    private static readonly string Docs = Path.Combine(Root(), "docs");

    public static TheoryData<string, string> Quantizers
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (Method method in MethodCatalog.All.Where(m => m.Kind != MethodCatalog.Training))
            {
                data.Add(method.Kind, method.Description.Name);
            }

            return data;
        }
    }

    public static TheoryData<string, string> Examples
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string page in Directory.GetFiles(Path.Combine(Docs, "methods"), "*.md"))
            {
                foreach (string block in Blocks().Matches(File.ReadAllText(page)).Select(m => m.Groups[1].Value))
                {
                    // Stages in one block are comments, a recipe each.
                    string[] stages = [.. Stages().Matches(block).Select(m => m.Groups[1].Value)];
                    foreach (string example in stages.Length == 0 ? [block] : stages)
                    {
                        data.Add(Path.GetFileName(page), example);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Quantizers))]
    public void The_recipe_page_has_every_parameter_with_its_default_and_range(string kind, string name)
    {
        QuantizerDescription description = MethodCatalog.All.Single(m => m.Kind == kind && m.Description.Name == name).Description;
        string cell = Table(kind).Single(row => row[1].Contains($"`{name}`"))[2];
        foreach (QuantizerParameter parameter in description.Parameters)
        {
            Match written = Regex.Match(cell, $@"`{parameter.Name}`(?: (?<min>-?[\d.]+) \.\. (?<max>[\d.]+) \((?<default>[\d.]+)\)| (?<default>-?[\d.]+)(?=,|;| \||$)| (?<default>true|false))?");
            Assert.True(written.Success, $"docs/recipe.md does not have the parameter {parameter.Name} of {kind} {name}");
            if (written.Groups["default"].Success)
            {
                Assert.Equal(Convert.ToString(parameter.Default, CultureInfo.InvariantCulture)!.ToLowerInvariant(), written.Groups["default"].Value);
            }

            if (written.Groups["min"].Success)
            {
                Assert.Equal((parameter.Min, parameter.Max), (Number(written.Groups["min"]), Number(written.Groups["max"])));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_on_a_methods_page_is_a_valid_recipe(string page, string example)
    {
        Recipe recipe = RecipeReader.Read(Whole(example), page);
        Assert.True(recipe.Layers.Count >= 2);
    }

    // What an example leaves out, or shows as "...", is put in.
    private static string Whole(string example)
    {
        string text = Regex.Replace(example, "//[^\n]*", string.Empty).Trim();
        text = text.StartsWith('{') ? text[1..^1] : text;
        text = text.Replace("\"layers\": [ ... ],", string.Empty).Replace(", ...", string.Empty).Trim().TrimEnd(',');
        string layers = text.Contains("\"layers\": [") ? string.Empty : "\"layers\": [{ \"type\": \"dense\", \"units\": 4 }, { \"type\": \"dense\", \"units\": 3 }],";
        string training = text.Contains("\"training\"") ? string.Empty : "\"training\": { \"epochs\": 1 },";
        text = text.Contains("\"epochs\"") ? text : text.Replace("\"training\": {", "\"training\": { \"epochs\": 1,");
        return $"{{ \"name\": \"page\", \"data\": {{ \"source\": \"csv:x.csv\" }}, \"input\": {{ \"height\": 8, \"width\": 8 }}, {layers} {training} {text} }}";
    }

    // The rows of the table whose first heading begins with the kind, cell by cell.
    private static IEnumerable<string[]> Table(string kind) =>
        File.ReadAllLines(Path.Combine(Docs, "recipe.md"))
            .SkipWhile(line => !line.StartsWith($"| {kind}", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Split('|'));

    private static double Number(Group text) => double.Parse(text.Value, CultureInfo.InvariantCulture);

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Edge.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("Edge.sln is in no folder above the tests");
    }

    [GeneratedRegex("```jsonc\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^// \d\. \S+\.json\s+(.*)$", RegexOptions.Multiline)]
    private static partial Regex Stages();
}
