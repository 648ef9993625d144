using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using Edge.Emulator.Cost;
using Edge.Emulator.Flow;
using Edge.Emulator.Metadata;
using Edge.Emulator.Natives;
using Edge.Emulator.Runtime;

namespace Edge.Emulator.Compile;

/// <summary>Calls of loaded methods and of the class library; new objects.</summary>
internal sealed partial class MethodEmitter
{
    private void EmitCall(int index, IlInstruction i)
    {
        MethodReferenceModel callee = assembly.Method(i.Token);
        if (i.Code == ILOpCode.Newobj)
        {
            EmitNew(callee);
        }
        else if (callee.Definition is { } own)
        {
            block.Add(OpcodeClass.Call, InstructionCost.Call(KindOf(i.Code, own), callee.ArgumentCount));
            EmitConstrained();
            MethodBase target = program.Target(flow.Calls.GetValueOrDefault(index) ?? MethodVariant.Declared(own));
            if (target is ConstructorInfo constructor)
            {
                il.Emit(OpCodes.Call, constructor);
            }
            else
            {
                il.Emit(i.OpCode, (MethodInfo)target);
            }
        }
        else
        {
            EmitNative(i, callee);
        }
    }

    private static string KindOf(ILOpCode code, MethodModel callee) => callee switch
    {
        { IsStatic: true } => "callStatic",
        { Owner.Kind: TypeKind.Delegate } => "callDelegate",
        { Owner.Kind: TypeKind.Interface } => "callInterface",
        { IsVirtual: true } when code == ILOpCode.Callvirt => "callVirtual",
        _ => "callInstance",
    };

    private void EmitNew(MethodReferenceModel constructor)
    {
        if (constructor.Definition is not { } own)
        {
            EmitNewLibraryObject(constructor);
            return;
        }

        TypeModel type = own.Owner;
        if (type.Kind == TypeKind.Delegate)
        {
            block.Add(OpcodeClass.Allocation, CostTable.Instance["simple"]);
        }
        else
        {
            long bytes = type.Kind == TypeKind.Struct ? program.Types.StructBytes(type.Name) : program.Types.ClassBytes(type);
            double fields = bytes / HeapLayout.Block * CostTable.Instance["newField"];
            block.Add(OpcodeClass.Allocation, CostTable.Instance["newObject"] + fields + InstructionCost.Call("callInstance", constructor.ArgumentCount));
            EmitAllocate(bytes);
        }

        il.Emit(OpCodes.Newobj, (ConstructorInfo)program.Target(MethodVariant.Declared(own)));
    }

    private void EmitNewLibraryObject(MethodReferenceModel constructor)
    {
        NativeMember native = program.Native(constructor);
        block.Add(OpcodeClass.Allocation, CostTable.Instance["newObject"] + InstructionCost.Native(constructor.ArgumentCount));
        if (constructor.Owner.EndsWith("Exception", StringComparison.Ordinal))
        {
            EmitAllocate(HeapLayout.Exception);
        }
        else if (constructor.Owner == "System.Collections.ArrayList")
        {
            EmitAllocate(HeapLayout.Object(4) + HeapLayout.Array(4, HeapLayout.Block));
        }

        il.Emit(OpCodes.Newobj, (ConstructorInfo)native.Target);
        if (constructor.Owner is "string" or "System.String")
        {
            EmitResult(typeof(string));
        }
    }

    private void EmitNative(IlInstruction i, MethodReferenceModel callee)
    {
        NativeMember native = program.Native(callee);
        double units = native.Managed ? InstructionCost.Call(callee.HasThis ? "callInstance" : "callStatic", callee.ArgumentCount) : InstructionCost.Native(callee.ArgumentCount);
        block.Add(OpcodeClass.Call, units);
        block.AddLibrary(native.Instructions, native.Instructions * CostTable.Instance["libraryInstruction"]);
        if (IsEventExchange(i, out Type? delegateType))
        {
            MethodInfo exchange = typeof(Interlocked).GetMethods().Single(m => m.Name == "CompareExchange" && m.IsGenericMethod);
            il.Emit(OpCodes.Call, exchange.MakeGenericMethod(delegateType!));
            return;
        }

        bool own = native.Target!.DeclaringType!.Assembly == typeof(NativeLibrary).Assembly;
        if (own && constrained is not null)
        {
            il.Emit(OpCodes.Ldobj, constrained);
            il.Emit(OpCodes.Box, constrained);
            constrained = null;
        }

        EmitConstrained();
        if (native.TakesState)
        {
            EmitState();
        }

        if (native.Target is ConstructorInfo constructor)
        {
            il.Emit(OpCodes.Call, constructor);
        }
        else
        {
            il.Emit(own ? OpCodes.Call : i.OpCode, (MethodInfo)native.Target);
        }

        if (native.AccountsResult)
        {
            EmitResult(program.Types.Of(callee.Returns));
        }
    }

    private bool IsEventExchange(IlInstruction i, out Type? type)
    {
        EntityHandle handle = System.Reflection.Metadata.Ecma335.MetadataTokens.EntityHandle(i.Token);
        type = handle.Kind == HandleKind.MethodSpecification
            ? program.Types.Of(assembly.Reader.GetMethodSpecification((MethodSpecificationHandle)handle).DecodeSignature(new SignatureText(), null)[0])
            : null;
        return type is not null;
    }

    private void EmitConstrained()
    {
        if (constrained is not null)
        {
            il.Emit(OpCodes.Constrained, constrained);
            constrained = null;
        }
    }

    private void EmitResult(Type type)
    {
        EmitState();
        il.Emit(OpCodes.Call, typeof(EmulatorState).GetMethod(nameof(EmulatorState.Result))!.MakeGenericMethod(type));
    }
}
