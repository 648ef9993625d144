using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Edge.Emulator.Metadata;

/// <summary>Writes signatures the way nanoframework-api.txt does; what the subset refuses is marked so that <see cref="Refused"/> sees it.</summary>
internal sealed class SignatureText : ISignatureTypeProvider<string, object?>
{
    private const char GenericMark = '`';
    private const string MultiDimensionalMark = "[,";
    private const char PointerMark = '*';

    /// <summary>Why nanoFramework 1.x has no such type, or null where it has.</summary>
    public static string? Refused(string type) =>
        type.Contains(GenericMark) || type.Contains('!') ? "generic type"
        : type.Contains(MultiDimensionalMark, StringComparison.Ordinal) ? "multi-dimensional array"
        : type.Contains(PointerMark) ? "pointer"
        : null;

    public static string Method(string name, MethodSignature<string> signature) =>
        $"{(signature.Header.IsInstance ? "" : "static ")}{signature.ReturnType} {name}({string.Join(", ", signature.ParameterTypes)})";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}{MultiDimensionalMark}{new string(',', Math.Max(shape.Rank - 2, 0))}]";

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + PointerMark;

    public string GetPinnedType(string elementType) => elementType + PointerMark;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "method" + PointerMark;

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) =>
        $"{genericType}<{string.Join(", ", typeArguments)}>";

    public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

    public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) =>
        isRequired && !modifier.EndsWith("InAttribute", StringComparison.Ordinal) ? $"{unmodifiedType} {VolatileMark}({modifier})" : unmodifiedType;

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => TypeNames.Keyword(typeCode);

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => TypeNames.Of(reader, handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => TypeNames.Of(reader, handle);

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    internal const string VolatileMark = "modreq";
}
