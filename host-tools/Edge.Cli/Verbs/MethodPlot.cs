using Edge.Cli.Output;
using Edge.Errors;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;

namespace Edge.Cli.Verbs;

/// <summary>Draws the function of a quantizer for <c>edge methods NAME --plot FILE</c>.</summary>
internal static class MethodPlot
{
    /// <param name="settings">KEY=VALUE, checked as a recipe's parameters are.</param>
    public static void Write(IReadOnlyList<Method> found, IReadOnlyList<string> settings, string path)
    {
        if (found.Count > 1)
        {
            throw new EdgeException(ExitCode.Usage, "ambiguous-method", $"\"{found[0].Description.Name}\" is the name of several methods")
            {
                Expected = string.Join(", ", found.Select(m => m.Kind)),
                Try = $"--kind {found[0].Kind}",
            };
        }

        Method method = found[0];
        Dictionary<string, string> values = [];
        foreach (string setting in settings)
        {
            int equals = setting.IndexOf('=');
            values[equals < 0 ? setting : setting[..equals]] = equals < 0 ? string.Empty : setting[(equals + 1)..];
        }

        QuantizerFunction function = QuantizerFunction.Sample(method, QuantizerSettings.Read(method.Description, values))
            ?? throw new EdgeException(ExitCode.Usage, "no-plot", $"\"{method.Description.Name}\" is not a function of one value") { Try = "--plot with a weight or activation quantizer" };
        string title = settings.Count == 0 ? $"{method.Description.Name} ({method.Kind})" : $"{method.Description.Name} ({method.Kind}), {string.Join(", ", settings)}";
        string temporary = path + ".part";
        File.WriteAllText(temporary, FunctionSvg.Draw(title, function.X, function.Y));
        File.Move(temporary, path, overwrite: true);
    }
}
