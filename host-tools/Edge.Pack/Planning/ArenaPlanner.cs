namespace Edge.Pack.Planning;

/// <summary>A tensor to place: alive from the layer that writes it to the last one that reads it, both included.</summary>
internal sealed record PlannedTensor(int Tensor, int Bytes, int FirstLayer, int LastLayer)
{
    /// <summary>The tensor whose place this one may take over byte by byte (an element-wise operator that reads it last), or -1.</summary>
    public int InPlaceOf { get; init; } = -1;
}

/// <summary>Offsets by tensor number, the arena's size, and the most bytes alive at once, below which no plan can go.</summary>
internal sealed record ArenaPlan(IReadOnlyDictionary<int, int> Offsets, int Bytes, int LowerBound);

/// <summary>
/// Places tensors in one arena so that none overlaps another one alive at the same layer: largest first, each at the lowest offset that is free all its life.
/// </summary>
internal static class ArenaPlanner
{
    private const int Alignment = 8;

    public static ArenaPlan Plan(IReadOnlyList<PlannedTensor> tensors)
    {
        List<Block> blocks = Join(tensors);
        List<Block> placed = [];
        foreach (Block block in blocks.OrderByDescending(b => b.Bytes).ThenBy(b => b.First))
        {
            int offset = 0;
            foreach (Block other in placed.Where(o => o.First <= block.Last && block.First <= o.Last).OrderBy(o => o.Offset))
            {
                if (offset + block.Bytes <= other.Offset)
                {
                    break;
                }

                offset = Math.Max(offset, Align(other.Offset + other.Bytes));
            }

            block.Offset = offset;
            placed.Add(block);
        }

        var offsets = blocks.SelectMany(b => b.Tensors.Select(t => (t, b.Offset))).ToDictionary(pair => pair.t, pair => pair.Offset);
        int layers = blocks.Count == 0 ? 0 : blocks.Max(b => b.Last) + 1;
        int alive = Enumerable.Range(0, layers).Select(l => blocks.Where(b => b.First <= l && l <= b.Last).Sum(b => b.Bytes)).DefaultIfEmpty(0).Max();
        return new ArenaPlan(offsets, placed.Count == 0 ? 0 : placed.Max(b => b.Offset + b.Bytes), alive);
    }

    private static List<Block> Join(IReadOnlyList<PlannedTensor> tensors)
    {
        List<Block> blocks = [];
        foreach (PlannedTensor tensor in tensors.OrderBy(t => t.FirstLayer))
        {
            Block? host = blocks.Find(b => b.Tensors.Contains(tensor.InPlaceOf) && b.Last == tensor.FirstLayer && b.Bytes == tensor.Bytes);
            if (host is null)
            {
                blocks.Add(new Block([tensor.Tensor], tensor.Bytes, tensor.FirstLayer, tensor.LastLayer));
            }
            else
            {
                host.Tensors.Add(tensor.Tensor);
                host.Last = tensor.LastLayer;
            }
        }

        return blocks;
    }

    private static int Align(int offset) => (offset + Alignment - 1) / Alignment * Alignment;

    private sealed class Block(List<int> tensors, int bytes, int first, int last)
    {
        public List<int> Tensors { get; } = tensors;

        public int Bytes { get; } = bytes;

        public int First { get; } = first;

        public int Last { get; set; } = last;

        public int Offset { get; set; }
    }
}
