using Edge.Device.Kernels;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>
/// Allocates and fills what a checked network keeps. First everything is measured in the file's layouts; what the memory limit then leaves goes to derived layouts,
/// layer by layer, so a network that fits in its file's layouts always opens.
/// </summary>
internal static class NetworkLoader
{
    /// <summary>
    /// <paramref name="memory"/> is what weights, parameters and buffers may take together, in bytes; <paramref name="room"/> is what other layouts than the file's must
    /// leave on the heap for the application.
    /// </summary>
    public static Status Load(Network network, SectionReader sections, int arena, long memory, long room, DerivedBudget budget)
    {
        int[] program = network.Program;
        int layers = program.Length / LayerSlot.Stride;
        network.Parameters = new int[layers][];
        network.LineTables = new byte[layers][];
        Status status = Measure(network, sections, out long weights, out long others);
        if (status != Status.Ok)
        {
            return status;
        }

        long spare = memory - weights - others - RowBuffers.Bytes(network) - RowBuffers.RowBytes(network);
        if (spare < 0)
        {
            return Status.OutOfMemory;
        }

        network.FileWeightBytes = weights;
        network.WeightBytes = weights;
        network.Arena = new byte[arena];
        RowBuffers.Allocate(network);
        var derived = new DerivedLayouts(network, sections, spare, weights + others + room, budget);
        for (int layer = 0; layer < layers && status == Status.Ok; layer++)
        {
            int at = layer * LayerSlot.Stride;
            int variant = derived.Choose(program, at);
            program[at + LayerSlot.Variant] = variant == Variant.None ? Variant.Choose(program, at, network.Planes) : variant;
            status = WeightLoader.LoadEpilogue(network, program, layer, sections);
            if (status == Status.Ok)
            {
                status = variant == Variant.None ? WeightLoader.LoadPlanes(network, program, layer, sections) : derived.Load(program, layer, variant);
            }
        }

        if (status == Status.Ok)
        {
            derived.AllocateScratch();
            network.Addends = IsEmpty(network.Addends) ? null : network.Addends;
        }

        return status;
    }

    // Lines replace most addends.
    private static bool IsEmpty(long[][] table)
    {
        for (int i = 0; table != null && i < table.Length; i++)
        {
            if (table[i] != null)
            {
                return false;
            }
        }

        return true;
    }

    private static Status Measure(Network network, SectionReader sections, out long weights, out long others)
    {
        int[] program = network.Program;
        weights = 0;
        others = 0;
        for (int at = 0; at < program.Length; at += LayerSlot.Stride)
        {
            int plane = program[at + LayerSlot.FirstPlane];
            int end = plane + (program[at + LayerSlot.Planes] * PlaneSlot.Stride);
            for (; plane < end; plane += PlaneSlot.Stride)
            {
                Status status = WeightLoader.CheckPlane(network, program, at, plane, sections);
                if (status != Status.Ok)
                {
                    return status;
                }
            }

            weights += PlaneBytes(network, at);
            others += FileBytes(network, at) - PlaneBytes(network, at);
        }

        return Status.Ok;
    }

    /// <summary>Bytes of a layer's checked planes in the file's layout.</summary>
    public static long PlaneBytes(Network network, int at)
    {
        int[] program = network.Program;
        long bytes = 0;
        for (int i = 0; i < program[at + LayerSlot.Planes]; i++)
        {
            bytes += WeightLoader.PlaneBytes(program, at, network.Planes, program[at + LayerSlot.FirstPlane] + (i * PlaneSlot.Stride));
        }

        return bytes;
    }

    /// <summary>Bytes of a layer as the file has it: planes, what they need beside them, epilogue.</summary>
    public static long FileBytes(Network network, int at)
    {
        int[] program = network.Program;
        long bytes = PlaneBytes(network, at) + WeightLoader.EpilogueBytes(program, at);
        for (int i = 0; i < program[at + LayerSlot.Planes]; i++)
        {
            bytes += WeightLoader.PlaneTableBytes(program, at, network.Planes, program[at + LayerSlot.FirstPlane] + (i * PlaneSlot.Stride));
        }

        return bytes;
    }
}
