using System.Reflection;
using System.Reflection.Metadata;

namespace Edge.Emulator.Metadata;

internal enum TypeKind
{
    Class,
    Struct,
    Enum,
    Interface,
    Delegate,
}

/// <summary>A type of a loaded assembly.</summary>
internal sealed class TypeModel
{
    private readonly Lazy<FieldModel[]> fields;
    private readonly Lazy<MethodModel[]> methods;

    public TypeModel(AssemblyModel assembly, TypeDefinitionHandle handle)
    {
        Assembly = assembly;
        MetadataReader reader = assembly.Reader;
        Definition = reader.GetTypeDefinition(handle);
        Name = TypeNames.Of(reader, handle);
        BaseName = Definition.BaseType.IsNil ? "" : TypeNames.Of(reader, Definition.BaseType);
        Kind = Definition.Attributes.HasFlag(TypeAttributes.Interface) ? TypeKind.Interface : BaseName switch
        {
            "System.ValueType" => TypeKind.Struct,
            "System.Enum" => TypeKind.Enum,
            "System.MulticastDelegate" => TypeKind.Delegate,
            _ => TypeKind.Class,
        };
        fields = new(() => [.. Definition.GetFields().Select(field => new FieldModel(this, field))]);
        methods = new(() => [.. Definition.GetMethods().Select(method => new MethodModel(this, method))]);
    }

    public AssemblyModel Assembly { get; }

    public TypeDefinition Definition { get; }

    /// <summary>Full name, <c>/</c> before a nested type.</summary>
    public string Name { get; }

    public string BaseName { get; }

    public TypeKind Kind { get; }

    public FieldModel[] Fields => fields.Value;

    public MethodModel[] Methods => methods.Value;

    public IEnumerable<FieldModel> InstanceFields => Fields.Where(f => !f.IsStatic);

    /// <summary>The integer type behind an enum.</summary>
    public string Underlying => InstanceFields.First().Type;

    public IEnumerable<string> Interfaces =>
        Definition.GetInterfaceImplementations().Select(i => TypeNames.Of(Assembly.Reader, Assembly.Reader.GetInterfaceImplementation(i).Interface));
}

/// <summary>A field of a loaded type.</summary>
internal sealed class FieldModel
{
    private readonly FieldDefinition definition;

    public FieldModel(TypeModel owner, FieldDefinitionHandle handle)
    {
        Owner = owner;
        definition = owner.Assembly.Reader.GetFieldDefinition(handle);
        Name = owner.Assembly.Reader.GetString(definition.Name);
        Type = definition.DecodeSignature(new SignatureText(), null);
    }

    public TypeModel Owner { get; }

    public string Name { get; }

    public string Type { get; }

    public bool IsStatic => definition.Attributes.HasFlag(FieldAttributes.Static);

    public bool IsLiteral => definition.Attributes.HasFlag(FieldAttributes.Literal);

    /// <summary>Whether the field stands for array data in the image.</summary>
    public bool HasData => definition.Attributes.HasFlag(FieldAttributes.HasFieldRVA);

    public byte[] Data() => ArrayData.Read(Owner.Assembly.Image, Owner.Assembly.Reader, definition);
}
