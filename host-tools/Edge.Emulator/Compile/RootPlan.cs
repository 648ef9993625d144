using System.Reflection.Metadata;
using Edge.Emulator.Flow;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Compile;

/// <summary>
/// Where a method keeps the references a collection must find. Arguments, local variables and what lies on the evaluation stack while
/// something is allocated get a place in the session's table; methods in which nothing can be allocated need none.
/// </summary>
internal sealed class RootPlan
{
    private readonly MethodFlow flow;
    private readonly ProgramEmitter program;
    private readonly Dictionary<int, int> stackSlots = [];

    public RootPlan(MethodFlow flow, ProgramEmitter program)
    {
        this.flow = flow;
        this.program = program;
        string[] arguments = [.. flow.Variant.Method.ArgumentTypes];
        ArgumentSlots = [.. arguments.Select(_ => -1)];
        LocalSlots = [.. flow.Body.Locals.Select(_ => -1)];
        ArgumentInTable = new bool[arguments.Length];
        LocalInTable = new bool[LocalSlots.Length];
        for (int i = 0; i < flow.Body.Code.Length; i++)
        {
            NeedsRoots |= flow.Before[i] is not null && PlanStack(i);
        }

        if (NeedsRoots)
        {
            PlanVariables(arguments);
        }
    }

    /// <summary>Whether anything can be allocated while the method is active.</summary>
    public bool NeedsRoots { get; }

    /// <summary>Places in the table.</summary>
    public int Count { get; private set; }

    /// <summary>The place of each argument, or -1.</summary>
    public int[] ArgumentSlots { get; }

    public int[] LocalSlots { get; }

    /// <summary>Arguments whose address is taken live in the table alone, so that a store through the reference is seen.</summary>
    public bool[] ArgumentInTable { get; }

    public bool[] LocalInTable { get; }

    /// <summary>The place for a reference at a depth of the evaluation stack, or -1 where nothing is allocated above it.</summary>
    public int StackSlot(int depth) => stackSlots.GetValueOrDefault(depth, -1);

    private void PlanVariables(string[] arguments)
    {
        ProgramModel model = program.Types.Program;
        for (int i = 0; i < arguments.Length; i++)
        {
            ArgumentSlots[i] = model.TagOf(arguments[i]) == Tag.Object ? Count++ : -1;
        }

        for (int i = 0; i < LocalSlots.Length; i++)
        {
            LocalSlots[i] = model.TagOf(flow.Body.Locals[i]) == Tag.Object ? Count++ : -1;
        }

        foreach (IlInstruction instruction in flow.Body.Code)
        {
            (VariableUse use, int index) = Variables.Of(instruction);
            if (use == VariableUse.ArgumentAddress)
            {
                ArgumentInTable[index] = ArgumentSlots[index] >= 0;
            }
            else if (use == VariableUse.LocalAddress)
            {
                LocalInTable[index] = LocalSlots[index] >= 0;
            }
        }
    }

    /// <summary>True where the instruction can allocate; gives the references below it a place.</summary>
    private bool PlanStack(int index)
    {
        int? hidden = HiddenArguments(index);
        if (hidden is not { } arguments)
        {
            return false;
        }

        StackValue[] stack = flow.Before[index]!;
        for (int depth = 0; depth < stack.Length - arguments; depth++)
        {
            if (stack[depth].Tag == Tag.Object && !stackSlots.ContainsKey(depth))
            {
                stackSlots[depth] = Count++;
            }
        }

        return true;
    }

    /// <summary>How many values on top of the stack the callee itself keeps; null where nothing is allocated.</summary>
    private int? HiddenArguments(int index)
    {
        IlInstruction i = flow.Body.Code[index];
        switch (i.Code)
        {
            case ILOpCode.Call or ILOpCode.Callvirt:
                MethodReferenceModel callee = program.Assembly(flow).Method(i.Token);
                return callee.Definition is not null ? callee.ArgumentCount : program.Native(callee).Allocates ? 0 : null;
            case ILOpCode.Newobj or ILOpCode.Newarr or ILOpCode.Box or ILOpCode.Ldstr or ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                return 0;
            default:
                return program.ClonesStruct(flow, index) ? 0 : null;
        }
    }
}
