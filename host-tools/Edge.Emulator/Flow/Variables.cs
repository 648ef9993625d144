using System.Reflection.Metadata;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Flow;

internal enum VariableUse
{
    None,
    LoadLocal,
    StoreLocal,
    LocalAddress,
    LoadArgument,
    StoreArgument,
    ArgumentAddress,
}

/// <summary>Reads the many forms of the instructions on arguments and local variables as one.</summary>
internal static class Variables
{
    public static (VariableUse Use, int Index) Of(IlInstruction i) => i.Code switch
    {
        >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3 => (VariableUse.LoadArgument, i.Code - ILOpCode.Ldarg_0),
        >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3 => (VariableUse.LoadLocal, i.Code - ILOpCode.Ldloc_0),
        >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3 => (VariableUse.StoreLocal, i.Code - ILOpCode.Stloc_0),
        ILOpCode.Ldarg_s or ILOpCode.Ldarg => (VariableUse.LoadArgument, (int)i.Operand),
        ILOpCode.Ldarga_s or ILOpCode.Ldarga => (VariableUse.ArgumentAddress, (int)i.Operand),
        ILOpCode.Starg_s or ILOpCode.Starg => (VariableUse.StoreArgument, (int)i.Operand),
        ILOpCode.Ldloc_s or ILOpCode.Ldloc => (VariableUse.LoadLocal, (int)i.Operand),
        ILOpCode.Ldloca_s or ILOpCode.Ldloca => (VariableUse.LocalAddress, (int)i.Operand),
        ILOpCode.Stloc_s or ILOpCode.Stloc => (VariableUse.StoreLocal, (int)i.Operand),
        _ => (VariableUse.None, 0),
    };
}
