namespace Edge.Cores.Tests;

/// <summary>A test for each emulated core; where compilers or QEMU are missing it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CoreTheoryAttribute : TheoryAttribute
{
    public CoreTheoryAttribute()
    {
        string? missing = Core.All.Select(core => core.Missing(counted: true)).FirstOrDefault(missing => missing is not null);
        Skip = missing is null ? null! : $"{missing} is not installed, so nothing was run on emulated cores";
    }
}
