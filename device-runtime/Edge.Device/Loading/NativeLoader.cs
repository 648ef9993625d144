using System;
using Edge.Device.Kernels;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Opens a checked network in the native engine: the file as it is, then one array for its table and its activations.</summary>
internal static class NativeLoader
{
    private const int Chunk = 512;
    private const int Attempts = 3;

    /// <summary>False where no engine is installed, it refuses the file, or <paramref name="memory"/> bytes or the heap do not hold both arrays.</summary>
    public static bool TryLoad(Network network, ModelSource source, long memory)
    {
        NativeEngine engine = NativeEngine.Installed;
        if (engine == null || source.Length > memory)
        {
            return false;
        }

        try
        {
            return Load(network, engine, source, memory - source.Length);
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }

    private static bool Load(Network network, NativeEngine engine, ModelSource source, long memory)
    {
        byte[] file = new byte[source.Length];
        int at = 0;
        while (at < file.Length)
        {
            int count = file.Length - at < Chunk ? file.Length - at : Chunk;
            if (source.Read(at, file, at, count) != count)
            {
                return false;
            }

            at += count;
        }

        int[] facts = new int[NativeEngine.FactCount];
        byte[] table = new byte[0];
        Status status = engine.Open(file, table, facts);
        for (int attempt = 1; status == Status.OutOfMemory && attempt < Attempts; attempt++)
        {
            int needed = facts[NativeEngine.NeededBytes];
            if (needed <= table.Length || needed > memory)
            {
                return false;
            }

            table = new byte[needed];
            status = engine.Open(file, table, facts);
        }

        if (status != Status.Ok)
        {
            return false;
        }

        Keep(network, engine, file, table, facts[NativeEngine.ArenaAt]);
        return true;
    }

    private static void Keep(Network network, NativeEngine engine, byte[] file, byte[] table, int arenaAt)
    {
        network.Native = engine;
        network.NativeFile = file;
        network.Arena = table;
        network.WeightBytes = file.Length;
        int[] program = network.Program;
        for (int at = 0; at < program.Length; at += LayerSlot.Stride)
        {
            program[at + LayerSlot.Variant] = Variant.Native;
            program[at + LayerSlot.OutputOffset] += arenaAt;
            int plane = program[at + LayerSlot.FirstPlane];
            int end = plane + (program[at + LayerSlot.Planes] * PlaneSlot.Stride);
            for (; plane < end; plane += PlaneSlot.Stride)
            {
                network.FileWeightBytes += WeightLoader.PlaneBytes(program, at, network.Planes, plane);
            }
        }
    }
}
