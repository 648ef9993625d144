using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Edge.Emulator.Metadata;

/// <summary>The types of all loaded assemblies by full name, in load order. References to assemblies that are not loaded stay unresolved.</summary>
internal sealed class ProgramModel
{
    private readonly Dictionary<string, TypeModel> types = new(StringComparer.Ordinal);

    public ProgramModel(IEnumerable<PEReader> images)
    {
        foreach (PEReader image in images)
        {
            var assembly = new AssemblyModel(this, image);
            Assemblies.Add(assembly);
            foreach (TypeDefinitionHandle handle in assembly.Reader.TypeDefinitions)
            {
                TypeModel type = new(assembly, handle);
                if (type.Name != "<Module>" && types.TryAdd(type.Name, type))
                {
                    assembly.Types.Add(type);
                }
            }
        }
    }

    public List<AssemblyModel> Assemblies { get; } = [];

    public IEnumerable<TypeModel> Types => Assemblies.SelectMany(assembly => assembly.Types);

    public TypeModel? Find(string name) => types.GetValueOrDefault(name);

    /// <summary>How the evaluation stack holds a value of a type.</summary>
    public Flow.Tag TagOf(string type) => type switch
    {
        "void" => Flow.Tag.Void,
        "bool" or "char" or "sbyte" or "byte" or "short" or "ushort" or "int" => Flow.Tag.I4,
        "uint" => Flow.Tag.U4,
        "long" => Flow.Tag.I8,
        "ulong" => Flow.Tag.U8,
        "float" => Flow.Tag.R4,
        "double" => Flow.Tag.R8,
        "string" or "object" => Flow.Tag.Object,
        "System.IntPtr" or "System.UIntPtr" => Flow.Tag.I4,
        _ when type.EndsWith('&') => Flow.Tag.Reference,
        _ when type.EndsWith(']') => Flow.Tag.Object,
        _ => TagOfNamed(type),
    };

    private Flow.Tag TagOfNamed(string type)
    {
        if (Find(type) is { } model)
        {
            return model.Kind switch
            {
                TypeKind.Enum => TagOf(model.Underlying),
                TypeKind.Struct => Flow.Tag.Struct,
                _ => Flow.Tag.Object,
            };
        }

        return Subset.ApiCatalog.Instance.Find(type)?.Kind switch
        {
            "enum" => Flow.Tag.I4,
            "struct" => Flow.Tag.Struct,
            null => Flow.Tag.Unknown,
            _ => Flow.Tag.Object,
        };
    }
}
