using Edge.Boards;
using Edge.Formats.Writing;
using Edge.Pack.Inspection;

namespace Edge.Pack;

/// <summary>
/// What a model takes of a board's managed heap: every array in 12-byte blocks with a 12-byte header, weights and parameters as the runtime keeps them
/// (thresholds widened to four bytes), arena, scratch rows, lane sums, accumulators, and the loader's header buffer.
/// </summary>
public static class MemoryNeeds
{
    private const int Block = 12;

    /// <summary>Session, network and loader objects with their tables, for a network of no layers.</summary>
    private const int FixedBytes = 1200;

    private const int ProgramIntsPerLayer = 33;

    /// <summary>The decoder's object, its input, two tables of lengths, and one of at most 256 symbols.</summary>
    private const int DecoderBytes = 1000;

    public static ModelNeeds Of(ModelDefinition model, int fileBytes)
    {
        ModelSummary summary = ModelSummary.Of(model, fileBytes);
        long heap = FixedBytes + HeaderBuffer(summary) + (CodedPlanes.Count(model) > 0 ? DecoderBytes : 0);
        long largest = 0;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            LayerSummary layer = summary.Layers[i];
            EpilogueDefinition? epilogue = model.Layers[i].Epilogue;
            long parameters = epilogue?.Kind == EpilogueKind.Threshold ? epilogue.Thresholds.Sum(t => 4L * t.Length) : layer.ParameterBytes;
            heap += Array(layer.WeightBytes) + Array(parameters) + (ProgramIntsPerLayer * 4) + (Block * 6);
            largest = Math.Max(largest, Math.Max(layer.WeightBytes, parameters));
        }

        long row = LongestRow(model);
        int channels = model.Layers.Max(layer => layer.OutputChannels);
        heap += Array(row) + Array(row) + Array(channels * 2L) + Array(channels * 4L);
        return new ModelNeeds { FileBytes = fileBytes, HeapBytes = heap, LargestArrayBytes = largest, ArenaBytes = Array(model.ArenaBytes) };
    }

    private static long Array(long bytes) => bytes == 0 ? 0 : (bytes + Block + Block - 1) / Block * Block;

    // The loader doubles its prefix of the file until the header is whole.
    private static long HeaderBuffer(ModelSummary summary)
    {
        long buffer = 512;
        while (buffer < summary.OverheadBytes)
        {
            buffer *= 2;
        }

        return Array(buffer) + Array(480);
    }

    private static long LongestRow(ModelDefinition model)
    {
        long longest = 0;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            LayerDefinition layer = model.Layers[i];
            if (layer.Operator is Operator.MaxPool or Operator.Add)
            {
                continue;
            }

            long taps = layer.Window is { } window ? window.KernelHeight * window.KernelWidth : 1;
            long row = layer.Operator == Operator.Dense ? layer.Planes[0].Weights.Length / layer.OutputChannels : taps * InputChannels(model, layer);
            longest = Math.Max(longest, row + 16);
        }

        return longest;
    }

    private static int InputChannels(ModelDefinition model, LayerDefinition layer) =>
        layer.Input == 0 ? model.Input.Channels : model.Layers[layer.Input - 1].OutputChannels;
}
