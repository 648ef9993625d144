using System.Reflection;
using Edge.Emulator.Subset;
using Edge.Formats;
using Xunit.Abstractions;

namespace Edge.Device.Tests.Scans;

/// <summary>What nanoFramework 1.x cannot load stays out of the device assemblies: members, opcodes, generics, pointers, limits.</summary>
public class SubsetTests(ITestOutputHelper output)
{
    private static readonly Assembly[] DeviceAssemblies = [typeof(Status).Assembly, typeof(InferenceSession).Assembly];

    [Fact]
    public void The_device_assemblies_keep_to_the_subset() =>
        Assert.Empty(SubsetChecker.Check(DeviceAssemblies.Select(assembly => assembly.Location)));

    [Fact]
    public void The_il_of_each_assembly_is_under_65535_bytes()
    {
        foreach (Assembly assembly in DeviceAssemblies)
        {
            int bytes = MethodBodies.AllMethods(assembly).Sum(MethodBodies.IlBytes);
            output.WriteLine($"{assembly.GetName().Name}: {bytes} bytes of IL");
            Assert.InRange(bytes, 1, NanoLimits.AssemblyIlBytes - 1);
        }
    }

    [Fact]
    public void The_checker_refuses_what_is_outside() => Assert.NotEmpty(SubsetChecker.Check(typeof(SubsetTests).Assembly.Location));
}
