using Edge.Cli.Tests.Flashing;

namespace Edge.Cli.Tests;

/// <summary>A test of what the user may not open. Root may open everything: then another user runs the program, and where that is impossible the test is reported as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PermissionFactAttribute : FactAttribute
{
    public PermissionFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Windows ports have no permissions of this kind";
        }
        else if (Environment.IsPrivilegedProcess && !EdgeProcess.OthersMayRun)
        {
            Skip = "these tests run as root, and no other user may run the program from here (setpriv, permissions of the folders)";
        }
    }
}
