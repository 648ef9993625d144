using System.Text.RegularExpressions;
using Edge.Train.Layers;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;

namespace Edge.Train.Tests.Recipes;

public sealed class RepositoryRecipeTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Path.Combine(Root, "samples"), "*.json", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) is "recipe.json" or "demo.json" or "small.json" or "tiny.json")
            .Select(f => Path.GetRelativePath(Root, f)).Order()];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_sample_is_a_valid_recipe_with_few_bits_inside(string path)
    {
        Recipe recipe = RecipeReader.ReadFile(Path.Combine(Root, path));
        using Network network = Network.Create(recipe, 1);
        List<WeightedLayer> layers = [.. network.Layers.OfType<WeightedLayer>()];
        Assert.All(layers.Skip(1).SkipLast(1), l => Assert.InRange(l.Quantizer.Bits, 1, 2));
        Assert.All(network.Layers.Where(l => l.Activation is not null), l => Assert.InRange(l.Activation!.Bits, 1, 4));
    }

    [Fact]
    public void The_example_of_the_recipe_page_is_valid()
    {
        string page = File.ReadAllText(Path.Combine(Root, "docs", "recipe.md"));
        Recipe recipe = RecipeReader.Read(Regex.Match(page, "```jsonc\n(.*?)```", RegexOptions.Singleline).Groups[1].Value, "recipe.md");
        Assert.Equal("digits", recipe.Name);
    }

    [Fact]
    public void The_recipe_page_names_every_quantizer()
    {
        string page = File.ReadAllText(Path.Combine(Root, "docs", "recipe.md"));
        Assert.All(QuantizerCatalog.Weights.Concat(QuantizerCatalog.Activations), d => Assert.Contains($"`{d.Name}`", page));
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Edge.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("Edge.sln is in no folder above the tests");
    }
}
