using Edge.Boards;
using Edge.Device;
using Edge.Emulator;
using Edge.Errors;
using Edge.Formats;

namespace Edge.Pack.Measuring;

/// <summary>What an image cost in the emulator.</summary>
/// <param name="Layers">By layer.</param>
/// <param name="LoadBytes">Peak of the managed heap while the model loads from flash.</param>
/// <param name="HeapBytes">Managed heap in use afterwards: the session and everything it keeps.</param>
public sealed record EmulatedRun(int[] Output, IReadOnlyList<LayerCost> Layers, long Instructions, double Units, long LoadBytes, long HeapBytes);

/// <summary>What a layer cost: IL instructions, and units of one simple instruction that the board's speed turns into time.</summary>
public readonly record struct LayerCost(long Instructions, double Units);

/// <summary>A model's file, opened by the device runtime's own IL under nanoFramework's rules in a board's managed heap.</summary>
public sealed class EmulatedModel
{
    private const string Session = "Edge.Device.InferenceSession";
    private const long RoomyHeap = 8_000_000;

    private readonly EmulatorSession emulator;
    private readonly object session;
    private readonly string where;
    private readonly int[] output;

    private EmulatedModel(EmulatorSession emulator, object session, long startBytes, long loadBytes, string where)
    {
        LoadInstructions = emulator.Counts.Instructions;
        this.emulator = emulator;
        this.session = session;
        this.where = where;
        StartBytes = startBytes;
        LoadBytes = loadBytes;
        HeapBytes = emulator.LiveHeapBytes;
        output = emulator.Place(new int[(int)emulator.Invoke(session, "get_OutputLength")!]);
        LayerCount = (int)emulator.Invoke(session, "get_LayerCount")!;
        FileWeightBytes = (long)emulator.Invoke(session, "get_FileWeightBytes")!;
        WeightBytes = (long)emulator.Invoke(session, "get_WeightBytes")!;
        ScratchBytes = (long)emulator.Invoke(session, "get_ScratchBytes")!;
        Variants = [.. Enumerable.Range(0, LayerCount).Select(layer => (int)emulator.Invoke(session, "LayerVariant", layer)!)];
    }

    /// <summary>What the class library, the first thread and static fields take of the heap before the program starts: part of the two sums below.</summary>
    public long StartBytes { get; }

    /// <summary>The peak of the managed heap while the model loaded, frames and the class library's own start included; the file stays in flash.</summary>
    public long LoadBytes { get; }

    /// <summary>Managed heap in use after loading.</summary>
    public long HeapBytes { get; }

    /// <summary>IL instructions from the first byte of the file to the session.</summary>
    public long LoadInstructions { get; }

    /// <summary>Weights in the file's layouts, in the chosen ones, and the working memory of the chosen kernels.</summary>
    public long FileWeightBytes { get; }

    public long WeightBytes { get; }

    public long ScratchBytes { get; }

    public int LayerCount { get; }

    /// <summary>By layer: how it is computed (<see cref="InferenceSession.LayerVariant"/>).</summary>
    public IReadOnlyList<int> Variants { get; }

    /// <summary>One image from opening to scores; <paramref name="board"/> null gives a roomy heap. An allocation inside Run is an error.</summary>
    public static EmulatedRun Run(byte[] file, byte[] input, Board? board) => Open(file, board).Run(input);

    /// <summary>Opens <paramref name="file"/> in the smallest managed heap the board may have, or in a roomy one.</summary>
    public static EmulatedModel Open(byte[] file, Board? board) =>
        Open(Load((board?.ManagedHeap.EstimateLow ?? RoomyHeap) + ArrayBytes(file.Length), board?.Interpreter.Low ?? 0.2), file, board is null ? "a roomy heap" : board.Id);

    /// <summary>Opens <paramref name="file"/> in a heap of <paramref name="heapBytes"/>.</summary>
    public static EmulatedModel Open(byte[] file, long heapBytes) => Open(Load(heapBytes + ArrayBytes(file.Length), 0.2), file, $"a heap of {heapBytes} bytes");

    /// <summary>Opens <paramref name="file"/> on a device of <see cref="LoadRoomy"/>, which one model after the other may use.</summary>
    internal static EmulatedModel Open(EmulatorSession emulator, byte[] file) => Open(emulator, file, "a roomy heap");

    /// <summary>A device with a roomy heap.</summary>
    internal static EmulatorSession LoadRoomy() => Load(RoomyHeap, 0.2);

    private static EmulatorSession Load(long heapBytes, double microsecondsPerUnit) => EmulatorSession.Load(
        [typeof(Format).Assembly.Location, typeof(InferenceSession).Assembly.Location],
        new EmulatorOptions
        {
            HeapBytes = heapBytes,
            AllocationForbidden = [Session + ".Run"],
            Regions = [new RegionMethod(Session + ".RunLayer", 0)],
            MicrosecondsPerUnit = microsecondsPerUnit,
        });

    // On a board the file stays in flash; here its array stands on the emulated heap, which is that much larger and reported without it.
    private static EmulatedModel Open(EmulatorSession emulator, byte[] file, string where)
    {
        long start = emulator.LiveHeapBytes;
        emulator.Place(file);
        object source = emulator.Create("Edge.Device.ByteArraySource", file);
        object?[] opened = [source, null];
        emulator.ClearCounts();
        Require((Status)Convert.ToInt32(emulator.Invoke(Session, "Open", opened)), where);
        long load = emulator.PeakHeapBytes - ArrayBytes(file.Length);
        emulator.Release(source);
        emulator.Release(file);
        return new EmulatedModel(emulator, opened[1]!, start, load, where);
    }

    /// <summary>Ends the device's hold on the model.</summary>
    internal void Close()
    {
        emulator.Release(session);
        emulator.Release(output);
    }

    /// <summary>Runs one stored image and counts it.</summary>
    public EmulatedRun Run(byte[] input)
    {
        emulator.ClearCounts();
        int[] scores = Scores(input);
        EmulatorCounts total = emulator.Counts;
        IReadOnlyDictionary<int, EmulatorCounts> regions = emulator.Regions;
        return new EmulatedRun(
            scores,
            [.. Enumerable.Range(0, LayerCount).Select(layer => regions.TryGetValue(layer, out EmulatorCounts? counts) ? new LayerCost(counts.Instructions, counts.Units) : default)],
            total.Instructions,
            total.Units,
            LoadBytes,
            HeapBytes);
    }

    /// <summary>Runs one stored image; the counts go on.</summary>
    public int[] Scores(byte[] input)
    {
        Require((Status)Convert.ToInt32(emulator.Invoke(session, "Run", input, output)), where);
        return [.. output];
    }

    /// <summary>The most bytes of the managed heap while one stored image runs: what is in use, the two arrays of the application, the frames.</summary>
    public long RunBytes(byte[] input)
    {
        emulator.ClearPeak();
        Scores(input);
        return emulator.PeakHeapBytes;
    }

    /// <summary>IL instructions and cost units since <see cref="ClearCounts"/>.</summary>
    public LayerCost Counted => new(emulator.Counts.Instructions, emulator.Counts.Units);

    /// <summary>Sets all counts to zero.</summary>
    public void ClearCounts() => emulator.ClearCounts();

    private static long ArrayBytes(int length) => (length + 20 + 11) / 12 * 12;

    private static void Require(Status status, string where)
    {
        if (status == Status.Ok)
        {
            return;
        }

        throw new EdgeException(ExitCode.DoesNotFit, "emulator-status", $"the runtime stops in the emulator: {status}")
        {
            Expected = $"a model that {where} can hold",
            Try = "edge inspect MODEL --board ID",
        };
    }
}
