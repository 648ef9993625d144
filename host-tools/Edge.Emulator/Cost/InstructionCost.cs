using System.Reflection.Metadata;
using Edge.Emulator.Flow;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Cost;

/// <summary>Prices one instruction. Calls are priced where their callee is known (<see cref="Call"/>, <see cref="Native"/>).</summary>
internal static class InstructionCost
{
    private static readonly CostTable Table = CostTable.Instance;

    public static (OpcodeClass Class, double Units) Of(IlInstruction i, StackValue[] stack, bool clonesStruct)
    {
        (OpcodeClass kind, string operation) = Classify(i, stack);
        return clonesStruct ? (OpcodeClass.Allocation, Table[operation] + Table["cloneStruct"]) : (kind, Table[operation]);
    }

    /// <param name="kind">"callStatic", "callInstance", "callVirtual", "callInterface" or "callDelegate".</param>
    /// <param name="arguments">Arguments, <c>this</c> included.</param>
    public static double Call(string kind, int arguments) => Table[kind] + (arguments * Table["callArgument"]);

    public static double Native(int arguments) => Table["native"] + (arguments * Table["nativeArgument"]);

    private static (OpcodeClass Class, string Operation) Classify(IlInstruction i, StackValue[] stack)
    {
        if (Variables.Of(i).Use is var use and not VariableUse.None)
        {
            return use is VariableUse.LocalAddress or VariableUse.ArgumentAddress ? (OpcodeClass.Reference, "simple") : (OpcodeClass.Variable, "simple");
        }

        return i.Code switch
        {
            (>= ILOpCode.Add and <= ILOpCode.Not) or (>= ILOpCode.Add_ovf and <= ILOpCode.Sub_ovf_un) => Arithmetic(i.Code, stack[i.Code is ILOpCode.Neg or ILOpCode.Not ? ^1 : ^2].Tag),
            (>= ILOpCode.Br_s and <= ILOpCode.Blt_un) or ILOpCode.Leave or ILOpCode.Leave_s => (OpcodeClass.Branch, "branch"),
            ILOpCode.Ceq or ILOpCode.Cgt or ILOpCode.Cgt_un or ILOpCode.Clt or ILOpCode.Clt_un => (OpcodeClass.Branch, "simple"),
            ILOpCode.Switch => (OpcodeClass.Branch, "switch"),
            (>= ILOpCode.Ldelem_i1 and <= ILOpCode.Ldelem_ref) or ILOpCode.Ldelem => (OpcodeClass.ArrayLoad, "loadElement"),
            ILOpCode.Ldlen => (OpcodeClass.ArrayLoad, "loadLength"),
            ILOpCode.Stelem_i1 or ILOpCode.Stelem_i2 => (OpcodeClass.ArrayStore, "storeElement8"),
            (>= ILOpCode.Stelem_i and <= ILOpCode.Stelem_ref) or ILOpCode.Stelem => (OpcodeClass.ArrayStore, "storeElement32"),
            ILOpCode.Ldfld => (OpcodeClass.FieldLoad, "loadField"),
            ILOpCode.Ldsfld => (OpcodeClass.FieldLoad, "loadStatic"),
            ILOpCode.Stfld => (OpcodeClass.FieldStore, "storeField"),
            ILOpCode.Stsfld => (OpcodeClass.FieldStore, "storeStatic"),
            (>= ILOpCode.Ldind_i1 and <= ILOpCode.Ldind_ref) or ILOpCode.Ldobj or ILOpCode.Ldflda or ILOpCode.Ldsflda or ILOpCode.Ldelema or ILOpCode.Unbox
                => (OpcodeClass.Reference, "loadReference"),
            (>= ILOpCode.Stind_ref and <= ILOpCode.Stind_r8) or ILOpCode.Stobj or ILOpCode.Initobj or ILOpCode.Cpobj => (OpcodeClass.Reference, "storeReference"),
            _ => Others(i.Code),
        };
    }

    private static (OpcodeClass Class, string Operation) Others(ILOpCode code) => code switch
    {
        ILOpCode.Ret => (OpcodeClass.Call, "return"),
        ILOpCode.Newobj => (OpcodeClass.Allocation, "newObject"),
        ILOpCode.Newarr => (OpcodeClass.Allocation, "newArray"),
        ILOpCode.Box => (OpcodeClass.Allocation, "box"),
        ILOpCode.Ldstr => (OpcodeClass.Allocation, "literal"),
        ILOpCode.Ldftn or ILOpCode.Ldvirtftn => (OpcodeClass.Allocation, "newDelegate"),
        ILOpCode.Castclass or ILOpCode.Isinst or ILOpCode.Unbox_any => (OpcodeClass.Other, "cast"),
        ILOpCode.Throw or ILOpCode.Rethrow => (OpcodeClass.Other, "throw"),
        ILOpCode.Endfinally or ILOpCode.Endfilter or ILOpCode.Ldtoken => (OpcodeClass.Other, "simple"),
        (>= ILOpCode.Ldnull and <= ILOpCode.Ldc_r8) or ILOpCode.Dup or ILOpCode.Pop or ILOpCode.Nop => (OpcodeClass.Constant, "simple"),
        _ => (OpcodeClass.Convert, "simple"),
    };

    private static (OpcodeClass Class, string Operation) Arithmetic(ILOpCode code, Tag tag)
    {
        bool multiplies = code is ILOpCode.Mul or ILOpCode.Mul_ovf or ILOpCode.Mul_ovf_un;
        bool divides = code is ILOpCode.Div or ILOpCode.Div_un or ILOpCode.Rem or ILOpCode.Rem_un;
        return tag switch
        {
            Tag.R4 => (OpcodeClass.FloatingPoint, "float"),
            Tag.R8 => (OpcodeClass.FloatingPoint, "double"),
            Tag.I8 or Tag.U8 or Tag.Mixed8 => (OpcodeClass.Integer64, multiplies ? "mul64" : divides ? "div64" : "simple"),
            _ => (OpcodeClass.Integer32, divides ? "div32" : "simple"),
        };
    }
}
