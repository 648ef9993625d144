using System.Globalization;

namespace Edge.Boards;

/// <summary>What a model asks of a board, all in bytes.</summary>
public sealed record ModelNeeds
{
    /// <summary>The size of the <c>.edge</c> file.</summary>
    public required long FileBytes { get; init; }

    /// <summary>Managed memory the loaded model holds without the arena: weights, tables, thresholds, with heap block headers.</summary>
    public required long HeapBytes { get; init; }

    /// <summary>The largest single array, without its header.</summary>
    public required long LargestArrayBytes { get; init; }

    /// <summary>The arena for activations, one array.</summary>
    public required long ArenaBytes { get; init; }
}

/// <summary>Whether one need is met.</summary>
public enum FitVerdict
{
    /// <summary>It fits.</summary>
    Fits,

    /// <summary>It may fit: it depends on something only the device can tell.</summary>
    Uncertain,

    /// <summary>It does not fit.</summary>
    DoesNotFit,
}

/// <summary>One line of a fit check, in bytes.</summary>
/// <param name="Name">What was compared: <c>file on I:</c>, <c>app in deploy</c>, <c>managed heap</c>, <c>largest array</c>.</param>
/// <param name="Need">What the model needs.</param>
/// <param name="Have">What the board has; for an estimated range its low end.</param>
/// <param name="Verdict">Whether that is enough.</param>
/// <param name="Message">The same as a sentence with numbers.</param>
public sealed record FitLine(string Name, long Need, long Have, FitVerdict Verdict, string Message)
{
    /// <summary>What is left; negative where it does not fit.</summary>
    public long Margin => Have - Need;
}

/// <summary>All lines, and what follows from them.</summary>
/// <param name="Board">The board that was checked.</param>
/// <param name="Lines">Delivery first (one line for each way the board offers), then heap, then the largest array.</param>
/// <param name="Verdict">The worst of heap, array and the best way of delivery.</param>
/// <param name="AsFile">Whether the model can be delivered as a file.</param>
/// <param name="InApp">Whether the model can be delivered inside the application.</param>
public sealed record FitReport(Board Board, IReadOnlyList<FitLine> Lines, FitVerdict Verdict, bool AsFile, bool InApp);

/// <summary>Compares a model with a board before anything is opened. Heap and file system numbers are estimates and say so.</summary>
public static class FitCheck
{
    /// <summary>The largest array nanoFramework's heap can hold, in bytes, without the 12-byte block header.</summary>
    public const int LargestArrayBytes = 786420 - 12;

    /// <summary>What the assemblies of a small application take in the deploy region beside the model: an estimate.</summary>
    public const int AppAssembliesBytes = 57344;

    /// <summary>Erase blocks the file system keeps for itself: the superblock pair and one directory pair.</summary>
    public const int FileSystemBlocks = 4;

    private const int FileSystemBlockBytes = 4096;

    /// <summary>Checks every need against a board.</summary>
    public static FitReport Check(Board board, ModelNeeds needs)
    {
        List<FitLine> lines = [];
        FitLine? file = board.Files is { } files ? FileLine(files, needs.FileBytes) : null;
        if (file is not null)
        {
            lines.Add(file);
        }

        FitLine app = AppLine(board.Deploy, needs.FileBytes);
        FitLine heap = HeapLine(board.ManagedHeap, needs.HeapBytes + needs.ArenaBytes);
        FitLine array = ArrayLine(Math.Max(needs.LargestArrayBytes, needs.ArenaBytes));
        lines.AddRange([app, heap, array]);
        FitVerdict delivery = file is not null && file.Verdict < app.Verdict ? file.Verdict : app.Verdict;
        FitVerdict worst = new[] { delivery, heap.Verdict, array.Verdict }.Max();
        return new FitReport(board, lines, worst, file is { Verdict: not FitVerdict.DoesNotFit }, app.Verdict != FitVerdict.DoesNotFit);
    }

    private static FitLine FileLine(Region files, long need)
    {
        long have = Math.Max(0, files.Size - FileSystemBlocks * FileSystemBlockBytes);
        FitVerdict verdict = need <= have ? FitVerdict.Fits : FitVerdict.DoesNotFit;
        return Line($"file on {files.Drive}", need, have, verdict, "free when the drive holds nothing else");
    }

    private static FitLine AppLine(Region deploy, long need)
    {
        long have = Math.Max(0, deploy.Size - AppAssembliesBytes);
        FitVerdict verdict = need <= have ? FitVerdict.Fits : need <= deploy.Size ? FitVerdict.Uncertain : FitVerdict.DoesNotFit;
        return Line("app in deploy", need, have, verdict, $"estimate: the region less {Number(AppAssembliesBytes)} for the app's assemblies");
    }

    private static FitLine HeapLine(ManagedHeap heap, long need)
    {
        FitVerdict verdict = need <= heap.EstimateLow ? FitVerdict.Fits : need <= heap.EstimateHigh ? FitVerdict.Uncertain : FitVerdict.DoesNotFit;
        string range = heap.EstimateLow == heap.EstimateHigh ? Number(heap.EstimateLow) : $"{Number(heap.EstimateLow)} to {Number(heap.EstimateHigh)}";
        return Line("managed heap", need, heap.EstimateLow, verdict, $"estimate: {range} before the app's own objects");
    }

    private static FitLine ArrayLine(long need) =>
        Line("largest array", need, LargestArrayBytes, need <= LargestArrayBytes ? FitVerdict.Fits : FitVerdict.DoesNotFit, "nanoFramework's limit for one object");

    private static FitLine Line(string name, long need, long have, FitVerdict verdict, string remark)
    {
        string outcome = verdict switch
        {
            FitVerdict.Fits => $"{Number(have - need)} left",
            FitVerdict.Uncertain => "may fit; only the device can tell",
            _ => $"{Number(need - have)} too many",
        };
        return new FitLine(name, need, have, verdict, $"{name}: needs {Number(need)} bytes, has {Number(have)} ({remark}): {outcome}");
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
