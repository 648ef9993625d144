using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Subset;

/// <summary>Checks the body of one method.</summary>
internal static class MethodChecker
{
    /// <summary>Instructions the interpreter answers with "unsupported instruction" (nf-interpreter, Interpreter.cpp, end of the switch).</summary>
    private static readonly Dictionary<string, string> Unsupported = new(StringComparer.Ordinal)
    {
        ["localloc"] = "use an array",
        ["cpblk"] = "use Array.Copy",
        ["initblk"] = "use Array.Clear",
        ["calli"] = "use a delegate",
        ["jmp"] = "call the method",
        ["arglist"] = "pass an array",
        ["ckfinite"] = "compare with the limits",
        ["mkrefany"] = "use object",
        ["refanytype"] = "use object",
        ["refanyval"] = "use object",
        ["readonly."] = "do not take the address of an element of a type parameter",
        ["sizeof"] = "write the size as a constant: the device would give the size on its heap",
    };

    public static void Check(MethodBodyBlock body, MetadataReader reader, MemberChecker members, ViolationReport report)
    {
        CheckSlots(body, reader, members, report);
        BlobReader il = body.GetILReader();
        foreach (IlInstruction instruction in IlReader.Read(il.ReadBytes(il.RemainingBytes)))
        {
            CheckInstruction(instruction, members, report);
        }

        foreach (ExceptionRegion region in body.ExceptionRegions)
        {
            members.CheckType(region.CatchType, region.HandlerOffset);
        }
    }

    private static void CheckSlots(MethodBodyBlock body, MetadataReader reader, MemberChecker members, ViolationReport report)
    {
        if (body.MaxStack > NanoLimits.Slots)
        {
            report.Add(SubsetRule.MethodSize, $"an evaluation stack of {body.MaxStack} slots where a method may have {NanoLimits.Slots}", "split the expression over local variables");
        }

        if (body.LocalSignature.IsNil)
        {
            return;
        }

        var locals = reader.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(new SignatureText(), null);
        if (locals.Length > NanoLimits.Slots)
        {
            report.Add(SubsetRule.MethodSize, $"{locals.Length} local variables where a method may have {NanoLimits.Slots}", "split the method");
        }

        foreach (string local in locals)
        {
            members.CheckSignature(local);
        }
    }

    private static void CheckInstruction(IlInstruction instruction, MemberChecker members, ViolationReport report)
    {
        string name = instruction.OpCode.Name!;
        if (Unsupported.TryGetValue(name, out string? instead))
        {
            report.Add(SubsetRule.Opcode, $"the instruction {name}", instead, instruction.Offset);
        }
        else if (name.Contains(".ovf", StringComparison.Ordinal))
        {
            report.Add(SubsetRule.Arithmetic, $"the checked instruction {name} does not throw on the device", "test the range before", instruction.Offset);
        }

        if (instruction.Targets is { Length: > NanoLimits.SwitchCases })
        {
            report.Add(SubsetRule.Branch, $"a switch of {instruction.Targets.Length} cases is cut silently", $"keep at most {NanoLimits.SwitchCases}", instruction.Offset);
        }

        switch (instruction.OpCode.OperandType)
        {
            case OperandType.InlineMethod or OperandType.InlineField:
                members.CheckMember(MetadataTokens.EntityHandle(instruction.Token), instruction.Offset);
                break;
            case OperandType.InlineType:
                members.CheckType(MetadataTokens.EntityHandle(instruction.Token), instruction.Offset);
                break;
            case OperandType.InlineTok:
                CheckToken(MetadataTokens.EntityHandle(instruction.Token), instruction.Offset, members);
                break;
        }
    }

    private static void CheckToken(EntityHandle handle, int offset, MemberChecker members)
    {
        if (handle.Kind is HandleKind.MemberReference or HandleKind.MethodSpecification)
        {
            members.CheckMember(handle, offset);
        }
        else if (handle.Kind is HandleKind.TypeReference or HandleKind.TypeSpecification)
        {
            members.CheckType(handle, offset);
        }
    }
}
