using System.Reflection.Metadata;

namespace Edge.Emulator.Metadata;

/// <summary>Full names of types as nanoframework-api.txt writes them: keywords for the primitives, <c>/</c> before a nested type.</summary>
internal static class TypeNames
{
    public static string Of(MetadataReader reader, EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeDefinition => Of(reader, (TypeDefinitionHandle)handle),
        HandleKind.TypeReference => Of(reader, (TypeReferenceHandle)handle),
        HandleKind.TypeSpecification => reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(new SignatureText(), null),
        _ => "?",
    };

    public static string Of(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        string name = reader.GetString(type.Name);
        return outer.IsNil ? Qualify(reader.GetString(type.Namespace), name) : $"{Of(reader, outer)}/{name}";
    }

    public static string Of(MetadataReader reader, TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{Of(reader, (TypeReferenceHandle)type.ResolutionScope)}/{name}"
            : Qualify(reader.GetString(type.Namespace), name);
    }

    /// <summary>The keyword of a primitive type, else null.</summary>
    public static string Keyword(PrimitiveTypeCode code) => code switch
    {
        PrimitiveTypeCode.Void => "void",
        PrimitiveTypeCode.Boolean => "bool",
        PrimitiveTypeCode.Char => "char",
        PrimitiveTypeCode.SByte => "sbyte",
        PrimitiveTypeCode.Byte => "byte",
        PrimitiveTypeCode.Int16 => "short",
        PrimitiveTypeCode.UInt16 => "ushort",
        PrimitiveTypeCode.Int32 => "int",
        PrimitiveTypeCode.UInt32 => "uint",
        PrimitiveTypeCode.Int64 => "long",
        PrimitiveTypeCode.UInt64 => "ulong",
        PrimitiveTypeCode.Single => "float",
        PrimitiveTypeCode.Double => "double",
        PrimitiveTypeCode.String => "string",
        PrimitiveTypeCode.Object => "object",
        PrimitiveTypeCode.IntPtr => "System.IntPtr",
        PrimitiveTypeCode.UIntPtr => "System.UIntPtr",
        _ => "System.TypedReference",
    };

    /// <summary>The keyword for the full name of a primitive type, else the name itself.</summary>
    public static string Short(string name) => Keywords.GetValueOrDefault(name, name);

    private static readonly Dictionary<string, string> Keywords = Enum.GetValues<PrimitiveTypeCode>()
        .Where(code => code is not (PrimitiveTypeCode.IntPtr or PrimitiveTypeCode.UIntPtr or PrimitiveTypeCode.TypedReference))
        .ToDictionary(code => $"System.{code}", Keyword, StringComparer.Ordinal);

    private static string Qualify(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
}
