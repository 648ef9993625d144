using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using Edge.Emulator.Flow;
using Edge.Emulator.Metadata;
using Edge.Emulator.Runtime;

namespace Edge.Emulator.Compile;

/// <summary>Arithmetic, comparisons and conversions by the tags of the values.</summary>
internal sealed partial class MethodEmitter
{
    private bool EmitArithmetic(IlInstruction i, StackValue[] stack)
    {
        switch (i.Code)
        {
            case ILOpCode.Add_ovf or ILOpCode.Add_ovf_un:
                il.Emit(OpCodes.Add);
                return true;
            case ILOpCode.Sub_ovf or ILOpCode.Sub_ovf_un:
                il.Emit(OpCodes.Sub);
                return true;
            case ILOpCode.Mul_ovf or ILOpCode.Mul_ovf_un:
                il.Emit(OpCodes.Mul);
                return true;
            case ILOpCode.Shr:
                il.Emit(stack[^2].IsUnsigned ? OpCodes.Shr_Un : OpCodes.Shr);
                return true;
            case ILOpCode.Div or ILOpCode.Div_un:
                EmitHelper(nameof(Arithmetic.Divide), stack[^2], i.Code == ILOpCode.Div_un);
                return true;
            case ILOpCode.Rem or ILOpCode.Rem_un:
                EmitHelper(nameof(Arithmetic.Remainder), stack[^2], i.Code == ILOpCode.Rem_un || stack[^2].IsUnsigned);
                return true;
            case ILOpCode.Ceq or ILOpCode.Cgt or ILOpCode.Cgt_un or ILOpCode.Clt or ILOpCode.Clt_un when stack[^1].IsFloat:
                EmitCompare();
                il.Emit(i.Code switch
                {
                    ILOpCode.Ceq => OpCodes.Ceq,
                    ILOpCode.Cgt or ILOpCode.Cgt_un => OpCodes.Cgt,
                    _ => OpCodes.Clt,
                });
                return true;
            case >= ILOpCode.Add and <= ILOpCode.Not or ILOpCode.Ceq or ILOpCode.Cgt or ILOpCode.Cgt_un or ILOpCode.Clt or ILOpCode.Clt_un:
                il.Emit(i.OpCode);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Leaves the order of two floating point values and 0, so that the integer comparison follows.</summary>
    private void EmitCompare()
    {
        LocalBuilder right = il.DeclareLocal(typeof(double));
        il.Emit(OpCodes.Conv_R8);
        il.Emit(OpCodes.Stloc, right);
        il.Emit(OpCodes.Conv_R8);
        il.Emit(OpCodes.Ldloc, right);
        il.Emit(OpCodes.Call, typeof(Arithmetic).GetMethod(nameof(Arithmetic.Compare))!);
        il.Emit(OpCodes.Ldc_I4_0);
    }

    private void EmitHelper(string name, StackValue left, bool unsigned)
    {
        Type type = left.Tag switch
        {
            Tag.R4 => typeof(float),
            Tag.R8 => typeof(double),
            Tag.I8 or Tag.U8 or Tag.Mixed8 => unsigned ? typeof(ulong) : typeof(long),
            _ => unsigned ? typeof(uint) : typeof(int),
        };
        il.Emit(OpCodes.Call, typeof(Arithmetic).GetMethod(name, BindingFlags.Static | BindingFlags.Public, [type, type])!);
    }

    private bool EmitBranch(IlInstruction i, StackValue[] stack)
    {
        if (i.Targets is { } targets)
        {
            il.Emit(OpCodes.Switch, [.. targets.Select(target => labels[body.IndexOf(target)])]);
            return true;
        }

        if (i.OpCode.OperandType is not (OperandType.ShortInlineBrTarget or OperandType.InlineBrTarget))
        {
            return false;
        }

        OpCode code = LongForm(i.Code);
        if (stack.Length > 1 && stack[^1].IsFloat && code.StackBehaviourPop == StackBehaviour.Pop1_pop1)
        {
            EmitCompare();
            code = Signed(code);
        }

        il.Emit(code, labels[body.IndexOf((int)i.Operand)]);
        return true;
    }

    private static OpCode LongForm(ILOpCode code) => code switch
    {
        ILOpCode.Leave or ILOpCode.Leave_s => OpCodes.Leave,
        ILOpCode.Br or ILOpCode.Br_s => OpCodes.Br,
        ILOpCode.Brfalse or ILOpCode.Brfalse_s => OpCodes.Brfalse,
        ILOpCode.Brtrue or ILOpCode.Brtrue_s => OpCodes.Brtrue,
        ILOpCode.Beq or ILOpCode.Beq_s => OpCodes.Beq,
        ILOpCode.Bge or ILOpCode.Bge_s => OpCodes.Bge,
        ILOpCode.Bgt or ILOpCode.Bgt_s => OpCodes.Bgt,
        ILOpCode.Ble or ILOpCode.Ble_s => OpCodes.Ble,
        ILOpCode.Blt or ILOpCode.Blt_s => OpCodes.Blt,
        ILOpCode.Bne_un or ILOpCode.Bne_un_s => OpCodes.Bne_Un,
        ILOpCode.Bge_un or ILOpCode.Bge_un_s => OpCodes.Bge_Un,
        ILOpCode.Bgt_un or ILOpCode.Bgt_un_s => OpCodes.Bgt_Un,
        ILOpCode.Ble_un or ILOpCode.Ble_un_s => OpCodes.Ble_Un,
        _ => OpCodes.Blt_Un,
    };

    private static OpCode Signed(OpCode code) =>
        code == OpCodes.Bge_Un ? OpCodes.Bge : code == OpCodes.Bgt_Un ? OpCodes.Bgt : code == OpCodes.Ble_Un ? OpCodes.Ble : code == OpCodes.Blt_Un ? OpCodes.Blt : code;

    /// <summary>
    /// Conversions never throw. Floating point goes through a 64-bit integer; a 32-bit value widens by its tag; to floating point a 64-bit
    /// integer goes through double.
    /// </summary>
    private bool EmitConversion(IlInstruction i, StackValue[] stack)
    {
        string name = i.OpCode.Name!;
        if (!name.StartsWith("conv.", StringComparison.Ordinal))
        {
            return false;
        }

        StackValue value = stack[^1];
        bool unsigned = value.IsUnsigned || (name.EndsWith(".un", StringComparison.Ordinal) && !value.IsFloat);
        string target = name.Replace("conv.", "", StringComparison.Ordinal).Replace("ovf.", "", StringComparison.Ordinal).Replace(".un", "", StringComparison.Ordinal);
        if (target is "r4" or "r8" or "r")
        {
            il.Emit(unsigned ? OpCodes.Conv_R_Un : OpCodes.Conv_R8);
            il.Emit(OpCodes.Conv_R8);
            if (target == "r4")
            {
                il.Emit(OpCodes.Conv_R4);
            }

            return true;
        }

        if (value.IsFloat)
        {
            il.Emit(OpCodes.Conv_I8);
        }

        il.Emit(target switch
        {
            "i1" => OpCodes.Conv_I1,
            "u1" => OpCodes.Conv_U1,
            "i2" => OpCodes.Conv_I2,
            "u2" => OpCodes.Conv_U2,
            "i4" or "i" => OpCodes.Conv_I4,
            "u4" or "u" => OpCodes.Conv_U4,
            "i8" => unsigned || value.Tag is Tag.U4 ? OpCodes.Conv_U8 : OpCodes.Conv_I8,
            _ => value.IsFloat ? OpCodes.Conv_I8 : OpCodes.Conv_U8,
        });
        return true;
    }
}
