using System.Globalization;
using System.Text;

namespace Edge.Methods.Benchmarks;

/// <summary>
/// One network of the comparison: He, Zhang, Ren, Sun 2016's residual network of 6n + 2 layers, on Fashion-MNIST. The stem halves the image to 14 x 14; three stages of n blocks follow, with
/// f, 2f and 4f filters on 14, 7 and 4 pixels a side; n = 1 and f = 8 but for the large teacher. All variants share data, optimizer and number of steps; they differ in what is written here.
/// </summary>
internal sealed record ResNetRecipe(string Name)
{
    /// <summary>A weight quantizer in JSON. The first and the last layer keep 8 bits, or float where this is float.</summary>
    public string Weights { get; init; } = "\"float\"";

    /// <summary>An activation quantizer in JSON, with RANGE in place of the range where it has one: sums of two branches reach twice as far.</summary>
    public string Activations { get; init; } = "\"relu\"";

    public string Errors { get; init; } = "\"none\"";

    /// <summary>n: blocks of two convolutions in each of the three stages.</summary>
    public int Blocks { get; init; } = 1;

    /// <summary>f: filters of the stem and the first stage.</summary>
    public int Filters { get; init; } = 8;

    /// <summary>Factor on the filters of the first layers.</summary>
    public double Widening { get; init; } = 1;

    /// <summary>Share of the layers that are widened.</summary>
    public double WidenedShare { get; init; } = 1;

    /// <summary>Name of the teacher among the runs of the same seed, or null.</summary>
    public string? Teacher { get; init; }

    /// <summary>Epochs at a rate that stays, for the comparison of how fast networks learn; null: the usual ones, at a rate that falls to zero.</summary>
    public int? ConstantEpochs { get; init; }

    public const int Epochs = 8;

    public const int Images = 12000;

    public string Text()
    {
        string ends = Weights == "\"float\"" ? Weights : "{ \"type\": \"fixed\", \"bits\": 8 }";
        var layers = new StringBuilder();
        layers.AppendLine(Conv("stem", Filters, 2, "input", ends));
        string from = "stem";
        for (int stage = 1; stage <= 3; stage++)
        {
            for (int block = 1; block <= Blocks; block++)
            {
                from = AppendBlock(layers, stage, block, from);
            }
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
                "epochs": {{ConstantEpochs ?? Epochs}}, "batch": 50, {{Rate()}},
                "augmentation": { "shift": 1, "flip": true }{{distillation}}
              }
            }
            """;
    }

    // Two convolutions and what goes past them; the first block of a later stage halves the image, and a 1 x 1 convolution goes past it. Gives the name of the sum.
    private string AppendBlock(StringBuilder layers, int stage, int block, string from)
    {
        string name = block == 1 ? $"s{stage}" : $"s{stage}n{block}";
        int channels = Filters << (stage - 1);
        bool halves = stage > 1 && block == 1;
        layers.AppendLine(Conv($"{name}a", channels, halves ? 2 : 1, from, Weights));
        layers.AppendLine(Conv($"{name}b", channels, 1, $"{name}a", Weights));
        string shortcut = halves ? $"{name}p" : from;
        if (halves)
        {
            layers.AppendLine($"    {{ \"type\": \"conv2d\", \"name\": \"{shortcut}\", \"input\": \"{from}\", \"channels\": {channels}, \"kernel\": 1, \"stride\": 2, \"weights\": {Weights} }},");
        }

        layers.AppendLine($"    {{ \"type\": \"add\", \"name\": \"{name}\", \"input\": \"{name}b\", \"from\": \"{shortcut}\", \"activation\": {Activations.Replace("RANGE", "4")} }},");
        return name;
    }

    private string Rate() => ConstantEpochs is null
        ? "\"optimizer\": { \"type\": \"adam\", \"learningRate\": 0.003 }"
        : "\"optimizer\": { \"type\": \"adam\", \"learningRate\": 0.001 }, \"schedule\": { \"type\": \"constant\" }";

    // Signs cannot carry the means of an image's signs: they keep eight bits.
    private string Pooled() => Activations == "\"relu\"" ? Activations : "{ \"type\": \"wrpn\", \"bits\": 8, \"range\": 4 }";

    private static string Conv(string name, int channels, int stride, string input, string weights) =>
        $"    {{ \"type\": \"conv2d\", \"name\": \"{name}\", \"input\": \"{input}\", \"channels\": {channels}, \"kernel\": 3, \"stride\": {stride}, \"padding\": 1, \"weights\": {weights} }},";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
