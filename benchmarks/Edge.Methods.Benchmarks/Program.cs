using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Edge.Methods.Benchmarks;
using Edge.Train.Data;
using Edge.Train.Recipes;
using Edge.Train.Training;

// Trains every network of the plan that results.csv does not have yet; Ctrl-C stops after the batch under way, and the same command goes on from there. Then writes the page.
const string usage = "usage: Edge.Methods.Benchmarks train RUN-FOLDER RESULTS.CSV\n       Edge.Methods.Benchmarks report RESULTS.CSV DOCS-FOLDER";
if (args.Length != 3 || args[0] is not ("train" or "report"))
{
    Console.Error.WriteLine(usage);
    return 2;
}

if (args[0] == "report")
{
    new ReportWriter(new ResultsFile(args[1]).Read()).Write(args[2]);
    return 0;
}

string folder = Path.GetFullPath(args[1]);
Directory.CreateDirectory(folder);
ResultsFile results = new(args[2]);
using CancellationTokenSource cancellation = new();
using PosixSignalRegistration terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    cancellation.Cancel();
});
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancellation.Cancel();
};

foreach ((ResNetRecipe network, long seed) in Plan.Rounds.SelectMany(round => Plan.Seeds.SelectMany(seed => round.Select(network => (network, seed)))))
{
    if (!results.Has(network.Name, seed) && !Train(network, seed))
    {
        return 130;
    }
}

return 0;

// False: interrupted.
bool Train(ResNetRecipe network, long seed)
{
    // Runs of one seed lie side by side, so that students find their teacher.
    string seedFolder = Path.Combine(folder, $"seed{seed}");
    string run = Path.Combine(seedFolder, network.Name);
    TrainingOptions options = new(run) { Seed = seed, BaseFolder = seedFolder, Resume = File.Exists(Path.Combine(run, "last.checkpoint")) };
    Stopwatch clock = Stopwatch.StartNew();
    Trainer trainer = new(RecipeReader.Read(network.Text(), network.Name), options);
    LearningCurve curve = new(run);
    if (Plan.Watched.Contains(network.Name))
    {
        trainer.EpochFinished += report => curve.Measure(report.Epoch, seedFolder);
    }

    TrainingResult result = trainer.Run(cancellation.Token);
    if (!result.Completed)
    {
        return false;
    }

    double[] validation = [.. File.ReadLines(Path.Combine(run, "metrics.csv")).Skip(1).Select(line => double.Parse(line.Split(',')[3], CultureInfo.InvariantCulture))];
    if (network.Name == Plan.TwoBits)
    {
        Deploy(result.BestCheckpoint, seed, seedFolder);
    }

    results.Add(new Result(network.Name, seed, result.TestAccuracy!.Value, validation, clock.Elapsed.TotalSeconds, curve.Read()));
    Console.WriteLine($"{network.Name} seed {seed}: {result.TestAccuracy:P2} in {clock.Elapsed.TotalSeconds:F0} s");
    return true;
}

// The trained float weights under more bits, on the test images; nothing is trained.
void Deploy(string checkpoint, long seed, string seedFolder)
{
    using Checkpoint trained = Checkpoint.Load(checkpoint);
    ImageSet test = DataSource.Load(trained.Recipe, seedFolder).Test;
    foreach (ResNetRecipe form in Plan.Deployments)
    {
        using Checkpoint deployed = trained.Under(RecipeReader.Read(form.Text(), form.Name));
        results.Add(new Result(form.Name, seed, Evaluation.Accuracy(deployed.Network, test), [], 0, []));
    }
}
