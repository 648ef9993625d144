using System.Globalization;
using System.Text;

namespace Edge.Methods.Benchmarks;

/// <summary>
/// One network of the comparison: He, Zhang, Ren, Sun 2016's residual network of 6n + 2 layers with n = 1, on Fashion-MNIST. The stem halves the image to 14 x 14; three stages of one block follow, with
/// 8, 16 and 32 filters on 14, 7 and 4 pixels a side. All variants share shape, data, optimizer and number of steps; they differ in what is written here.
/// </summary>
internal sealed record ResNetRecipe(string Name)
{
    /// <summary>A weight quantizer in JSON. The first and the last layer keep 8 bits, or float where this is float.</summary>
    public string Weights { get; init; } = "\"float\"";

    /// <summary>An activation quantizer in JSON, with RANGE in place of the range where it has one: sums of two branches reach twice as far.</summary>
    public string Activations { get; init; } = "\"relu\"";

    public string Errors { get; init; } = "\"none\"";

    /// <summary>Factor on the filters of the first layers.</summary>
    public double Widening { get; init; } = 1;

    /// <summary>Share of the layers that are widened.</summary>
    public double WidenedShare { get; init; } = 1;

    /// <summary>Name of the teacher among the runs of the same seed, or null.</summary>
    public string? Teacher { get; init; }

    public const int Epochs = 8;

    public const int Images = 12000;

    public string Text()
    {
        string ends = Weights == "\"float\"" ? Weights : "{ \"type\": \"fixed\", \"bits\": 8 }";
        var layers = new StringBuilder();
        layers.AppendLine(Conv("stem", 8, 2, "input", ends));
        string from = "stem";
        int channels = 8;
        for (int stage = 1; stage <= 3; stage++)
        {
            int stride = stage == 1 ? 1 : 2;
            channels = 8 << (stage - 1);
            layers.AppendLine(Conv($"s{stage}a", channels, stride, from, Weights));
            layers.AppendLine(Conv($"s{stage}b", channels, 1, $"s{stage}a", Weights));
            string shortcut = from;
            if (stage > 1)
            {
                shortcut = $"s{stage}p";
                layers.AppendLine($"    {{ \"type\": \"conv2d\", \"name\": \"{shortcut}\", \"input\": \"{from}\", \"channels\": {channels}, \"kernel\": 1, \"stride\": 2, \"weights\": {Weights} }},");
            }

            from = $"s{stage}";
            layers.AppendLine($"    {{ \"type\": \"add\", \"name\": \"{from}\", \"input\": \"s{stage}b\", \"from\": \"{shortcut}\", \"activation\": {Activations.Replace("RANGE", "4")} }},");
        }

        layers.AppendLine($"    {{ \"type\": \"globalAveragePool\", \"activation\": {Pooled()} }},");
        layers.AppendLine($"    {{ \"type\": \"dense\", \"name\": \"scores\", \"units\": 10, \"weights\": {ends}, \"errors\": \"none\" }}");
        string widening = Widening == 1 ? "" : $"\n  \"widening\": {{ \"factor\": {Number(Widening)}, \"layers\": {Number(WidenedShare)} }},";
        string distillation = Teacher is null ? "" : $",\n    \"distillation\": {{ \"scheme\": \"b\", \"teacher\": \"{Teacher}/best.checkpoint\" }}";
        return $$"""
            {
              "name": "{{Name}}",
              "data": { "source": "fashion-mnist", "limit": {{Images}}, "validationShare": 0.1 },
              "input": { "height": 28, "width": 28 },
              "weights": {{Weights}}, "activations": {{Activations.Replace("RANGE", "2")}}, "errors": {{Errors}},{{widening}}
              "layers": [
            {{layers.ToString().TrimEnd()}}
              ],
              "training": {
                "epochs": {{Epochs}}, "batch": 50, "optimizer": { "type": "adam", "learningRate": 0.003 },
                "augmentation": { "shift": 1, "flip": true }{{distillation}}
              }
            }
            """;
    }

    // Signs cannot carry the means of an image's signs: they keep eight bits.
    private string Pooled() => Activations == "\"relu\"" ? Activations : "{ \"type\": \"wrpn\", \"bits\": 8, \"range\": 4 }";

    private static string Conv(string name, int channels, int stride, string input, string weights) =>
        $"    {{ \"type\": \"conv2d\", \"name\": \"{name}\", \"input\": \"{input}\", \"channels\": {channels}, \"kernel\": 3, \"stride\": {stride}, \"padding\": 1, \"weights\": {weights} }},";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
