using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Subset;

/// <summary>Counts what the converter writes with 16-bit offsets.</summary>
internal static class AssemblyLimits
{
    public static void Check(PEReader image, MetadataReader reader, ViolationReport report)
    {
        int total = 0;
        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
            {
                continue;
            }

            int bytes = ConvertedBytes(image.GetMethodBody(method.RelativeVirtualAddress));
            total += bytes;
            if (bytes > NanoLimits.BranchBytes)
            {
                report.Enter($"{TypeNames.Of(reader, method.GetDeclaringType())}.{reader.GetString(method.Name)}");
                report.Add(SubsetRule.Branch, $"a method of {bytes} bytes of IL", $"branches reach {NanoLimits.BranchBytes} bytes: split it");
            }
        }

        report.Enter(null);
        if (total > NanoLimits.AssemblyIlBytes)
        {
            report.Add(SubsetRule.AssemblyIl, $"{total} bytes of IL", $"an assembly may have {NanoLimits.AssemblyIlBytes}: split it");
        }

        int data = DataBytes(image, reader);
        if (data > NanoLimits.AssemblyDataBytes)
        {
            report.Add(SubsetRule.AssemblyData, $"{data} bytes of signatures and array data", $"an assembly may have {NanoLimits.AssemblyDataBytes}: put data into a resource");
        }
    }

    /// <summary>Bytes of all method bodies as the converter writes them.</summary>
    public static int IlBytes(PEReader image)
    {
        MetadataReader reader = image.GetMetadataReader();
        return reader.MethodDefinitions
            .Select(handle => reader.GetMethodDefinition(handle).RelativeVirtualAddress)
            .Where(address => address != 0)
            .Sum(address => ConvertedBytes(image.GetMethodBody(address)));
    }

    /// <summary>
    /// The converter keeps the opcodes, writes tokens (but not those of ldtoken) and long branches in two bytes, a switch with a byte for the
    /// count and two for a case, and adds 12 bytes a handler and a byte for their number (MetadataProcessor, CodeWriter.cs).
    /// </summary>
    public static int ConvertedBytes(MethodBodyBlock body)
    {
        BlobReader il = body.GetILReader();
        int bytes = 0;
        foreach (IlInstruction instruction in IlReader.Read(il.ReadBytes(il.RemainingBytes)))
        {
            bytes += instruction.OpCode.OperandType switch
            {
                OperandType.InlineSwitch => instruction.OpCode.Size + 1 + (2 * instruction.Targets!.Length),
                OperandType.InlineString or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineBrTarget
                    => instruction.Size - 2,
                _ => instruction.Size,
            };
        }

        return bytes + (body.ExceptionRegions.Length == 0 ? 0 : (12 * body.ExceptionRegions.Length) + 1);
    }

    /// <summary>Array data as it is; signatures by their size in .NET's encoding, which is close to the converter's.</summary>
    private static int DataBytes(PEReader image, MetadataReader reader)
    {
        var blobs = new HashSet<BlobHandle>();
        int bytes = 0;
        foreach (FieldDefinitionHandle handle in reader.FieldDefinitions)
        {
            FieldDefinition field = reader.GetFieldDefinition(handle);
            blobs.Add(field.Signature);
            if (field.Attributes.HasFlag(FieldAttributes.HasFieldRVA))
            {
                bytes += ArrayData.Size(reader, field);
            }
        }

        blobs.UnionWith(reader.MethodDefinitions.Select(h => reader.GetMethodDefinition(h).Signature));
        blobs.UnionWith(reader.MemberReferences.Select(h => reader.GetMemberReference(h).Signature));
        for (int row = 1; row <= reader.GetTableRowCount(TableIndex.StandAloneSig); row++)
        {
            blobs.Add(reader.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(row)).Signature);
        }

        return bytes + blobs.Sum(blob => reader.GetBlobReader(blob).Length);
    }
}
