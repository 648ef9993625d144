using System.Reflection.Emit;
using Edge.Emulator.Metadata;
using Edge.Emulator.Runtime;

namespace Edge.Emulator.Compile;

/// <summary>Finds the .NET type that stands for a type of the program.</summary>
internal sealed class TypeMap
{
    private static readonly Dictionary<string, Type> Keywords = new(StringComparer.Ordinal)
    {
        ["void"] = typeof(void),
        ["bool"] = typeof(bool),
        ["char"] = typeof(char),
        ["sbyte"] = typeof(sbyte),
        ["byte"] = typeof(byte),
        ["short"] = typeof(short),
        ["ushort"] = typeof(ushort),
        ["int"] = typeof(int),
        ["uint"] = typeof(uint),
        ["long"] = typeof(long),
        ["ulong"] = typeof(ulong),
        ["float"] = typeof(float),
        ["double"] = typeof(double),
        ["string"] = typeof(string),
        ["object"] = typeof(object),
        ["null"] = typeof(object),
    };

    private readonly Dictionary<string, TypeBuilder> emitted = new(StringComparer.Ordinal);
    private readonly ProgramModel program;

    public TypeMap(ProgramModel program) => this.program = program;

    public ProgramModel Program => program;

    public void Add(string name, TypeBuilder type) => emitted.Add(name, type);

    public TypeBuilder Emitted(string name) => emitted[name];

    public Type Of(string name)
    {
        if (name.EndsWith('&'))
        {
            return Of(name[..^1]).MakeByRefType();
        }

        if (name.EndsWith("[]", StringComparison.Ordinal))
        {
            return Of(name[..^2]).MakeArrayType();
        }

        return Keywords.GetValueOrDefault(name)
            ?? (emitted.TryGetValue(name, out TypeBuilder? builder) ? builder : Library(name))
            ?? throw EmulatorErrors.NotEmulated([name]);
    }

    public Type[] Of(IEnumerable<string> names) => [.. names.Select(Of)];

    /// <summary>The type of .NET's core library with the same name, or null.</summary>
    public static Type? Library(string name) => typeof(object).Assembly.GetType(name.Replace('/', '+'));

    /// <summary>Bytes of the heap object that a struct of the program is; 0 for every other type, DateTime and TimeSpan included.</summary>
    public int StructBytes(string name) =>
        program.Find(name) is { Kind: TypeKind.Struct } type
            ? HeapLayout.Object(type.InstanceFields.Count()) + type.InstanceFields.Sum(field => StructBytes(field.Type))
            : 0;

    /// <summary>Bytes of an object of a class of the program: its own fields, those it inherits, and the structs in them.</summary>
    public int ClassBytes(TypeModel type)
    {
        int fields = 0;
        int structs = 0;
        TypeModel? at = type;
        string last = type.Name;
        for (; at is not null; at = program.Find(at.BaseName))
        {
            fields += at.InstanceFields.Count();
            structs += at.InstanceFields.Sum(field => StructBytes(field.Type));
            last = at.BaseName;
        }

        int inherited = last.EndsWith("Exception", StringComparison.Ordinal) ? (HeapLayout.Exception / HeapLayout.Block) - 1 : 0;
        return HeapLayout.Object(fields + inherited) + structs;
    }

    /// <summary>Bytes an array holds for an element, and bytes of the separate object each struct element is.</summary>
    public (int Bytes, int Objects) Element(string type) => type switch
    {
        "bool" or "byte" or "sbyte" => (1, 0),
        "char" or "short" or "ushort" => (2, 0),
        "int" or "uint" or "float" => (4, 0),
        "long" or "ulong" or "double" => (8, 0),
        _ when program.Find(type) is { Kind: TypeKind.Enum } model => Element(model.Underlying),
        _ => (HeapLayout.Block, StructBytes(type)),
    };
}
