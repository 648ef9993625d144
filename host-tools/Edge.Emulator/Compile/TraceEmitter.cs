using System.Reflection;
using System.Reflection.Emit;
using Edge.Emulator.Metadata;
using Edge.Emulator.Runtime;

namespace Edge.Emulator.Compile;

/// <summary>Gives every class and struct of the program the methods a collection needs (<see cref="ITraced"/>).</summary>
internal sealed class TraceEmitter(TypeMap types, TypeEmitter emitter)
{
    public const string StaticsName = "$TraceStatics";

    private const string TraceName = "$Trace";
    private const string BytesName = "$HeapBytes";
    private static readonly MethodInfo Visit = typeof(HeapTracer).GetMethod(nameof(HeapTracer.Visit))!;
    private readonly Dictionary<TypeModel, MethodBuilder> traces = [];

    public void EmitAll()
    {
        TypeModel[] traced = [.. types.Program.Types.Where(t => TypeEmitter.IsEmitted(t) && t.Kind is TypeKind.Class or TypeKind.Struct && TypeEmitter.IsEmitted(t))];
        foreach (TypeModel type in traced)
        {
            traces[type] = types.Emitted(type.Name).DefineMethod(
                TraceName, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, typeof(void), [typeof(HeapTracer)]);
        }

        foreach (TypeModel type in traced)
        {
            EmitTrace(type);
            EmitBytes(type);
            EmitStatics(type);
            types.Emitted(type.Name).AddInterfaceImplementation(typeof(ITraced));
        }
    }

    private void EmitTrace(TypeModel type)
    {
        MethodBuilder trace = traces[type];
        ILGenerator il = trace.GetILGenerator();
        if (type.Kind == TypeKind.Class && types.Program.Find(type.BaseName) is { } parent)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Call, traces[parent]);
        }

        foreach (FieldModel field in type.InstanceFields)
        {
            EmitField(il, field, () => il.Emit(OpCodes.Ldarg_0), OpCodes.Ldfld, OpCodes.Ldflda, () => il.Emit(OpCodes.Ldarg_1));
        }

        il.Emit(OpCodes.Ret);
        types.Emitted(type.Name).DefineMethodOverride(trace, typeof(ITraced).GetMethod(nameof(ITraced.Trace))!);
    }

    private void EmitField(ILGenerator il, FieldModel field, Action owner, OpCode load, OpCode loadAddress, Action tracer)
    {
        Flow.Tag tag = types.Program.TagOf(field.Type);
        if (tag == Flow.Tag.Object)
        {
            tracer();
            owner();
            il.Emit(load, emitter.Field(field));
            il.Emit(OpCodes.Call, Visit);
        }
        else if (tag == Flow.Tag.Struct && types.Program.Find(field.Type) is { } nested)
        {
            owner();
            il.Emit(loadAddress, emitter.Field(field));
            tracer();
            il.Emit(OpCodes.Call, traces[nested]);
        }
    }

    private void EmitBytes(TypeModel type)
    {
        MethodBuilder bytes = types.Emitted(type.Name).DefineMethod(
            BytesName, MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig, typeof(int), []);
        ILGenerator il = bytes.GetILGenerator();
        il.Emit(OpCodes.Ldc_I4, type.Kind == TypeKind.Struct ? types.StructBytes(type.Name) : types.ClassBytes(type));
        il.Emit(OpCodes.Ret);
        types.Emitted(type.Name).DefineMethodOverride(bytes, typeof(ITraced).GetMethod(nameof(ITraced.HeapBytes))!);
    }

    private void EmitStatics(TypeModel type)
    {
        MethodBuilder statics = types.Emitted(type.Name).DefineMethod(
            StaticsName, MethodAttributes.Public | MethodAttributes.Static, typeof(void), [typeof(HeapTracer)]);
        ILGenerator il = statics.GetILGenerator();
        foreach (FieldModel field in type.Fields.Where(f => f.IsStatic && !f.HasData && !f.IsLiteral))
        {
            EmitField(il, field, () => { }, OpCodes.Ldsfld, OpCodes.Ldsflda, () => il.Emit(OpCodes.Ldarg_0));
        }

        il.Emit(OpCodes.Ret);
    }
}
