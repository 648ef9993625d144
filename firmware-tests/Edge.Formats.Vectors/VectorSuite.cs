using System.Text;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Formats.Vectors;

/// <summary>The golden files of formats/vectors: small models and what each of their layers computes.</summary>
public static class VectorSuite
{
    /// <summary>Every model; each has a seed of its own for weights and input.</summary>
    public static IReadOnlyList<ModelDefinition> Models() => [.. VectorModels.All()];

    /// <summary>Name and content of every file.</summary>
    public static IEnumerable<(string Name, byte[] Content)> Files()
    {
        foreach (ModelDefinition model in Models())
        {
            yield return ($"{model.Name}.edge", ModelWriter.Write(model));
            yield return ($"{model.Name}.expected", Encoding.UTF8.GetBytes(Expected(model)));
        }
    }

    /// <summary>Two runs: the self-test's input, and the largest value everywhere.</summary>
    private static string Expected(ModelDefinition model)
    {
        ReferenceShape input = ReferenceShape.OfModel(model)[0];
        int[][] inputs = [SelfTestVectors.Values(input, model.Tests[0].Seed), [.. Enumerable.Repeat(input.MaxValue, input.Elements)]];
        StringBuilder text = new();
        text.Append("{\"runs\": [\n");
        for (int run = 0; run < inputs.Length; run++)
        {
            int[][] tensors = ReferenceNetwork.Run(model, inputs[run]);
            text.Append("  {\"tensors\": [\n");
            for (int i = 0; i < tensors.Length; i++)
            {
                text.Append("    [").AppendJoin(',', tensors[i]).Append(i == tensors.Length - 1 ? "]\n" : "],\n");
            }

            text.Append(run == inputs.Length - 1 ? "  ]}\n" : "  ]},\n");
        }

        return text.Append("]}\n").ToString();
    }
}
