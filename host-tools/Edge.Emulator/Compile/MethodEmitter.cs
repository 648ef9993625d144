using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using Edge.Emulator.Cost;
using Edge.Emulator.Flow;
using Edge.Emulator.Metadata;
using Edge.Emulator.Runtime;
using Label = System.Reflection.Emit.Label;

namespace Edge.Emulator.Compile;

/// <summary>
/// Emits one variant of one method: its own instructions with the device's semantics, a counter at the start of each basic block, the frame's
/// bytes, and the bytes of every allocation.
/// </summary>
internal sealed partial class MethodEmitter
{
    private readonly ProgramEmitter program;
    private readonly MethodFlow flow;
    private readonly BodyModel body;
    private readonly AssemblyModel assembly;
    private readonly ILGenerator il;
    private readonly RootPlan roots;
    private readonly HandlerPlan handlers;
    private readonly Label[] labels;
    private readonly string[] arguments;
    private readonly LocalBuilder[] locals;
    private readonly int frameBytes;
    private BlockRecord block;
    private LocalBuilder? rootBase;
    private LocalBuilder? rootTop;
    private LocalBuilder? held;
    private Type? constrained;

    public MethodEmitter(ProgramEmitter program, MethodFlow flow, ILGenerator il)
    {
        this.program = program;
        this.flow = flow;
        this.il = il;
        body = flow.Body;
        assembly = flow.Variant.Method.Owner.Assembly;
        arguments = [.. flow.Variant.Method.ArgumentTypes];
        roots = new RootPlan(flow, program);
        handlers = new HandlerPlan(body.Regions);
        labels = [.. body.Code.Select(_ => il.DefineLabel())];
        locals = [.. body.Locals.Select(type => il.DeclareLocal(program.Types.Of(type)))];
        frameBytes = HeapLayout.Frame(locals.Length, flow.MaxDepth) + body.Locals.Sum(program.Types.StructBytes);
        block = program.NewBlock(flow.Variant.Method, isEntry: true);
    }

    public void Emit()
    {
        EmitPrologue();
        for (int i = 0; i < body.Code.Length; i++)
        {
            handlers.At(body.Code[i].Offset, il, region => program.Types.Of(TypeNames.Of(assembly.Reader, region.CatchType)), EmitHandlerEntry);
            il.MarkLabel(labels[i]);
            if (flow.Before[i] is null)
            {
                continue;
            }

            if (flow.Leaders[i])
            {
                EmitBlockStart(i);
            }

            EmitInstruction(i, body.Code[i], flow.Before[i]!);
            EmitStackRoot(i);
        }

        handlers.At(body.Code[^1].Next, il, _ => typeof(object), EmitHandlerEntry);
    }

    private void EmitBlockStart(int index)
    {
        if (index > 0)
        {
            block = program.NewBlock(flow.Variant.Method, isEntry: false);
        }

        EmitAdd(block.Slot, 1);
        if (flow.LoopHeads[index])
        {
            Label goOn = il.DefineLabel();
            EmitAddress(CounterSlots.Stop);
            il.Emit(OpCodes.Ldind_I8);
            il.Emit(OpCodes.Brfalse, goOn);
            EmitState();
            il.Emit(OpCodes.Call, Support(nameof(EmulatorState.Stopped)));
            il.MarkLabel(goOn);
        }
    }

    private void EmitInstruction(int index, IlInstruction i, StackValue[] stack)
    {
        if (i.Code is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj)
        {
            EmitCall(index, i);
            return;
        }

        bool clones = program.ClonesStruct(flow, index);
        (OpcodeClass kind, double units) = InstructionCost.Of(i, stack, clones);
        if (i.Code == ILOpCode.Ret)
        {
            block.AddReturn(units);
        }
        else
        {
            block.Add(kind, units);
        }

        if (Variables.Of(i).Use != VariableUse.None)
        {
            EmitVariable(i);
        }
        else if (!EmitArithmetic(i, stack) && !EmitBranch(i, stack) && !EmitConversion(i, stack) && !EmitMemory(i, stack))
        {
            EmitOther(i);
        }

        if (clones)
        {
            EmitAllocate(program.Types.StructBytes(flow.Before[index + 1]![^1].Type));
        }
    }

    private void EmitOther(IlInstruction i)
    {
        switch (i.Code)
        {
            case ILOpCode.Ldc_i4 or ILOpCode.Ldc_i4_s:
                il.Emit(OpCodes.Ldc_I4, (int)i.Operand);
                break;
            case ILOpCode.Ldc_i8:
                il.Emit(OpCodes.Ldc_I8, i.Operand);
                break;
            case ILOpCode.Ldc_r4:
                il.Emit(OpCodes.Ldc_R4, BitConverter.Int32BitsToSingle((int)i.Operand));
                break;
            case ILOpCode.Ldc_r8:
                il.Emit(OpCodes.Ldc_R8, BitConverter.Int64BitsToDouble(i.Operand));
                break;
            case ILOpCode.Ldstr:
                EmitState();
                il.Emit(OpCodes.Ldc_I4, program.State.AddLiteral(assembly.String(i.Token)));
                il.Emit(OpCodes.Call, Support(nameof(EmulatorState.Literal)));
                break;
            case ILOpCode.Ret:
                EmitEpilogue();
                il.Emit(OpCodes.Ret);
                break;
            case ILOpCode.Constrained:
                constrained = program.Types.Of(assembly.TypeName(i.Token));
                break;
            case ILOpCode.Ldtoken:
                EmitToken(i);
                break;
            case ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                EmitAllocate(HeapLayout.Delegate);
                MethodReferenceModel target = assembly.Method(i.Token);
                il.Emit(i.OpCode, (MethodInfo)program.Target(MethodVariant.Declared(target.Definition ?? throw EmulatorErrors.NotEmulated([target.ToString()]))));
                break;
            case ILOpCode.Nop or ILOpCode.Tail or ILOpCode.Volatile or ILOpCode.Unaligned or ILOpCode.Endfilter or ILOpCode.Readonly:
                break;
            case >= ILOpCode.Ldnull and <= ILOpCode.Ldc_i4_8 or ILOpCode.Dup or ILOpCode.Pop or ILOpCode.Throw or ILOpCode.Rethrow or ILOpCode.Endfinally:
                il.Emit(i.OpCode);
                break;
            default:
                throw EmulatorErrors.NotEmulated([$"the instruction {i.OpCode.Name} in {flow.Variant}"]);
        }
    }

    private void EmitToken(IlInstruction i)
    {
        EntityHandle handle = System.Reflection.Metadata.Ecma335.MetadataTokens.EntityHandle(i.Token);
        if (handle.Kind is HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification)
        {
            il.Emit(OpCodes.Ldtoken, program.Types.Of(assembly.TypeName(i.Token)));
            return;
        }

        FieldModel field = assembly.Field(i.Token).Definition ?? throw EmulatorErrors.NotEmulated(["the token of a field of the class library"]);
        il.Emit(OpCodes.Ldc_I4, program.State.AddArrayData(field.Data()));
    }

    private static MethodInfo Support(string name) =>
        typeof(EmulatorState).GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
}
