using System.Globalization;
using System.Text;

namespace Edge.Methods.Benchmarks;

/// <summary>
/// How fast students learn with and without a teacher: accuracy on the test images after each epoch, and after how many epochs each is where the student alone ends.
/// </summary>
internal sealed class Convergence(IReadOnlyList<Result> results)
{
    private sealed record Pair(string Label, string Alone, string Taught, int Epochs);

    private static readonly Pair[] Falling =
    [
        new("2-bit weights, 8-bit activations", Plan.Student, Plan.Apprentice, ResNetRecipe.Epochs),
        new("the same, first 30 % of the layers doubled", Plan.WideStudent, Plan.WideApprentice, ResNetRecipe.Epochs),
    ];

    private static readonly Pair[] Steady = [new("2-bit weights, 8-bit activations", Plan.SteadyStudent, Plan.SteadyApprentice, Plan.SteadyEpochs)];

    public string Text()
    {
        StringBuilder page = new();
        page.AppendLine();
        page.AppendLine("## Convergence under a teacher");
        page.AppendLine("Accuracy on the test images after each epoch, mean over the seeds; nothing is chosen by it. Then, seed by seed, the first epoch after which each is where the student alone ends.");
        Append(page, "The learning rate falls from 0.003 to zero (cosine), as everywhere above: every network is at its best at the end, with a teacher or without.", Falling);
        Append(page, "The learning rate stays at 0.001, so that only the loss decides how fast a network learns.", Steady);
        return page.ToString();
    }

    private void Append(StringBuilder page, string text, Pair[] pairs)
    {
        page.AppendLine();
        page.AppendLine(text);
        page.AppendLine();
        page.AppendLine($"| network | {string.Join(" | ", Enumerable.Range(1, pairs[0].Epochs))} |");
        page.AppendLine($"|---|{string.Concat(Enumerable.Repeat("---|", pairs[0].Epochs))}");
        foreach (Pair pair in pairs)
        {
            page.AppendLine($"| {pair.Label}, alone | {Cells(pair.Alone, pair.Epochs)} |");
            page.AppendLine($"| {pair.Label}, under the teacher | {Cells(pair.Taught, pair.Epochs)} |");
        }

        page.AppendLine();
        foreach (Pair pair in pairs)
        {
            page.AppendLine($"- {pair.Label}: {Judge(pair)}");
        }
    }

    private string Cells(string network, int epochs)
    {
        Result[] runs = Runs(network, epochs);
        return string.Join(" | ", Enumerable.Range(0, epochs).Select(e => runs.Length == 0 ? "" : (100 * runs.Average(r => r.TestByEpoch[e])).ToString("F1", CultureInfo.InvariantCulture)));
    }

    private string Judge(Pair pair)
    {
        (Result Alone, Result Taught)[] runs = [.. Runs(pair.Alone, pair.Epochs).SelectMany(a => Runs(pair.Taught, pair.Epochs).Where(t => t.Seed == a.Seed).Select(t => (a, t)))];
        if (runs.Length == 0)
        {
            return "not measured.";
        }

        (int Alone, int? Taught)[] epochs = [.. runs.Select(r => (First(r.Alone.TestByEpoch, r.Alone.TestByEpoch[^1])!.Value, First(r.Taught.TestByEpoch, r.Alone.TestByEpoch[^1])))];
        int faster = epochs.Count(e => e.Taught < e.Alone);
        int ahead = Enumerable.Range(0, pair.Epochs).Count(e => runs.Average(r => r.Taught.TestByEpoch[e]) > runs.Average(r => r.Alone.TestByEpoch[e]));
        string each = string.Join("; ", runs.Zip(epochs, (r, e) => $"seed {r.Alone.Seed} alone {e.Alone}, under the teacher {e.Taught?.ToString(CultureInfo.InvariantCulture) ?? "never"}"));
        return $"{each}. A teacher makes it faster: **{(faster == runs.Length ? "holds" : "does not hold")}** (in {faster} of {runs.Length} seeds); on average ahead after {ahead} of {pair.Epochs} epochs.";
    }

    private Result[] Runs(string network, int epochs) => [.. results.Where(r => r.Network == network && r.TestByEpoch.Count == epochs).OrderBy(r => r.Seed)];

    // From 1; null where it is never reached.
    private static int? First(IReadOnlyList<double> accuracy, double goal)
    {
        int epoch = accuracy.ToList().FindIndex(a => a >= goal);
        return epoch < 0 ? null : epoch + 1;
    }
}
