using Edge.Device;
using Edge.Emulator;
using Edge.Errors;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Pack.Validation;

namespace Edge.Pack.Measuring;

/// <summary>Counts the obvious int8 loops on a model in the emulator that counts the runtime, and holds them to the runtime's integers.</summary>
public static class NaiveComparison
{
    private const string Network = "Edge.Naive.NaiveNetwork";

    /// <summary>The loops have no memory to be saved: the heap is that of a large board.</summary>
    private const long HeapBytes = 64_000_000;

    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Edge.Naive.dll");

    /// <summary>What the loops cost by layer of <paramref name="model"/>, which is <paramref name="file"/>, for one stored image.</summary>
    /// <exception cref="EdgeException">A weight does not fit int8, or an integer of a layer's output is not the runtime's: a defect.</exception>
    public static IReadOnlyList<LayerCost> Count(ModelDefinition model, byte[] file, byte[] input)
    {
        (byte[] block, int[] owners) = NaiveModel.Write(model);
        EmulatorSession emulator = EmulatorSession.Load([Assembly], new EmulatorOptions { HeapBytes = HeapBytes, Regions = [new RegionMethod($"{Network}.RunLayer", 0)] });
        object network = emulator.Invoke("Edge.Naive.NaiveReader", "Read", block)!;
        int[] scores = new int[model.Output.Count];
        emulator.ClearCounts();
        emulator.Invoke(network, "Run", NaiveModel.Unpack(input, LayerShapes.OfInput(model.Input)), scores);
        IReadOnlyDictionary<int, EmulatorCounts> regions = emulator.Regions;
        byte[]?[] outputs = [.. owners.Select((_, naive) => (byte[]?)emulator.Invoke(network, "Output", naive))];
        RequireEqual(file, input, owners, outputs, scores);
        return
        [
            .. Enumerable.Range(0, model.Layers.Count).Select(layer => owners.Index().Where(owner => owner.Item == layer).Select(owner => regions[owner.Index]).ToArray())
                .Select(counts => new LayerCost(counts.Sum(c => c.Instructions), counts.Sum(c => c.Units))),
        ];
    }

    /// <summary>The block that NaiveReader of Edge.Naive reads, and the input one byte a value: to run the loops elsewhere.</summary>
    public static (byte[] Block, byte[] Input) Prepare(ModelDefinition model, byte[] input) => (NaiveModel.Write(model).Block, NaiveModel.Unpack(input, LayerShapes.OfInput(model.Input)));

    private static void RequireEqual(byte[] file, byte[] input, int[] owners, byte[]?[] outputs, int[] scores)
    {
        Status status = InferenceSession.Open(new ByteArraySource(file), out InferenceSession session);
        if (status != Status.Ok)
        {
            throw new PackException("model-refused", $"the device runtime refuses the model: {status}", ExitCode.Input);
        }

        int[][] expected = new RuntimeOutputs(session).Run(input);
        for (int layer = 0; layer < expected.Length; layer++)
        {
            byte[]? output = outputs[Array.LastIndexOf(owners, layer)];
            int[] found = output is null ? scores : [.. output.Select(value => (int)value)];
            int different = Enumerable.Range(0, found.Length).Count(i => found[i] != expected[layer][i]);
            if (different > 0)
            {
                throw new EdgeException(ExitCode.Mismatch, "naive-differs", $"the obvious loops and the runtime disagree in layer {layer}")
                {
                    Expected = "equal integers",
                    Found = $"{different} of {found.Length} differ",
                    Try = "report it with the model: one of the two is wrong",
                };
            }
        }
    }
}
