using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using Edge.Emulator.Flow;
using Edge.Emulator.Metadata;
using Edge.Emulator.Runtime;

namespace Edge.Emulator.Compile;

/// <summary>Variables, fields, arrays, references, boxes.</summary>
internal sealed partial class MethodEmitter
{
    private void EmitVariable(IlInstruction i)
    {
        (VariableUse use, int index) = Variables.Of(i);
        bool isArgument = use is VariableUse.LoadArgument or VariableUse.StoreArgument or VariableUse.ArgumentAddress;
        int slot = isArgument ? roots.ArgumentSlots[index] : roots.LocalSlots[index];
        bool inTable = isArgument ? roots.ArgumentInTable[index] : roots.LocalInTable[index];
        switch (use)
        {
            case VariableUse.LoadArgument or VariableUse.LoadLocal when inTable:
                EmitRootAddress(slot);
                il.Emit(OpCodes.Ldind_Ref);
                break;
            case VariableUse.ArgumentAddress or VariableUse.LocalAddress when inTable:
                EmitRootAddress(slot);
                break;
            case VariableUse.StoreArgument or VariableUse.StoreLocal:
                EmitStore(isArgument, index, slot, inTable);
                break;
            case VariableUse.LoadArgument:
                il.Emit(OpCodes.Ldarg, (short)index);
                break;
            case VariableUse.ArgumentAddress:
                il.Emit(OpCodes.Ldarga, (short)index);
                break;
            default:
                il.Emit(use == VariableUse.LoadLocal ? OpCodes.Ldloc : OpCodes.Ldloca, locals[index]);
                break;
        }
    }

    private void EmitStore(bool isArgument, int index, int slot, bool inTable)
    {
        if (inTable)
        {
            held ??= il.DeclareLocal(typeof(object));
            il.Emit(OpCodes.Stloc, held);
            EmitRootStore(slot, () => il.Emit(OpCodes.Ldloc, held));
        }
        else if (isArgument)
        {
            il.Emit(OpCodes.Starg, (short)index);
        }
        else
        {
            il.Emit(OpCodes.Stloc, locals[index]);
        }

        if (slot >= 0 && !inTable)
        {
            EmitRootStore(slot, () => EmitReload(isArgument, index));
        }
    }

    private void EmitReload(bool isArgument, int index)
    {
        if (isArgument)
        {
            il.Emit(OpCodes.Ldarg, (short)index);
        }
        else
        {
            il.Emit(OpCodes.Ldloc, locals[index]);
        }
    }

    private bool EmitMemory(IlInstruction i, StackValue[] stack)
    {
        switch (i.Code)
        {
            case ILOpCode.Ldfld or ILOpCode.Ldflda or ILOpCode.Stfld or ILOpCode.Ldsfld or ILOpCode.Ldsflda or ILOpCode.Stsfld:
                il.Emit(i.OpCode, FieldOf(i));
                return true;
            case ILOpCode.Stelem_ref:
                il.Emit(OpCodes.Call, Support(nameof(EmulatorState.StoreElement)));
                return true;
            case ILOpCode.Newarr:
                EmitNewArray(assembly.TypeName(i.Token));
                return true;
            case ILOpCode.Box:
                string boxed = assembly.TypeName(i.Token);
                if (stack[^1].Tag != Tag.Object)
                {
                    EmitAllocate(Math.Max(HeapLayout.BoxedPrimitive, program.Types.StructBytes(boxed)));
                }

                il.Emit(OpCodes.Box, program.Types.Of(boxed));
                return true;
            case ILOpCode.Ldelem or ILOpCode.Stelem or ILOpCode.Ldelema or ILOpCode.Ldobj or ILOpCode.Stobj or ILOpCode.Initobj or ILOpCode.Cpobj
                or ILOpCode.Castclass or ILOpCode.Isinst or ILOpCode.Unbox or ILOpCode.Unbox_any:
                il.Emit(i.OpCode, program.Types.Of(assembly.TypeName(i.Token)));
                return true;
            case ILOpCode.Ldlen or (>= ILOpCode.Ldelem_i1 and <= ILOpCode.Stelem_ref) or (>= ILOpCode.Ldind_i1 and <= ILOpCode.Stind_r8) or ILOpCode.Stind_i:
                il.Emit(i.OpCode);
                return true;
            default:
                return false;
        }
    }

    private FieldInfo FieldOf(IlInstruction i)
    {
        FieldReferenceModel field = assembly.Field(i.Token);
        if (field.Definition is { } own)
        {
            return program.Emitter.Field(own);
        }

        return program.Types.Of(field.Owner).GetField(field.Name) ?? throw EmulatorErrors.NotEmulated([$"{field.Owner}.{field.Name}"]);
    }

    private void EmitNewArray(string element)
    {
        (int bytes, int objects) = program.Types.Element(element);
        EmitState();
        il.Emit(OpCodes.Ldc_I4, bytes);
        il.Emit(OpCodes.Ldc_I4, objects);
        il.Emit(OpCodes.Call, typeof(EmulatorState).GetMethod(nameof(EmulatorState.NewArray))!.MakeGenericMethod(program.Types.Of(element)));
    }
}
