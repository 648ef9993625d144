using System.Reflection.Emit;
using System.Reflection.Metadata;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Flow;

/// <summary>
/// Follows every path through a method and records how each stack slot is held before each instruction (a data-flow fixpoint over the tags
/// and types of <see cref="StackValue"/>).
/// </summary>
internal sealed partial class FlowAnalysis
{
    private readonly MethodFlow flow;
    private readonly BodyModel body;
    private readonly AssemblyModel assembly;
    private readonly ProgramModel program;
    private readonly StackValue[] arguments;
    private readonly StackValue[] locals;
    private readonly Func<MethodVariant, StackValue> returned;
    private readonly Stack<int> pending = new();

    private FlowAnalysis(MethodVariant variant, BodyModel body, Func<MethodVariant, StackValue> returned)
    {
        flow = new MethodFlow(variant, body);
        this.body = body;
        this.returned = returned;
        assembly = variant.Method.Owner.Assembly;
        program = assembly.Program;
        arguments = [.. variant.Method.ArgumentTypes.Select((type, index) => new StackValue(variant.ArgumentTag(index), type))];
        locals = [.. body.Locals.Select(type => new StackValue(program.TagOf(type), type))];
        flow.Returned = new StackValue(program.TagOf(variant.Method.Returns), variant.Method.Returns);
    }

    /// <param name="variant">A method with a body.</param>
    /// <param name="returned">What a call of a loaded method gives.</param>
    /// <exception cref="BadImageFormatException">The IL is not valid.</exception>
    public static MethodFlow Analyze(MethodVariant variant, Func<MethodVariant, StackValue> returned)
    {
        var analysis = new FlowAnalysis(variant, variant.Method.Body!, returned);
        analysis.Run();
        return analysis.flow;
    }

    private void Run()
    {
        MarkLeaders();
        Reach(0, []);
        foreach (ExceptionRegion region in body.Regions)
        {
            StackValue[] entry = region.Kind switch
            {
                ExceptionRegionKind.Catch => [new StackValue(Tag.Object, TypeNames.Of(assembly.Reader, region.CatchType))],
                ExceptionRegionKind.Filter => [new StackValue(Tag.Object, "object")],
                _ => [],
            };
            Reach(body.IndexOf(region.HandlerOffset), entry);
            if (region.Kind == ExceptionRegionKind.Filter)
            {
                Reach(body.IndexOf(region.FilterOffset), entry);
            }
        }

        while (pending.TryPop(out int at))
        {
            Follow(at);
        }

        CollectFindings();
    }

    private void MarkLeaders()
    {
        flow.Leaders[0] = true;
        for (int i = 0; i < body.Code.Length; i++)
        {
            IlInstruction instruction = body.Code[i];
            foreach (int target in Targets(instruction))
            {
                int index = body.IndexOf(target);
                Mark(index);
                flow.LoopHeads[index] |= index <= i;
            }

            if (instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw)
            {
                Mark(i + 1);
            }
        }

        foreach (ExceptionRegion region in body.Regions)
        {
            Mark(body.IndexOf(region.TryOffset));
            Mark(body.IndexOf(region.TryOffset + region.TryLength));
            Mark(body.IndexOf(region.HandlerOffset));
            Mark(body.IndexOf(region.HandlerOffset + region.HandlerLength));
            if (region.Kind == ExceptionRegionKind.Filter)
            {
                Mark(body.IndexOf(region.FilterOffset));
            }
        }
    }

    private void Mark(int index)
    {
        if (index < body.Code.Length)
        {
            flow.Leaders[index] = true;
        }
    }

    private static IEnumerable<int> Targets(IlInstruction instruction) =>
        instruction.Targets ?? (instruction.OpCode.OperandType is OperandType.ShortInlineBrTarget or OperandType.InlineBrTarget ? [(int)instruction.Operand] : []);

    private void Reach(int index, StackValue[] stack)
    {
        if (index >= body.Code.Length)
        {
            throw new BadImageFormatException($"{flow.Variant} runs past its end");
        }

        StackValue[]? known = flow.Before[index];
        if (known is not null && known.Length != stack.Length)
        {
            throw new BadImageFormatException($"{flow.Variant} has {known.Length} and {stack.Length} values on the stack at IL_{body.Code[index].Offset:X4}");
        }

        StackValue[] merged = known is null ? stack : [.. known.Zip(stack, (a, b) => a.Merge(b))];
        if (known is null || !known.AsSpan().SequenceEqual(merged))
        {
            flow.Before[index] = merged;
            flow.MaxDepth = Math.Max(flow.MaxDepth, merged.Length);
            pending.Push(index);
        }
    }

    private void Follow(int index)
    {
        IlInstruction instruction = body.Code[index];
        var stack = new List<StackValue>(flow.Before[index]!);
        Step(index, instruction, stack);
        foreach (int target in Targets(instruction))
        {
            bool leaves = instruction.Code is ILOpCode.Leave or ILOpCode.Leave_s;
            Reach(body.IndexOf(target), leaves ? [] : [.. stack]);
        }

        if (instruction.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw))
        {
            Reach(index + 1, [.. stack]);
        }
    }
}
