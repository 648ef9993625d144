using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Edge.Emulator.Compile;

/// <summary>Replays a method's exception regions as the nested blocks <see cref="ILGenerator"/> wants.</summary>
internal sealed class HandlerPlan
{
    private readonly List<Block> blocks;
    private readonly Stack<Block> open = new();

    public HandlerPlan(IEnumerable<ExceptionRegion> regions) =>
        blocks = [.. regions.GroupBy(region => (region.TryOffset, region.TryLength)).Select(group => new Block([.. group.OrderBy(r => r.HandlerOffset)]))
            .OrderByDescending(block => block.Regions[0].TryLength)];

    public bool IsEmpty => blocks.Count == 0;

    /// <summary>Opens and closes what begins or ends at an offset. The two functions are called at the start of a handler.</summary>
    public void At(int offset, ILGenerator il, Func<ExceptionRegion, Type> caught, Action<ExceptionRegion, bool> entered)
    {
        while (open.TryPeek(out Block? ending) && ending.End == offset)
        {
            il.EndExceptionBlock();
            open.Pop();
        }

        if (open.TryPeek(out Block? current))
        {
            foreach (ExceptionRegion region in current.Regions)
            {
                Enter(region, offset, il, caught, entered);
            }
        }

        foreach (Block block in blocks.Where(b => b.Regions[0].TryOffset == offset))
        {
            il.BeginExceptionBlock();
            open.Push(block);
        }
    }

    private static void Enter(ExceptionRegion region, int offset, ILGenerator il, Func<ExceptionRegion, Type> caught, Action<ExceptionRegion, bool> entered)
    {
        if (region.Kind == ExceptionRegionKind.Filter && region.FilterOffset == offset)
        {
            il.BeginExceptFilterBlock();
            entered(region, true);
        }

        if (region.HandlerOffset != offset)
        {
            return;
        }

        switch (region.Kind)
        {
            case ExceptionRegionKind.Catch:
                il.BeginCatchBlock(caught(region));
                break;
            case ExceptionRegionKind.Filter:
                il.BeginCatchBlock(null!);
                break;
            case ExceptionRegionKind.Finally:
                il.BeginFinallyBlock();
                break;
            default:
                il.BeginFaultBlock();
                break;
        }

        entered(region, false);
    }

    private sealed record Block(ExceptionRegion[] Regions)
    {
        public int End { get; } = Regions.Max(region => region.HandlerOffset + region.HandlerLength);
    }
}
