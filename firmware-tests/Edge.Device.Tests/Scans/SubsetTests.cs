using System.Reflection;
using System.Reflection.Emit;
using Edge.Formats;
using Xunit.Abstractions;

namespace Edge.Device.Tests.Scans;

/// <summary>What nanoFramework 1.x cannot load stays out of the device assemblies.</summary>
public class SubsetTests(ITestOutputHelper output)
{
    private static readonly Assembly[] DeviceAssemblies = [typeof(InferenceSession).Assembly, typeof(Status).Assembly];

    [Fact]
    public void The_il_of_each_assembly_is_under_65535_bytes()
    {
        foreach (Assembly assembly in DeviceAssemblies)
        {
            int bytes = MethodBodies.AllMethods(assembly).Sum(MethodBodies.IlBytes);
            output.WriteLine($"{assembly.GetName().Name}: {bytes} bytes of IL");
            Assert.InRange(bytes, 1, 65_534);
        }
    }

    [Fact]
    public void No_unsupported_opcode_occurs()
    {
        OpCode[] unsupported =
        [
            OpCodes.Localloc, OpCodes.Cpblk, OpCodes.Initblk, OpCodes.Calli, OpCodes.Jmp, OpCodes.Arglist, OpCodes.Ckfinite,
            OpCodes.Mkrefany, OpCodes.Refanytype, OpCodes.Refanyval, OpCodes.Readonly,
        ];
        Assert.Empty(DeviceAssemblies.SelectMany(MethodBodies.AllMethods)
            .SelectMany(method => MethodBodies.Read(method).Where(i => unsupported.Contains(i.OpCode)).Select(i => $"{method.DeclaringType}.{method.Name}: {i.OpCode}")));
    }

    [Fact]
    public void No_method_has_more_than_255_arguments_locals_or_stack_slots() =>
        Assert.All(DeviceAssemblies.SelectMany(MethodBodies.AllMethods), method =>
        {
            MethodBody? body = method.GetMethodBody();
            Assert.InRange(method.GetParameters().Length, 0, 254);
            Assert.InRange(body?.LocalVariables.Count ?? 0, 0, 255);
            Assert.InRange(body?.MaxStackSize ?? 0, 0, 255);
        });

    [Fact]
    public void No_generic_type_pointer_or_multi_dimensional_array_is_used()
    {
        foreach (MethodBase method in DeviceAssemblies.SelectMany(MethodBodies.AllMethods))
        {
            IEnumerable<Type> types = method.GetParameters().Select(parameter => parameter.ParameterType)
                .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])
                .Concat(MethodBodies.Read(method).Select(i => i.Member as Type ?? (i.Member as FieldInfo)?.FieldType ?? i.Member?.DeclaringType).OfType<Type>());
            Assert.All(types, type => Assert.False(IsForeign(type), $"{method.DeclaringType}.{method.Name} uses {type}"));
            Assert.False(method.IsGenericMethod, $"{method.DeclaringType}.{method.Name} is generic");
        }
    }

    private static bool IsForeign(Type type)
    {
        Type inner = type;
        while (inner.IsArray || inner.IsByRef)
        {
            if (inner.IsArray && inner.GetArrayRank() > 1)
            {
                return true;
            }

            inner = inner.GetElementType()!;
        }

        return inner.IsGenericType || inner.IsPointer || inner == typeof(decimal);
    }
}
