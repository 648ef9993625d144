using Edge.Emulator.Metadata;

namespace Edge.Emulator.Flow;

/// <summary>Analyzes methods on demand, one variant at a time, callees before their callers where there is no recursion.</summary>
internal sealed class VariantAnalysis
{
    private readonly Dictionary<MethodVariant, MethodFlow?> flows = [];

    /// <summary>All variants analyzed so far.</summary>
    public IEnumerable<MethodFlow> Flows => flows.Values.OfType<MethodFlow>();

    /// <summary>Analyzes every method with the declared tags, and every variant their calls ask for.</summary>
    public void AnalyzeAll(ProgramModel program)
    {
        foreach (MethodModel method in program.Types.SelectMany(type => type.Methods).Where(method => method.Body is not null))
        {
            Of(MethodVariant.Declared(method));
        }
    }

    public MethodFlow? Of(MethodVariant variant)
    {
        if (!flows.TryGetValue(variant, out MethodFlow? flow))
        {
            flows[variant] = null;
            flow = FlowAnalysis.Analyze(variant, Returned);
            flows[variant] = flow;
            foreach (MethodVariant callee in flow.Calls.Values)
            {
                Of(callee);
            }
        }

        return flow;
    }

    /// <summary>What a call gives; the declared type while the callee is itself being analyzed (recursion).</summary>
    private StackValue Returned(MethodVariant variant) =>
        Of(variant)?.Returned ?? new StackValue(variant.Method.Owner.Assembly.Program.TagOf(variant.Method.Returns), variant.Method.Returns);
}
