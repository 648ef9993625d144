using Edge.Emulator.Flow;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Subset;

/// <summary>
/// Finds places whose result on the device differs from .NET's because casts between signed and unsigned integers of one size are no
/// instruction, and the interpreter goes by the tag the value had before.
/// </summary>
internal static class TagChecker
{
    public static IEnumerable<Violation> Check(ProgramModel program)
    {
        var analysis = new VariantAnalysis();
        analysis.AnalyzeAll(program);
        return analysis.Flows
            .SelectMany(flow => flow.Findings.Select(finding => new Violation(
                flow.Variant.Method.Owner.Assembly.Name, flow.Variant.Method.FullName, finding.Offset, SubsetRule.ValueTag, finding.What, finding.Instead)))
            .Distinct();
    }
}
