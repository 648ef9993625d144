using System.Text.RegularExpressions;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using Edge.Train.Tests.Recipes;
using Edge.Train.Training;

namespace Edge.Train.Tests.Training;

public sealed class TrainingMethodsTests
{
    public static TheoryData<string> Names => [.. TrainingMethods.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_methods_snippet_is_a_valid_recipe(string name)
    {
        string snippet = TrainingMethods.All.Single(d => d.Name == name).Snippet!;
        Match training = Regex.Match(snippet, "\"training\": \\{(.*), \\.\\.\\. \\}", RegexOptions.Singleline);
        string root = training.Success ? snippet.Replace(training.Value, "") : snippet + ",";
        string text = $$"""
            {
              "name": "snippet", "data": { "source": "csv:x.csv" }, "input": { "height": 4, "width": 4 }, {{root}}
              "layers": [{ "type": "conv2d", "channels": 4, "kernel": 3 }, { "type": "dense", "units": 3 }],
              "training": { {{(training.Success ? training.Groups[1].Value + "," : "")}} "epochs": 1 }
            }
            """;
        Assert.Equal(2, RecipeReader.Read(text, name).Layers.Count);
    }

    [Theory]
    [InlineData("apprentice", "student", 0.5)]
    [InlineData("apprentice", "imitation", 0.5)]
    [InlineData("apprentice", "labels", 1.0)]
    [InlineData("apprentice", "temperature", 1.0)]
    public void What_the_catalogue_says_about_the_apprentice_is_what_a_recipe_gets(string method, string parameter, double expected)
    {
        QuantizerParameter described = TrainingMethods.All.Single(d => d.Name == method).Parameters.Single(p => p.Name == parameter);
        Assert.Equal(expected, described.Default);
        DistillationRecipe read = RecipeTexts.Distilled("\"scheme\": \"a\", \"teacher\": \"t.json\"");
        double found = parameter switch { "student" => read.Student, "imitation" => read.Imitation, "labels" => read.Labels, _ => read.Temperature };
        Assert.Equal(expected, found);
        RecipeException error = Assert.Throws<RecipeException>(() => RecipeTexts.Distilled($"\"scheme\": \"a\", \"teacher\": \"t.json\", \"{parameter}\": 1000"));
        Assert.Equal(FormattableString.Invariant($"{described.Min} .. {described.Max}"), error.Expected);
    }

    [Fact]
    public void Every_method_of_the_catalogue_has_its_own_name_within_its_kind() =>
        Assert.Equal(MethodCatalog.All.Count, MethodCatalog.All.Select(m => (m.Kind, m.Description.Name)).Distinct().Count());
}
