using System.Reflection.Metadata;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Flow;

/// <summary>What each instruction does to the stack.</summary>
internal sealed partial class FlowAnalysis
{
    private static readonly StackValue Int = new(Tag.I4, "int");
    private static readonly StackValue Long = new(Tag.I8, "long");

    private void Step(int index, IlInstruction i, List<StackValue> stack)
    {
        (VariableUse use, int variable) = Variables.Of(i);
        if (use != VariableUse.None)
        {
            StepVariable(use, variable, stack);
            return;
        }

        switch (i.Code)
        {
            case >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4:
                stack.Add(Int);
                break;
            case ILOpCode.Ldc_i8:
                stack.Add(Long);
                break;
            case ILOpCode.Ldc_r4:
                stack.Add(new StackValue(Tag.R4, "float"));
                break;
            case ILOpCode.Ldc_r8:
                stack.Add(new StackValue(Tag.R8, "double"));
                break;
            case ILOpCode.Ldstr:
                stack.Add(new StackValue(Tag.Object, "string"));
                break;
            case ILOpCode.Ldnull:
                stack.Add(new StackValue(Tag.Object, "null"));
                break;
            case ILOpCode.Dup:
                stack.Add(stack[^1]);
                break;
            case (>= ILOpCode.Add and <= ILOpCode.Shr_un) or (>= ILOpCode.Add_ovf and <= ILOpCode.Sub_ovf_un):
                Pop(stack, 1);
                break;
            case ILOpCode.Ceq or ILOpCode.Cgt or ILOpCode.Cgt_un or ILOpCode.Clt or ILOpCode.Clt_un:
                Replace(stack, 2, Int);
                break;
            case ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj:
                StepCall(index, i, stack);
                break;
            case ILOpCode.Ret:
                StepReturn(stack);
                break;
            default:
                StepOther(i, stack);
                break;
        }
    }

    private void StepVariable(VariableUse use, int variable, List<StackValue> stack)
    {
        switch (use)
        {
            case VariableUse.LoadLocal:
                stack.Add(locals[variable]);
                break;
            case VariableUse.LoadArgument:
                stack.Add(arguments[variable]);
                break;
            case VariableUse.LocalAddress:
                stack.Add(new StackValue(Tag.Reference, locals[variable].Type + "&"));
                break;
            case VariableUse.ArgumentAddress:
                stack.Add(new StackValue(Tag.Reference, arguments[variable].Type + "&"));
                break;
            default:
                Pop(stack, 1);
                break;
        }
    }

    private void StepOther(IlInstruction i, List<StackValue> stack)
    {
        switch (i.Code)
        {
            case ILOpCode.Ldelema:
                Replace(stack, 2, new StackValue(Tag.Reference, assembly.TypeName(i.Token) + "&", IsElement: true));
                break;
            case >= ILOpCode.Ldelem_i1 and <= ILOpCode.Ldelem_ref or ILOpCode.Ldelem:
                Replace(stack, 2, Loaded(i, ElementType(stack[^2].Type)));
                break;
            case >= ILOpCode.Ldind_i1 and <= ILOpCode.Ldind_ref or ILOpCode.Ldobj:
                Replace(stack, 1, Loaded(i, stack[^1].Type.TrimEnd('&')));
                break;
            case ILOpCode.Ldfld or ILOpCode.Ldsfld:
                string type = assembly.Field(i.Token).Type;
                Replace(stack, i.Code == ILOpCode.Ldfld ? 1 : 0, Of(type));
                break;
            case ILOpCode.Ldflda or ILOpCode.Ldsflda:
                Replace(stack, i.Code == ILOpCode.Ldflda ? 1 : 0, new StackValue(Tag.Reference, assembly.Field(i.Token).Type + "&"));
                break;
            case ILOpCode.Newarr:
                Replace(stack, 1, new StackValue(Tag.Object, assembly.TypeName(i.Token) + "[]"));
                break;
            case ILOpCode.Castclass or ILOpCode.Unbox_any:
                Replace(stack, 1, Of(assembly.TypeName(i.Token)));
                break;
            case ILOpCode.Unbox:
                Replace(stack, 1, new StackValue(Tag.Reference, assembly.TypeName(i.Token) + "&"));
                break;
            case ILOpCode.Isinst or ILOpCode.Box:
                Replace(stack, 1, new StackValue(Tag.Object, i.Code == ILOpCode.Box ? "object" : assembly.TypeName(i.Token)));
                break;
            case ILOpCode.Ldlen:
                Replace(stack, 1, new StackValue(Tag.U4, "uint"));
                break;
            case ILOpCode.Ldtoken or ILOpCode.Ldftn or ILOpCode.Ldvirtftn:
                Replace(stack, i.Code == ILOpCode.Ldvirtftn ? 1 : 0, new StackValue(Tag.Token, "token"));
                break;
            default:
                StepPops(i, stack);
                break;
        }
    }

    private static void StepPops(IlInstruction i, List<StackValue> stack)
    {
        StackValue? converted = Converted(i.Code);
        if (converted is { } value)
        {
            Replace(stack, 1, value);
            return;
        }

        Pop(stack, i.OpCode.StackBehaviourPop switch
        {
            System.Reflection.Emit.StackBehaviour.Pop0 => 0,
            System.Reflection.Emit.StackBehaviour.Pop1 or System.Reflection.Emit.StackBehaviour.Popi or System.Reflection.Emit.StackBehaviour.Popref =>
                i.Code is ILOpCode.Neg or ILOpCode.Not ? 0 : 1,
            System.Reflection.Emit.StackBehaviour.Popref_popi_popi or System.Reflection.Emit.StackBehaviour.Popref_popi_popi8
                or System.Reflection.Emit.StackBehaviour.Popref_popi_popr4 or System.Reflection.Emit.StackBehaviour.Popref_popi_popr8
                or System.Reflection.Emit.StackBehaviour.Popref_popi_popref or System.Reflection.Emit.StackBehaviour.Popref_popi_pop1 => 3,
            _ => 2,
        });
    }

    private static StackValue? Converted(ILOpCode code) => code switch
    {
        ILOpCode.Conv_i1 or ILOpCode.Conv_u1 or ILOpCode.Conv_i2 or ILOpCode.Conv_u2 or ILOpCode.Conv_i4 or ILOpCode.Conv_i
            or ILOpCode.Conv_ovf_i1 or ILOpCode.Conv_ovf_i1_un or ILOpCode.Conv_ovf_u1 or ILOpCode.Conv_ovf_u1_un
            or ILOpCode.Conv_ovf_i2 or ILOpCode.Conv_ovf_i2_un or ILOpCode.Conv_ovf_u2 or ILOpCode.Conv_ovf_u2_un
            or ILOpCode.Conv_ovf_i4 or ILOpCode.Conv_ovf_i4_un or ILOpCode.Conv_ovf_i or ILOpCode.Conv_ovf_i_un => Int,
        ILOpCode.Conv_u4 or ILOpCode.Conv_u or ILOpCode.Conv_ovf_u4 or ILOpCode.Conv_ovf_u4_un or ILOpCode.Conv_ovf_u or ILOpCode.Conv_ovf_u_un
            => new StackValue(Tag.U4, "uint"),
        ILOpCode.Conv_i8 or ILOpCode.Conv_ovf_i8 or ILOpCode.Conv_ovf_i8_un => Long,
        ILOpCode.Conv_u8 or ILOpCode.Conv_ovf_u8 or ILOpCode.Conv_ovf_u8_un => new StackValue(Tag.U8, "ulong"),
        ILOpCode.Conv_r4 => new StackValue(Tag.R4, "float"),
        ILOpCode.Conv_r8 or ILOpCode.Conv_r_un => new StackValue(Tag.R8, "double"),
        _ => null,
    };

    /// <summary>A load through an array or a reference: the memory's own type decides the tag, the instruction only where that is unknown.</summary>
    private StackValue Loaded(IlInstruction i, string type)
    {
        Tag tag = program.TagOf(type);
        return i.Code switch
        {
            ILOpCode.Ldelem_i8 or ILOpCode.Ldind_i8 => tag is Tag.I8 or Tag.U8 ? Of(type) : new StackValue(Tag.Mixed8, "long"),
            ILOpCode.Ldelem_i4 or ILOpCode.Ldind_i4 or ILOpCode.Ldelem_u4 or ILOpCode.Ldind_u4 => tag is Tag.I4 or Tag.U4 ? Of(type)
                : i.Code is ILOpCode.Ldelem_u4 or ILOpCode.Ldind_u4 ? new StackValue(Tag.U4, "uint") : Int,
            ILOpCode.Ldelem_r4 or ILOpCode.Ldind_r4 => new StackValue(Tag.R4, "float"),
            ILOpCode.Ldelem_r8 or ILOpCode.Ldind_r8 => new StackValue(Tag.R8, "double"),
            ILOpCode.Ldelem_ref or ILOpCode.Ldind_ref => new StackValue(Tag.Object, tag == Tag.Object ? type : "object"),
            ILOpCode.Ldelem or ILOpCode.Ldobj => Of(assembly.TypeName(i.Token)),
            _ => Int,
        };
    }

    private static string ElementType(string array) => array.EndsWith("[]", StringComparison.Ordinal) ? array[..^2] : "object";

    private StackValue Of(string type) => new(program.TagOf(type), type);

    private static void Pop(List<StackValue> stack, int count)
    {
        if (stack.Count < count)
        {
            throw new BadImageFormatException("an instruction takes more values than the stack holds");
        }

        stack.RemoveRange(stack.Count - count, count);
    }

    private static void Replace(List<StackValue> stack, int count, StackValue value)
    {
        Pop(stack, count);
        stack.Add(value);
    }
}
