using System.Reflection;
using System.Reflection.Emit;

namespace Edge.Device.Tests.Scans;

/// <summary>Follows every call that a run can make and refuses what allocates on nanoFramework: objects, arrays, boxes, and unknown members.</summary>
public class AllocationScanTests
{
    private static readonly OpCode[] Allocating = [OpCodes.Newobj, OpCodes.Newarr, OpCodes.Box, OpCodes.Ldstr, OpCodes.Ldftn, OpCodes.Ldvirtftn];

    private static readonly string[] EntryPoints =
    [
        nameof(InferenceSession.Run), nameof(InferenceSession.Begin), nameof(InferenceSession.RunLayer), nameof(InferenceSession.ReadTensor),
        nameof(InferenceSession.ArgMax),
    ];

    /// <summary>Members outside the project's assemblies that copy or clear in place.</summary>
    private static readonly string[] Harmless = ["System.Array.Copy", "System.Array.Clear"];

    [Fact]
    public void Nothing_that_allocates_is_reachable_from_a_run()
    {
        List<string> offenders = [];
        HashSet<MethodBase> seen = [];
        Stack<MethodBase> open = new(EntryPoints.Select(name => typeof(InferenceSession).GetMethod(name)!));
        while (open.TryPop(out MethodBase? method))
        {
            if (!seen.Add(method))
            {
                continue;
            }

            foreach (MethodBodies.Instruction instruction in MethodBodies.Read(method))
            {
                string where = $"{method.DeclaringType!.Name}.{method.Name}: {instruction.OpCode.Name} {instruction.Member}";
                if (Allocating.Contains(instruction.OpCode))
                {
                    offenders.Add(where);
                }
                else if (instruction.Member is MethodBase called)
                {
                    Follow(called, where, open, offenders);
                }
            }
        }

        Assert.Empty(offenders);
        Assert.True(seen.Count > 15, $"only {seen.Count} methods were reached");
    }

    [Fact]
    public void The_scan_finds_an_allocation() =>
        Assert.Contains(
            MethodBodies.Read(typeof(InferenceSession).GetMethod(nameof(InferenceSession.SelfTest))!),
            instruction => instruction.Member is MethodBase called && MethodBodies.Read(called).Any(inner => Allocating.Contains(inner.OpCode)));

    private static void Follow(MethodBase called, string where, Stack<MethodBase> open, List<string> offenders)
    {
        string assembly = called.DeclaringType!.Assembly.GetName().Name!;
        if (!assembly.StartsWith("Edge.", StringComparison.Ordinal))
        {
            if (!Harmless.Contains($"{called.DeclaringType.FullName}.{called.Name}"))
            {
                offenders.Add(where);
            }
        }
        else if (called.DeclaringType == typeof(NativeEngine))
        {
            // Native code has no managed heap: the firmware's side takes the arrays and returns a number.
            Assert.Equal(nameof(NativeEngine.Run), called.Name);
        }
        else if (called.IsAbstract)
        {
            // What an override does is unknown here.
            offenders.Add(where);
        }
        else
        {
            open.Push(called);
        }
    }
}
