using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Cli.CommandLine;
using Edge.Errors;
using Edge.Formats.Writing;
using Edge.Pack;
using Edge.Pack.Export;

namespace Edge.Cli.Verbs;

/// <summary><c>edge export</c>: a model in the form a build takes it in.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var model = new Argument<FileInfo>("model") { Description = "The .edge file" };
        var form = new Option<string>("--as") { Description = Forms(), HelpName = "FORM", Required = true };
        form.AcceptOnlyFromAmong(ModelExporters.Names);
        var output = new Option<string?>("--out", "-o") { Description = "The file to write, or the folder for forms of several files [default: NAME with the form's ending, or the current folder]", HelpName = "PATH" };
        var name = new Option<string?>("--name") { Description = "What the model is called in code [default: the file's name]", HelpName = "NAME" };
        var space = new Option<string?>("--namespace") { Description = "The namespace of generated C# [default: from the model's name]", HelpName = "NAMESPACE" };
        var add = new Option<string[]>("--add") { Description = "Another file to put into the resources, repeatable", HelpName = "NAME=FILE", DefaultValueFactory = _ => [] };
        var command = new Command("export", "Write a model in the form a build takes it in: nanoFramework resource, C array, plain bytes") { model, form, output, name, space, add };
        command.SetVerb((parse, _) =>
        {
            string path = parse.GetRequiredValue(model).FullName;
            ModelDefinition definition = ModelFile.Read(path);
            string called = parse.GetValue(name) ?? ExportNames.Identifier(Path.GetFileNameWithoutExtension(path));
            ExportNames.Require(called, "a model");
            IModelExporter exporter = ModelExporters.Find(parse.GetRequiredValue(form));
            byte[] file = ModelFile.ReadBytes(path);
            var request = new ExportRequest(called, exporter.ExpandsCodedPlanes ? CodedPlanes.Expand(file) : file)
            {
                Namespace = parse.GetValue(space) ?? Pascal(ExportNames.Identifier(definition.Name)),
                Added = [.. parse.GetValue(add)!.Select(Added)],
            };
            return Run(path, exporter, request, parse.GetValue(output), exporter.ExpandsCodedPlanes ? CodedPlanes.Count(definition) : 0);
        });
        return command;
    }

    private static VerbResult Run(string path, IModelExporter exporter, ExportRequest request, string? output, int expanded)
    {
        if (request.Added.Count > 0 && exporter.Name != "resource")
        {
            throw new EdgeException(ExitCode.Usage, "export-add", $"--as {exporter.Name} takes no other files") { Expected = "--add with --as resource", Found = $"--add with --as {exporter.Name}" };
        }

        IReadOnlyList<ExportedFile> written = ModelExporters.Write(exporter, request, output ?? (exporter.Extension is { } ending ? request.Name + ending : "."));
        var json = new JsonObject
        {
            ["model"] = path,
            ["as"] = exporter.Name,
            ["expandedPlanes"] = expanded,
            ["files"] = new JsonArray([.. written.Select(file => (JsonNode)new JsonObject { ["file"] = file.Name, ["bytes"] = file.Bytes.Length })]),
        };
        return new VerbResult(json, to =>
        {
            foreach (ExportedFile file in written)
            {
                to.Out.WriteLine($"{file.Name}: {file.Bytes.Length} bytes");
            }

            if (expanded > 0)
            {
                to.Out.WriteLine($"{expanded} coded {(expanded == 1 ? "plane is" : "planes are")} stored plain here: C programs read weights where they lie");
            }
        });
    }

    private static string Forms() => "The form: " + string.Join("; ", ModelExporters.All.Select(exporter => $"{exporter.Name} ({exporter.Purpose})"));

    // A model called "digits" goes into the namespace Digits.
    private static string Pascal(string name) => name.TrimStart('_') is { Length: > 0 } word ? char.ToUpperInvariant(word[0]) + word[1..] : "Edge.App";

    private static ExportedFile Added(string pair)
    {
        string[] parts = pair.Split('=', 2);
        if (parts.Length != 2 || !File.Exists(parts[1]))
        {
            throw new EdgeException(parts.Length != 2 ? ExitCode.Usage : ExitCode.Input, "export-add-missing", $"cannot add '{pair}'")
            {
                Expected = "NAME=FILE, and a file that exists",
                Found = parts.Length != 2 ? "no =" : $"no file {parts[1]}",
                Try = "--add images=images.bin",
            };
        }

        return new ExportedFile(parts[0], File.ReadAllBytes(parts[1]));
    }
}
