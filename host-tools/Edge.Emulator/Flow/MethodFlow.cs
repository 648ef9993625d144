using Edge.Emulator.Metadata;

namespace Edge.Emulator.Flow;

/// <summary>What is known of a method's evaluation stack: the result of <see cref="FlowAnalysis"/>.</summary>
internal sealed class MethodFlow(MethodVariant variant, BodyModel body)
{
    public MethodVariant Variant { get; } = variant;

    public BodyModel Body { get; } = body;

    /// <summary>The stack before each instruction, deepest first; null where no path leads.</summary>
    public StackValue[]?[] Before { get; } = new StackValue[]?[body.Code.Length];

    /// <summary>Which instructions a branch, a handler or a fall-through after a branch leads to: the starts of basic blocks.</summary>
    public bool[] Leaders { get; } = new bool[body.Code.Length];

    /// <summary>Which leaders a branch from further down leads to.</summary>
    public bool[] LoopHeads { get; } = new bool[body.Code.Length];

    /// <summary>The largest number of values on the stack.</summary>
    public int MaxDepth { get; set; }

    /// <summary>What the caller gets: <see cref="Tag.Void"/> where nothing.</summary>
    public StackValue Returned { get; set; }

    /// <summary>Calls of loaded methods by the index of the instruction: which variant each takes.</summary>
    public Dictionary<int, MethodVariant> Calls { get; } = [];

    /// <summary>Where the value's tag makes the device's result another than .NET's.</summary>
    public List<(int Offset, string What, string Instead)> Findings { get; } = [];
}

/// <summary>A method with the tags its integer arguments arrive with: an argument keeps the tag the caller pushed, not the declared one.</summary>
internal sealed record MethodVariant(MethodModel Method, string Tags)
{
    /// <summary>The method with the tags its parameters declare.</summary>
    public static MethodVariant Declared(MethodModel method)
    {
        ProgramModel program = method.Owner.Assembly.Program;
        return new MethodVariant(method, Encode(method.ArgumentTypes.Select(program.TagOf)));
    }

    public static string Encode(IEnumerable<Tag> tags) => string.Concat(tags.Select(tag => (char)('a' + (int)tag)));

    public Tag ArgumentTag(int index) => (Tag)(Tags[index] - 'a');

    public bool IsDeclared => this == Declared(Method);

    public override string ToString() => Method.FullName;
}
