using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Subset;

/// <summary>
/// Finds what nanoFramework 1.x would refuse, or run differently, in assemblies compiled for .NET: instructions, members of the class library,
/// generics, pointers, sizes. The facts are those of nf-interpreter a3e8139a1, CoreLibrary 1.17.11 and MetadataProcessor 3.0; the members
/// are in nanoframework-api.txt. References to .NET's own assemblies are looked up by type name in nanoFramework's class libraries.
/// </summary>
public static class SubsetChecker
{
    /// <summary>Checks assemblies alone: what they refer to beyond the class libraries is not opened.</summary>
    /// <param name="paths">Paths of compiled assemblies.</param>
    /// <returns>
    /// Everything found, in the order of the metadata; empty where the assemblies keep to the subset. Values with the wrong tag are looked for
    /// only where nothing is refused.
    /// </returns>
    /// <exception cref="EmulatorException">A path is no readable managed assembly.</exception>
    public static IReadOnlyList<Violation> Check(IEnumerable<string> paths)
    {
        PEReader[] images = [.. paths.Select(EmulatorErrors.OpenAssembly)];
        var found = images.SelectMany(Check).ToList();
        if (!found.Any(violation => violation.IsRefused))
        {
            found.AddRange(TagChecker.Check(new ProgramModel(images)));
        }

        return found;
    }

    /// <summary>As <see cref="Check(IEnumerable{string})"/>, for paths given one by one.</summary>
    public static IReadOnlyList<Violation> Check(params string[] paths) => Check((IEnumerable<string>)paths);

    internal static IReadOnlyList<Violation> Check(PEReader image)
    {
        MetadataReader reader = image.GetMetadataReader();
        var report = new ViolationReport(reader.GetString(reader.GetAssemblyDefinition().Name));
        var members = new MemberChecker(reader, report);
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            CheckType(image, reader, handle, members, report);
        }

        AssemblyLimits.Check(image, reader, report);
        return report.Violations;
    }

    private static void CheckType(PEReader image, MetadataReader reader, TypeDefinitionHandle handle, MemberChecker members, ViolationReport report)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        string name = TypeNames.Of(reader, handle);
        report.Enter(name);
        if (type.GetGenericParameters().Count > 0)
        {
            report.Add(SubsetRule.Generics, $"the generic type {name}", "write one type for each element type");
        }

        TypeLimits.Check(reader, type, report);
        members.CheckType(type.BaseType);
        foreach (InterfaceImplementationHandle implemented in type.GetInterfaceImplementations())
        {
            members.CheckType(reader.GetInterfaceImplementation(implemented).Interface);
        }

        foreach (FieldDefinitionHandle field in type.GetFields())
        {
            FieldDefinition definition = reader.GetFieldDefinition(field);
            report.Enter($"{name}.{reader.GetString(definition.Name)}");
            members.CheckSignature(definition.DecodeSignature(new SignatureText(), null));
        }

        foreach (MethodDefinitionHandle method in type.GetMethods())
        {
            MethodDefinition definition = reader.GetMethodDefinition(method);
            MethodSignature<string> signature = definition.DecodeSignature(new SignatureText(), null);
            report.Enter($"{name}.{reader.GetString(definition.Name)}({string.Join(", ", signature.ParameterTypes)})");
            CheckMethod(definition, type, signature, members, report);
            if (definition.RelativeVirtualAddress != 0)
            {
                MethodChecker.Check(image.GetMethodBody(definition.RelativeVirtualAddress), reader, members, report);
            }
        }
    }

    private static void CheckMethod(MethodDefinition method, TypeDefinition type, MethodSignature<string> signature, MemberChecker members, ViolationReport report)
    {
        members.CheckSignature(signature.ReturnType);
        foreach (string parameter in signature.ParameterTypes)
        {
            members.CheckSignature(parameter);
        }

        if (signature.GenericParameterCount > 0)
        {
            report.Add(SubsetRule.Generics, "a generic method", "write one method for each type");
        }

        int arguments = signature.ParameterTypes.Length + (signature.Header.IsInstance ? 1 : 0);
        if (arguments > NanoLimits.Slots)
        {
            report.Add(SubsetRule.MethodSize, $"{arguments} arguments where a method may have {NanoLimits.Slots}", "pass an array");
        }

        if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl))
        {
            report.Add(SubsetRule.Unsupported, "a call into a platform library", "declare an InternalCall and build it into the firmware");
        }

        if (type.Attributes.HasFlag(TypeAttributes.Interface) && method.RelativeVirtualAddress != 0)
        {
            report.Add(SubsetRule.Unsupported, "an interface member with a body", "put the body into a class");
        }
    }
}
