using Edge.Device.Epilogues;
using Edge.Device.Kernels;

namespace Edge.Device.Loading;

/// <summary>Replaces the epilogue of an add by the table of <see cref="AddTable"/> or the lines of <see cref="AddLine"/>.</summary>
internal static class AddLoader
{
    public static void Load(Network network, int[] program, int layer)
    {
        int at = layer * LayerSlot.Stride;
        if (program[at + LayerSlot.Variant] == Variant.AddTable)
        {
            bool isFirst = AddPlace.IsFirst(program, at);
            int own = program[at + (isFirst ? LayerSlot.AddFirst : LayerSlot.AddSecond)];
            int other = program[at + (isFirst ? LayerSlot.AddSecond : LayerSlot.AddFirst)];
            OutputTables.Share(network, program, layer, AddTable.Entries, AddTable.OwnBits(program, at), other, own);
            return;
        }

        int first = program[at + LayerSlot.AddFirst] * ((1 << program[at + LayerSlot.InputFormat]) - 1);
        int second = program[at + LayerSlot.AddSecond] * ((1 << program[at + LayerSlot.Input2Format]) - 1);
        int[] range = new int[] { (first < 0 ? -first : first) + (second < 0 ? -second : second) };
        int[] offsets = new int[] { (first < 0 ? -first : 0) + (second < 0 ? -second : 0) };
        network.Offsets = network.Offsets ?? new int[network.Layers()][];
        network.Offsets[layer] = offsets;
        LineLoader.Load(network, program, layer, range, offsets, StepLine.Half, StepLine.Whole);
        if (network.LineTables[layer] == null)
        {
            program[at + LayerSlot.Variant] = Variant.Add;
        }
    }
}
