using Edge.Errors;
using Xunit.Abstractions;

namespace Edge.Flash.Tests;

/// <summary>
/// Seeded runs with random faults over all routes. How many and from which seed: <c>EDGE_FAULT_RUNS</c> (500) and <c>EDGE_FAULT_SEED</c> (1).
/// </summary>
public class FaultRunsTests(ITestOutputHelper output)
{
    private static readonly ExitCode[] Allowed = [ExitCode.DoesNotFit, ExitCode.DeviceMismatch, ExitCode.Link, ExitCode.Mismatch, ExitCode.Protected];

    [Fact]
    public void Never_calls_a_wrong_image_a_success_never_hangs_and_mends_what_is_transient()
    {
        int count = Setting("EDGE_FAULT_RUNS", 500);
        int seed = Setting("EDGE_FAULT_SEED", 1);
        List<FaultRun> runs = [];
        for (int i = 0; i < count; i++)
        {
            FaultRun run = new(seed, i);
            run.Execute();
            runs.Add(run);
        }

        Summarize(runs, seed);
        Assert.Empty(runs.Where(run => run.Wrong).Select(run => run.ToString()));
        Assert.All(runs, run => Assert.True(run.Elapsed < new FlashOptions().Deadline + TimeSpan.FromSeconds(60), $"{run}: {run.Elapsed}"));
        Assert.All(runs.Where(run => run.Failure is not null), RequireAUsefulMessage);
        IReadOnlyList<FaultRun> transient = [.. runs.Where(run => run.Transient)];
        int mended = transient.Count(run => run.Failure is null);
        Assert.True(mended >= 0.95 * transient.Count, $"{mended} of {transient.Count} transient faults were mended");
    }

    [Fact]
    public void Repeats_a_run_exactly_for_the_same_seed()
    {
        for (int i = 0; i < 12; i++)
        {
            FaultRun first = new(7, i);
            FaultRun second = new(7, i);
            first.Execute();
            second.Execute();
            Assert.Equal(first.ToString(), second.ToString());
            Assert.Equal(first.Failure?.Message, second.Failure?.Message);
            Assert.Equal(first.Elapsed, second.Elapsed);
        }
    }

    private static void RequireAUsefulMessage(FaultRun run)
    {
        FlashException failure = run.Failure!;
        Assert.Contains(failure.Exit, Allowed);
        Assert.False(string.IsNullOrEmpty(failure.Expected), run.ToString());
        Assert.False(string.IsNullOrEmpty(failure.Found), run.ToString());
        Assert.False(string.IsNullOrEmpty(failure.Try), run.ToString());
    }

    private void Summarize(IReadOnlyList<FaultRun> runs, int seed)
    {
        output.WriteLine($"{runs.Count} runs from seed {seed}: {runs.Count(run => run.Wrong)} wrong successes, longest {runs.Max(run => run.Elapsed).TotalSeconds:F0} s of virtual time");
        foreach (IGrouping<int, FaultRun> kind in runs.GroupBy(run => run.Kind).OrderBy(kind => kind.Key))
        {
            IReadOnlyList<FaultRun> transient = [.. kind.Where(run => run.Transient)];
            IReadOnlyList<FaultRun> severe = [.. kind.Where(run => !run.Transient)];
            output.WriteLine($"{FaultRun.KindNames[kind.Key]}: one lost or flipped byte {Mended(transient)}; one to four faults of any kind {Mended(severe)}");
        }

        foreach (IGrouping<string, FaultRun> code in runs.Where(run => run.Failure is not null).GroupBy(run => $"{run.Failure!.ProcessExit} {run.Failure.Code}").OrderBy(code => code.Key))
        {
            output.WriteLine($"exit {code.Key}: {code.Count()}");
        }

        foreach (FaultRun run in runs.Where(run => run.Transient && run.Failure is not null).Take(20))
        {
            output.WriteLine($"not mended: {run} -> {run.Failure!.Code}: {run.Failure.Message}; found {run.Failure.Found}");
        }
    }

    private static string Mended(IReadOnlyList<FaultRun> runs) => $"{runs.Count(run => run.Failure is null)} of {runs.Count} succeed, {runs.Count(run => run.Failure is null && run.Repeated > 0)} of them after repeating a step";

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), out int value) && value > 0 ? value : usual;
}
