using Edge.Formats;

namespace Edge.Pack.Export;

/// <summary>
/// Places what each layer works on, and its scratch rows, beside what is alive while it runs, as <c>edge_plan_scratch</c> does on a device (device-runtime/native/reader/scratch.c):
/// in front of the first living byte where it fits, else behind the last.
/// </summary>
internal static class CScratch
{
    /// <summary>The arena offset of each layer's scratch, and the size of the arena with it.</summary>
    public static (int[] Offsets, int Size) Plan(IReadOnlyList<CLayer> layers, int arena)
    {
        int[] offsets = new int[layers.Count];
        int size = arena;
        for (int i = 0; i < layers.Count; i++)
        {
            int bytes = layers[i].WorkBytes + layers[i].ScratchBytes + layers[i].ScratchBitBytes;
            (int first, int end) = Alive(layers, i);
            offsets[i] = bytes <= first ? 0 : (end + 3) / 4 * 4;
            size = bytes > 0 ? Math.Max(size, offsets[i] + bytes) : size;
        }

        return (offsets, size);
    }

    // From the first to the last byte of what the layer writes, and what it or a later layer reads.
    private static (int First, int End) Alive(IReadOnlyList<CLayer> layers, int index)
    {
        IEnumerable<int> read = layers.Skip(index).SelectMany(layer => new[] { layer.Definition.Input, layer.Definition.Input2 }).Where(tensor => tensor > 0 && tensor <= index);
        int first = int.MaxValue;
        int end = 0;
        foreach (CLayer writer in read.Append(index + 1).Select(tensor => layers[tensor - 1]).Where(writer => writer.Output.Format != Format.FormatRaw))
        {
            first = Math.Min(first, writer.Definition.OutputOffset);
            end = Math.Max(end, writer.Definition.OutputOffset + writer.Output.StoredBytes);
        }

        return (first, end);
    }
}
