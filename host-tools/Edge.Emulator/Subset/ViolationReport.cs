namespace Edge.Emulator.Subset;

/// <summary>Collects violations of one assembly; the place is set once and holds for what is added after it.</summary>
internal sealed class ViolationReport(string assembly)
{
    private readonly List<Violation> violations = [];
    private string? place;

    public IReadOnlyList<Violation> Violations => violations;

    /// <summary>What follows concerns this type, field or method.</summary>
    public void Enter(string? name) => place = name;

    public void Add(SubsetRule rule, string what, string instead, int offset = -1) =>
        violations.Add(new Violation(assembly, place, offset, rule, what, instead));
}
