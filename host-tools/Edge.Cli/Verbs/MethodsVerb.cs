using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Errors;
using Edge.Train.Quantizers;
using Edge.Train.Recipes;

namespace Edge.Cli.Verbs;

/// <summary><c>edge methods</c>: every quantizer and training method a recipe can name.</summary>
internal static class MethodsVerb
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "Show this method's formula, parameters and how a recipe writes it", Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<string?>("--kind") { Description = "Only methods of this kind: weights, activations, errors or training", HelpName = "KIND" };
        var plot = new Option<FileInfo?>("--plot") { Description = "Draw the method's function into this SVG file", HelpName = "FILE" };
        var set = new Option<string[]>("--set") { Description = "Draw it with this parameter, KEY=VALUE; may be repeated", HelpName = "KEY=VALUE" };
        var command = new Command("methods", "The quantizers and training methods a recipe can name") { name, kind, plot, set };
        command.SetVerb((parse, _) =>
        {
            IReadOnlyList<Method> methods = OfKind(parse.GetValue(kind));
            if (parse.GetValue(name) is not { } wanted)
            {
                return parse.GetValue(plot) is null ? List(methods) : throw new EdgeException(ExitCode.Usage, "no-method", "--plot draws one method") { Try = "edge methods twn --plot twn.svg" };
            }

            Method[] found = [.. methods.Where(m => m.Description.Name == wanted)];
            if (found.Length == 0)
            {
                throw Unknown(wanted, [.. methods.Select(m => m.Description.Name).Distinct()]);
            }

            if (parse.GetValue(plot) is { } file)
            {
                MethodPlot.Write(found, parse.GetValue(set) ?? [], file.FullName);
            }

            return Show(found, parse.GetValue(plot)?.FullName);
        });
        return command;
    }

    private static IReadOnlyList<Method> OfKind(string? kind)
    {
        string[] kinds = [.. MethodCatalog.All.Select(m => m.Kind).Distinct()];
        return kind is null ? MethodCatalog.All : kinds.Contains(kind) ? [.. MethodCatalog.All.Where(m => m.Kind == kind)] : throw Unknown(kind, kinds);
    }

    private static VerbResult List(IReadOnlyList<Method> methods) => new(
        new JsonObject { ["methods"] = new JsonArray([.. methods.Select(ToJson)]) },
        to =>
        {
            var table = new PlainTable("name", "kind", "bits", "use", "paper", "device form");
            foreach ((string kind, QuantizerDescription d) in methods.Select(m => (m.Kind, m.Description)))
            {
                table.Add(d.Name, kind, d.Bits, Use(d), ShortPaper(d.Paper), d.DeviceForm);
            }

            table.WriteTo(to.Out);
        });

    private static VerbResult Show(IReadOnlyList<Method> found, string? plot)
    {
        var json = new JsonObject { ["methods"] = new JsonArray([.. found.Select(ToJson)]) };
        if (plot is not null)
        {
            json["plot"] = plot;
        }

        return new VerbResult(json, to =>
        {
            foreach (Method method in found)
            {
                Print(method, to.Out);
            }

            if (plot is not null)
            {
                to.Out.WriteLine(plot);
            }
        });
    }

    private static void Print(Method method, TextWriter to)
    {
        QuantizerDescription d = method.Description;
        to.WriteLine($"{d.Name} ({method.Kind})");
        to.WriteLine($"  {d.Summary}");
        to.WriteLine($"  formula      {d.Formula}");
        to.WriteLine($"  paper        {d.Paper}");
        to.WriteLine($"  bits         {d.Bits}");
        to.WriteLine($"  use          {Use(d)}");
        to.WriteLine($"  device form  {d.DeviceForm}");
        foreach (QuantizerParameter p in d.Parameters)
        {
            to.WriteLine($"  parameter    {p.Name} = {Value(p.Default)} ({Range(p)}): {p.Meaning}");
        }

        to.WriteLine("  recipe       " + Snippet(method).Replace("\n", "\n               "));
        to.WriteLine();
    }

    private static JsonNode ToJson(Method method)
    {
        QuantizerDescription d = method.Description;
        return new JsonObject
        {
            ["name"] = d.Name,
            ["kind"] = method.Kind,
            ["summary"] = d.Summary,
            ["formula"] = d.Formula,
            ["paper"] = d.Paper,
            ["bits"] = d.Bits,
            ["trains"] = d.Trains,
            ["converts"] = d.Converts,
            ["deviceForm"] = d.DeviceForm,
            ["parameters"] = new JsonArray([.. d.Parameters.Select(ToJson)]),
            ["recipe"] = Snippet(method),
        };
    }

    private static JsonNode ToJson(QuantizerParameter p)
    {
        var json = new JsonObject { ["name"] = p.Name, ["default"] = Default(p), ["meaning"] = p.Meaning };
        if (p.Default is int or double)
        {
            json["min"] = p.Min;
            json["max"] = p.Max;
        }

        if (p.Choices.Count > 0)
        {
            json["choices"] = new JsonArray([.. p.Choices.Select(c => JsonValue.Create(c))]);
        }

        return json;
    }

    private static JsonNode Default(QuantizerParameter p) => p.Default switch
    {
        int number => number,
        double number => number,
        bool flag => flag,
        _ => (string)p.Default,
    };

    private static string Snippet(Method method)
    {
        QuantizerDescription d = method.Description;
        string parameters = string.Concat(d.Parameters.Select(p => $", \"{p.Name}\": {(p.Default is string text ? $"\"{text}\"" : Value(p.Default))}"));
        return d.Snippet ?? (parameters.Length == 0 ? $"\"{method.Kind}\": \"{d.Name}\"" : $"\"{method.Kind}\": {{ \"type\": \"{d.Name}\"{parameters} }}");
    }

    private static string Use(QuantizerDescription d) => (d.Trains, d.Converts) switch
    {
        (true, true) => "trains, converts",
        (false, true) => "converts",
        _ => "trains",
    };

    private static string Range(QuantizerParameter p) => p.Default switch
    {
        int or double => FormattableString.Invariant($"{p.Min} .. {p.Max}"),
        bool => "true or false",
        _ => p.Choices.Count == 0 ? "text" : string.Join(", ", p.Choices),
    };

    private static string Value(object value) => value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    // "Li, Zhang, Liu: Ternary Weight Networks, 2016, equations 5 and 6" is "Li, Zhang, Liu 2016" in a table.
    private static string ShortPaper(string paper)
    {
        int colon = paper.IndexOf(':');
        string? year = paper.Split(',', ' ').FirstOrDefault(word => word.Length == 4 && word.All(char.IsDigit));
        return colon < 0 ? paper : year is null ? paper[..colon] : $"{paper[..colon]} {year}";
    }

    private static EdgeException Unknown(string word, IReadOnlyCollection<string> names) => new(ExitCode.Usage, "unknown-method", $"nobody knows the method \"{word}\"")
    {
        Expected = string.Join(", ", names),
        Found = word,
        Try = Closest.To(word, names) is { } close ? $"did you mean \"{close}\"?" : "edge methods",
    };
}
