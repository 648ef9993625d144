using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Edge.Emulator.Metadata;

/// <summary>The bytes behind a field with an address in the image: what the compiler makes of <c>new byte[] { 1, 2, 3 }</c>.</summary>
internal static class ArrayData
{
    public static int Size(MetadataReader reader, FieldDefinition field)
    {
        string type = field.DecodeSignature(new SignatureText(), null);
        int primitive = type switch
        {
            "byte" or "sbyte" or "bool" => 1,
            "short" or "ushort" or "char" => 2,
            "int" or "uint" or "float" => 4,
            "long" or "ulong" or "double" => 8,
            _ => 0,
        };
        return primitive > 0 ? primitive : reader.TypeDefinitions
            .Where(handle => TypeNames.Of(reader, handle) == type)
            .Select(handle => reader.GetTypeDefinition(handle).GetLayout().Size)
            .FirstOrDefault();
    }

    public static byte[] Read(PEReader image, MetadataReader reader, FieldDefinition field)
    {
        BlobReader bytes = image.GetSectionData(field.GetRelativeVirtualAddress()).GetReader();
        return bytes.ReadBytes(Size(reader, field));
    }
}
