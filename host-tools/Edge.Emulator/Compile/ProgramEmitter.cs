using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Runtime.CompilerServices;
using Edge.Emulator.Cost;
using Edge.Emulator.Flow;
using Edge.Emulator.Metadata;
using Edge.Emulator.Natives;
using Edge.Emulator.Runtime;

namespace Edge.Emulator.Compile;

/// <summary>Turns a program into a .NET assembly that behaves as the program does on the device and counts what it does.</summary>
internal sealed class ProgramEmitter
{
    private const string GlobalsName = "$Globals";
    private const string StateName = "State";
    private static int assemblies;
    private readonly VariantAnalysis analysis = new();
    private readonly Dictionary<string, NativeMember> natives = new(StringComparer.Ordinal);
    private readonly HashSet<TypeModel> created = [];
    private readonly AssemblyBuilder assembly;
    private readonly TypeBuilder globals;
    private int nextBlock = CounterSlots.FirstBlock;

    public ProgramEmitter(ProgramModel program, EmulatorOptions options)
    {
        Options = options;
        Types = new TypeMap(program);
        analysis.AnalyzeAll(program);
        RequireNatives(program);
        Emitted = [.. Reachable(program)];
        State = new EmulatorState(CounterSlots.FirstBlock + Emitted.Sum(flow => flow.Leaders.Count(leader => leader)) + Emitted.Length, options.HeapBytes);
        assembly = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName(EmulatedStack.AssemblyPrefix + Interlocked.Increment(ref assemblies)), AssemblyBuilderAccess.RunAndCollect);
        assembly.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(IgnoresAccessChecksToAttribute).GetConstructors()[0], [typeof(ProgramEmitter).Assembly.GetName().Name!]));
        ModuleBuilder module = assembly.DefineDynamicModule("program");
        globals = module.DefineType(GlobalsName, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        StateField = globals.DefineField(StateName, typeof(EmulatorState), FieldAttributes.Public | FieldAttributes.Static);
        Emitter = new TypeEmitter(Types, module);
    }

    public EmulatorOptions Options { get; }

    public TypeMap Types { get; }

    public TypeEmitter Emitter { get; }

    public EmulatorState State { get; }

    public FieldBuilder StateField { get; }

    /// <summary>The methods that are emitted, variants included.</summary>
    public MethodFlow[] Emitted { get; }

    public List<BlockRecord> Blocks { get; } = [];

    /// <summary>Emits everything and gives the finished assembly.</summary>
    public Assembly Emit()
    {
        Emitter.DefineAll();
        new TraceEmitter(Types, Emitter).EmitAll();
        foreach (MethodFlow flow in Emitted)
        {
            ILGenerator il = Target(flow.Variant) is ConstructorBuilder constructor
                ? constructor.GetILGenerator()
                : ((MethodBuilder)Target(flow.Variant)).GetILGenerator();
            new MethodEmitter(this, flow, il).Emit();
        }

        foreach (TypeModel type in Types.Program.Types)
        {
            Create(type);
        }

        globals.CreateType().GetField(StateName)!.SetValue(null, State);
        return assembly;
    }

    public MethodBase Target(MethodVariant variant) => Emitter.Define(variant);

    public AssemblyModel Assembly(MethodFlow flow) => flow.Variant.Method.Owner.Assembly;

    /// <summary>What stands for a member of the class library.</summary>
    public NativeMember Native(MethodReferenceModel member) =>
        FindNative(member) ?? throw EmulatorErrors.NotEmulated([member.ToString()]);

    public BlockRecord NewBlock(MethodModel method, bool isEntry)
    {
        var block = new BlockRecord(method, nextBlock++) { IsEntry = isEntry };
        Blocks.Add(block);
        return block;
    }

    /// <summary>Whether the instruction leaves a struct of the program on the stack: the device clones it on the heap.</summary>
    public bool ClonesStruct(MethodFlow flow, int index)
    {
        IlInstruction i = flow.Body.Code[index];
        bool loads = Variables.Of(i).Use is VariableUse.LoadLocal or VariableUse.LoadArgument
            || i.Code is ILOpCode.Ldfld or ILOpCode.Ldsfld or ILOpCode.Ldelem or ILOpCode.Ldobj or ILOpCode.Unbox_any;
        return loads && flow.Before[index] is not null && flow.Before[index + 1] is { Length: > 0 } after
            && after[^1].Tag == Tag.Struct && Types.StructBytes(after[^1].Type) > 0;
    }

    private NativeMember? FindNative(MethodReferenceModel member)
    {
        string key = member.ToString();
        if (!natives.TryGetValue(key, out NativeMember? native) && NativeLibrary.Find(member, Types) is { } found)
        {
            natives[key] = native = found;
        }

        return native;
    }

    /// <summary>Finds all members the emulator lacks at once, before anything is emitted.</summary>
    private void RequireNatives(ProgramModel program)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        foreach (MethodFlow flow in analysis.Flows)
        {
            foreach (IlInstruction i in flow.Body.Code.Where(i => i.Code is ILOpCode.Call or ILOpCode.Callvirt or ILOpCode.Newobj))
            {
                MethodReferenceModel callee = Assembly(flow).Method(i.Token);
                if (callee.Definition is null && !UsesOwnTypes(callee, program) && FindNative(callee) is null)
                {
                    missing.Add(callee.ToString());
                }
            }
        }

        foreach (MethodModel method in program.Types.Where(t => t.Kind != TypeKind.Delegate).SelectMany(t => t.Methods))
        {
            if (method.Body is null && !method.Definition.Attributes.HasFlag(MethodAttributes.Abstract))
            {
                missing.Add($"{method.FullName}, a native method");
            }
        }

        if (missing.Count > 0)
        {
            throw EmulatorErrors.NotEmulated(missing);
        }
    }

    /// <summary>A library member whose signature names types of the program cannot be looked up before these are defined.</summary>
    private static bool UsesOwnTypes(MethodReferenceModel callee, ProgramModel program) =>
        callee.Parameters.Any(p => program.Find(p.TrimEnd('&', '[', ']')) is not null);

    private IEnumerable<MethodFlow> Reachable(ProgramModel program)
    {
        var pending = new Queue<MethodVariant>(program.Types.Where(TypeEmitter.IsEmitted).SelectMany(type => type.Methods)
            .Where(method => method.Body is not null).Select(MethodVariant.Declared));
        var seen = new HashSet<MethodVariant>(pending);
        while (pending.TryDequeue(out MethodVariant? variant))
        {
            MethodFlow flow = analysis.Of(variant)!;
            yield return flow;
            foreach (MethodVariant callee in flow.Calls.Values.Where(seen.Add))
            {
                pending.Enqueue(callee);
            }
        }
    }

    private void Create(TypeModel type)
    {
        if (!TypeEmitter.IsEmitted(type) || !created.Add(type))
        {
            return;
        }

        IEnumerable<string> first = [type.BaseName, .. type.Interfaces, .. type.Fields.Where(f => !f.HasData).Select(f => f.Type)];
        foreach (string name in first)
        {
            if (Types.Program.Find(name) is { } needed && (needed.Kind is TypeKind.Struct or TypeKind.Enum or TypeKind.Interface || name == type.BaseName))
            {
                Create(needed);
            }
        }

        Types.Emitted(type.Name).CreateType();
    }
}
