using System.Globalization;
using System.Text;

namespace Edge.Methods.Benchmarks;

/// <summary>Writes docs/results.md and its plot from results.csv.</summary>
internal sealed class ReportWriter(IReadOnlyList<Result> results)
{
    private const string Command = "dotnet run -c Release --project benchmarks/Edge.Methods.Benchmarks -- train runs/methods benchmarks/Edge.Methods.Benchmarks/results.csv";

    public void Write(string folder)
    {
        Save(Path.Combine(folder, "results.md"), Page());
        Save(Path.Combine(folder, "images", "results.svg"), DotPlot.Draw(results));
    }

    private string Page()
    {
        StringBuilder page = new();
        page.AppendLine("# Results of the methods");
        page.AppendLine();
        page.AppendLine("```");
        page.AppendLine(Command);
        page.AppendLine("dotnet run -c Release --project benchmarks/Edge.Methods.Benchmarks -- report benchmarks/Edge.Methods.Benchmarks/results.csv docs");
        page.AppendLine("```");
        page.AppendLine();
        page.AppendLine("The first command trains every network below with three seeds and can be stopped at any time: called again, it goes on. The second writes this page.");
        page.AppendLine();
        page.AppendLine($"The papers' data sets are CIFAR-10 and ImageNet; here it is Fashion-MNIST, {ResNetRecipe.Images:N0} training images of which a tenth picks the best epoch, {ResNetRecipe.Epochs} epochs, 10,000 test images.");
        page.AppendLine("The network is a residual one of 8 layers with 8, 16 and 32 filters. So not the accuracies can be compared but what a method costs or wins. Accuracies are means over the seeds in percent, ± their standard");
        page.AppendLine("deviation; with three seeds, differences below about 0.5 points say little.");
        page.AppendLine();
        page.AppendLine("![Accuracy of every network and seed](images/results.svg)");
        foreach (Relation relation in Relations.All)
        {
            Append(page, relation);
        }

        page.Append(new Convergence(results).Text());
        return page.ToString();
    }

    private void Append(StringBuilder page, Relation relation)
    {
        page.AppendLine();
        page.AppendLine($"## {relation.Title}");
        page.AppendLine($"Source: {relation.Source}.");
        page.AppendLine();
        page.AppendLine("| network | here | seeds | against the first line | paper |");
        page.AppendLine("|---|---|---|---|---|");
        foreach (Line line in relation.Lines)
        {
            double[] values = Of(line.Network);
            double[] pairs = Pairs(line.Network, relation.Lines[0].Network);
            string difference = pairs.Length > 0 && line != relation.Lines[0] ? Signed(pairs.Average()) : "";
            page.AppendLine($"| {line.Label} | {(values.Length == 0 ? "not trained" : Spread(values))} | {values.Length} | {difference} | {line.Paper} |");
        }

        page.AppendLine();
        foreach (Claim claim in relation.Claims)
        {
            page.AppendLine($"- {Judge(claim)}");
        }
    }

    // Networks are compared seed by seed: a comparison of unequal seeds would compare the seeds.
    private string Judge(Claim claim)
    {
        double[] pairs = Pairs(claim.First, claim.Second);
        if (pairs.Length == 0)
        {
            return $"{claim.Text}: not measured.";
        }

        double difference = pairs.Average();
        bool holds = difference >= claim.Least && difference <= claim.Most;
        int agreeing = pairs.Count(p => p >= claim.Least && p <= claim.Most);
        string few = pairs.Length < Plan.Seeds.Length ? $"; {Plan.Seeds.Length} were planned" : "";
        return $"{claim.Text}: **{(holds ? "holds" : "does not hold")}** ({Signed(difference)} points; in {agreeing} of {pairs.Length} seeds{few}).";
    }

    private double[] Pairs(string first, string second) =>
        [.. results.Where(r => r.Network == first).SelectMany(a => results.Where(b => b.Network == second && b.Seed == a.Seed).Select(b => 100 * (a.Test - b.Test)))];

    private double[] Of(string network) => [.. results.Where(r => r.Network == network).Select(r => 100 * r.Test)];

    private static string Spread(double[] values)
    {
        double mean = values.Average();
        double deviation = values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
        return $"{Percent(mean)} ± {Percent(deviation)}";
    }

    private static string Percent(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    private static void Save(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".tmp", text);
        File.Move(path + ".tmp", path, overwrite: true);
    }
}
