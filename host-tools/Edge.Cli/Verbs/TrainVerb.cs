using System.CommandLine;
using System.Text.Json.Nodes;
using Edge.Cli.CommandLine;
using Edge.Cli.Output;
using Edge.Errors;
using Edge.Train.Recipes;
using Edge.Train.Training;

namespace Edge.Cli.Verbs;

/// <summary><c>edge train</c>: trains a recipe into a run folder.</summary>
internal static class TrainVerb
{
    public static Command Create()
    {
        var recipe = new Argument<FileInfo>("recipe") { Description = "The recipe (docs/recipe.md)" };
        var folder = new Option<DirectoryInfo?>("--out", "-o") { Description = "The run folder [default: runs/NAME, or the next free one]", HelpName = "DIR" };
        var epochs = new Option<int?>("--epochs") { Description = "Instead of the recipe's", HelpName = "N" };
        var seed = new Option<long?>("--seed") { Description = "Instead of the recipe's", HelpName = "N" };
        var data = new Option<string?>("--data") { Description = "Instead of the recipe's: fashion-mnist, mnist, idx:DIR, folder:DIR, csv:FILE", HelpName = "SOURCE" };
        var resume = new Option<bool>("--resume") { Description = "Go on where the run folder stopped" };
        epochs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
            {
                result.AddError("--epochs must be at least 1");
            }
        });
        var command = new Command("train", "Train a recipe's network into a run folder") { recipe, folder, epochs, seed, data, resume };
        command.SetVerb((parse, terminal, cancellation) =>
        {
            FileInfo file = parse.GetRequiredValue(recipe);
            Recipe read = RecipeReader.ReadFile(file.FullName);
            var options = new TrainingOptions(parse.GetValue(folder)?.FullName ?? RunFolder.Choose(read.Name, parse.GetValue(resume)))
            {
                Resume = parse.GetValue(resume),
                Epochs = parse.GetValue(epochs),
                Seed = parse.GetValue(seed),
                Data = parse.GetValue(data),
                BaseFolder = file.DirectoryName ?? ".",
            };
            return Task.Run(() => Run(read, options, terminal, cancellation), CancellationToken.None);
        });
        return command;
    }

    /// <summary>Trains, shows every epoch, draws the curve.</summary>
    internal static VerbResult Run(Recipe recipe, TrainingOptions options, Terminal terminal, CancellationToken cancellation)
    {
        terminal.Say($"training {recipe.Name} into {options.Folder}");
        var trainer = new Trainer(recipe, options);
        var progress = new TrainingProgress(terminal);
        progress.Watch(trainer);
        TrainingResult result = trainer.Run(cancellation);
        string curve = TrainingCurve.Write(options.Folder, recipe.Name);
        if (!result.Completed)
        {
            throw new EdgeException(ExitCode.Interrupted, "interrupted", "training was interrupted; the checkpoint of the last batch is written")
            {
                Try = $"edge train RECIPE --out {options.Folder} --resume",
            };
        }

        var json = new JsonObject
        {
            ["folder"] = options.Folder,
            ["checkpoint"] = result.BestCheckpoint,
            ["bestEpoch"] = result.BestEpoch,
            ["validationAccuracy"] = result.ValidationAccuracy,
            ["testAccuracy"] = result.TestAccuracy,
            ["seconds"] = result.Elapsed.TotalSeconds,
            ["curve"] = curve,
        };
        return new VerbResult(json, to =>
        {
            to.Out.WriteLine($"test accuracy  {result.TestAccuracy:P2}");
            to.Out.WriteLine($"best epoch     {result.BestEpoch} (validation {result.ValidationAccuracy:P2})");
            to.Out.WriteLine($"checkpoint     {result.BestCheckpoint}");
            to.Out.WriteLine($"curve          {curve}");
            to.Say($"next: edge pack {result.BestCheckpoint} -o {recipe.Name}.edge");
        });
    }
}
