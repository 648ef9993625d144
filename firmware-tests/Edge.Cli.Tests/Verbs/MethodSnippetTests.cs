using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Edge.Train.Layers;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;
using static TorchSharp.torch;

namespace Edge.Cli.Tests.Verbs;

/// <summary>The recipe lines that <c>edge methods NAME</c> shows, put into a recipe as a user would.</summary>
public class MethodSnippetTests
{
    public static TheoryData<string, string> Methods
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (Method method in MethodCatalog.All)
            {
                data.Add(method.Kind, method.Description.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task The_snippet_makes_a_network_that_computes(string kind, string name)
    {
        (_, string output, _) = await CommandLineRunner.RunAsync("methods", name, "--kind", kind, "--json");
        string snippet = (string)JsonNode.Parse(output)!["methods"]![0]!["recipe"]!;
        Recipe recipe = RecipeReader.Read(Text(snippet), "snippet.json");
        Assert.Equal(kind == MethodCatalog.Training, Named(recipe, kind) is null);
        Assert.True(kind == MethodCatalog.Training || Named(recipe, kind)!.Name == name);

        using Network network = Network.Create(recipe, 1);
        Tensor images = tensor(Enumerable.Range(0, 4 * 64).Select(i => (byte)(37 * i)).ToArray(), [4, 8, 8, 1]);
        Assert.All(network.Forward(images, training: true).detach().contiguous().data<float>().ToArray(), v => Assert.True(float.IsFinite(v)));
        Assert.All(network.Forward(images, training: false).detach().contiguous().data<float>().ToArray(), v => Assert.True(float.IsFinite(v)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task The_snippet_names_every_parameter_with_its_default(string kind, string name)
    {
        (_, string output, _) = await CommandLineRunner.RunAsync("methods", name, "--kind", kind, "--json");
        JsonNode shown = JsonNode.Parse(output)!["methods"]![0]!;
        QuantizerDescription description = MethodCatalog.All.Single(m => m.Kind == kind && m.Description.Name == name).Description;
        Assert.Equal(description.Parameters.Select(p => p.Name), shown["parameters"]!.AsArray().Select(p => (string)p!["name"]!));
        if (description.Snippet is null)
        {
            Assert.All(description.Parameters, p => Assert.Contains($"\"{p.Name}\": ", (string)shown["recipe"]!));
        }
    }

    private static QuantizerRecipe? Named(Recipe recipe, string kind) => kind switch
    {
        MethodCatalog.Weights => recipe.Layers[0].Weights,
        MethodCatalog.Activations => recipe.Layers[0].Activation,
        MethodCatalog.Errors => recipe.Layers[0].Errors,
        _ => null,
    };

    // "..." in a training section stands for what every recipe has there.
    private static string Text(string snippet)
    {
        Match training = Regex.Match(snippet, "\"training\": \\{(.*), \\.\\.\\. \\}", RegexOptions.Singleline);
        string root = training.Success ? snippet.Replace(training.Value, string.Empty) : snippet + ",";
        return $$"""
            {
              "name": "snippet", "data": { "source": "csv:x.csv" }, "input": { "height": 8, "width": 8 }, {{root}}
              "layers": [{ "type": "conv2d", "channels": 4, "kernel": 3 }, { "type": "dense", "units": 6 }, { "type": "dense", "units": 3 }],
              "training": { {{(training.Success ? training.Groups[1].Value + "," : string.Empty)}} "epochs": 1 }
            }
            """;
    }
}
