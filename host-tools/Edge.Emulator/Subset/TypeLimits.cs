using System.Reflection;
using System.Reflection.Metadata;

namespace Edge.Emulator.Subset;

/// <summary>Counts what a type's record holds in single bytes (nf-interpreter a3e8139a1, nanoCLR_Types.h, CLR_RECORD_TYPEDEF).</summary>
internal static class TypeLimits
{
    /// <summary>Constants are not fields on the device; a type's count is its own, without what it inherits.</summary>
    public static void Check(MetadataReader reader, TypeDefinition type, ViolationReport report)
    {
        FieldAttributes[] fields = [.. type.GetFields().Select(handle => reader.GetFieldDefinition(handle).Attributes).Where(field => !field.HasFlag(FieldAttributes.Literal))];
        MethodAttributes[] methods = [.. type.GetMethods().Select(handle => reader.GetMethodDefinition(handle).Attributes)];
        int shared = fields.Count(field => field.HasFlag(FieldAttributes.Static));
        int statics = methods.Count(method => method.HasFlag(MethodAttributes.Static));
        int virtuals = methods.Count(method => method.HasFlag(MethodAttributes.Virtual));
        const string SplitState = "keep state in an array, or split the type";
        CheckCount(fields.Length - shared, "instance fields", SplitState, report);
        CheckCount(shared, "static fields", SplitState, report);
        CheckCount(methods.Length - statics - virtuals, "instance methods", "split the type", report);
        CheckCount(statics, "static methods", "split the type", report);
        CheckCount(virtuals, "virtual methods", "split the type", report);
    }

    private static void CheckCount(int count, string kind, string instead, ViolationReport report)
    {
        if (count > NanoLimits.TypeMembers)
        {
            report.Add(SubsetRule.TypeSize, $"{count} {kind} where a type may have {NanoLimits.TypeMembers}", instead);
        }
    }
}
