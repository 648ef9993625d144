using Edge.Boards;
using Edge.Device;
using Edge.Emulator;
using Edge.Errors;
using Edge.Formats;

namespace Edge.Cli.Verbs;

/// <summary>What an image cost in the emulator.</summary>
/// <param name="Layers">IL instructions and cost units by layer.</param>
/// <param name="LoadBytes">Peak of the managed heap while the model loads from flash.</param>
/// <param name="HeapBytes">Managed heap in use afterwards: the session and everything it keeps.</param>
internal sealed record EmulatedRun(int[] Output, IReadOnlyList<(long Instructions, double Units)> Layers, long Instructions, double Units, long LoadBytes, long HeapBytes);

/// <summary>Runs a model's file on the device runtime's own IL under nanoFramework's rules, in a board's managed heap.</summary>
internal static class EmulatedModel
{
    private const string Session = "Edge.Device.InferenceSession";

    /// <summary>One image; <paramref name="board"/> null gives a roomy heap. An allocation inside Run is an error.</summary>
    public static EmulatedRun Run(byte[] file, byte[] input, Board? board)
    {
        // On a board the file stays in flash; here its array stands on the emulated heap, which is that much larger and reported without it.
        long fileArray = (file.Length + 23) / 12 * 12;
        var options = new EmulatorOptions
        {
            HeapBytes = fileArray + (board?.ManagedHeap.EstimateLow ?? 8_000_000),
            AllocationForbidden = [Session + ".Run"],
            Regions = [new RegionMethod(Session + ".RunLayer", 0)],
            MicrosecondsPerUnit = board?.Interpreter.Low ?? 0.2,
        };
        EmulatorSession emulator = EmulatorSession.Load([typeof(Format).Assembly.Location, typeof(InferenceSession).Assembly.Location], options);
        emulator.Place(file);
        object source = emulator.Create("Edge.Device.ByteArraySource", file);
        object?[] opened = [source, null];
        Require((Status)Convert.ToInt32(emulator.Invoke(Session, "Open", opened)), board);
        long load = emulator.PeakHeapBytes - fileArray;
        object session = opened[1]!;
        emulator.Release(source);
        emulator.Release(file);
        long heap = emulator.LiveHeapBytes;
        int[] output = new int[(int)emulator.Invoke(session, "get_OutputLength")!];
        emulator.ClearCounts();
        Require((Status)Convert.ToInt32(emulator.Invoke(session, "Run", input, output)), board);
        EmulatorCounts total = emulator.Counts;
        int layers = (int)emulator.Invoke(session, "get_LayerCount")!;
        IReadOnlyDictionary<int, EmulatorCounts> regions = emulator.Regions;
        return new EmulatedRun(
            output,
            [.. Enumerable.Range(0, layers).Select(layer => regions.TryGetValue(layer, out EmulatorCounts? counts) ? (counts.Instructions, counts.Units) : (0, 0))],
            total.Instructions,
            total.Units,
            load,
            heap);
    }

    private static void Require(Status status, Board? board)
    {
        if (status == Status.Ok)
        {
            return;
        }

        throw new EdgeException(ExitCode.DoesNotFit, "emulator-status", $"the runtime stops in the emulator: {status}")
        {
            Expected = board is null ? null : $"a model that {board.Id} can hold",
            Try = "edge inspect MODEL --board ID",
        };
    }
}
