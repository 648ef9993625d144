using Edge.Cores;

namespace Edge.Cli.Tests;

/// <summary>A test that runs a program on an emulated Cortex-M4; where a tool is missing it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CoreFactAttribute : FactAttribute
{
    public CoreFactAttribute() => Skip = Core.Find("cortex-m4").Missing(counted: true) is { } missing ? $"{missing} is not installed" : null!;
}
