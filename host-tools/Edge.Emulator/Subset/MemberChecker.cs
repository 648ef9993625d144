using System.Reflection.Metadata;
using Edge.Emulator.Metadata;

namespace Edge.Emulator.Subset;

/// <summary>Looks up what an assembly refers to in nanoFramework's class libraries.</summary>
internal sealed class MemberChecker(MetadataReader reader, ViolationReport report)
{
    /// <summary>
    /// Members that only .NET's library has but that the compiler chooses by itself; against nanoFramework's library the same source
    /// compiles to the member on the right.
    /// </summary>
    private static readonly Dictionary<string, string> CompilerChoices = new(StringComparer.Ordinal)
    {
        ["System.Threading.Monitor: static void Enter(object, bool&)"] = "static void Enter(object)",
    };

    private readonly ApiCatalog api = ApiCatalog.Instance;

    /// <summary>Checks a type named by a token (base class, newarr, castclass, ...).</summary>
    public void CheckType(EntityHandle handle, int offset = -1)
    {
        if (!handle.IsNil && handle.Kind != HandleKind.TypeDefinition)
        {
            CheckSignature(TypeNames.Of(reader, handle), offset);
            if (handle.Kind == HandleKind.TypeReference)
            {
                CheckReference((TypeReferenceHandle)handle, offset);
            }
        }
    }

    /// <summary>Refuses generics, pointers and arrays of several dimensions in a signature.</summary>
    public void CheckSignature(string type, int offset = -1)
    {
        switch (SignatureText.Refused(type))
        {
            case "generic type":
                report.Add(SubsetRule.Generics, $"the generic type {type}", "write it out for its element type", offset);
                break;
            case "multi-dimensional array":
                report.Add(SubsetRule.MultiDimensionalArray, $"the type {type}", "use one flat array and compute the index", offset);
                break;
            case "pointer":
                report.Add(SubsetRule.Pointer, $"the type {type}", "use an array and an index", offset);
                break;
        }

        if (type.Contains(SignatureText.VolatileMark, StringComparison.Ordinal))
        {
            report.Add(SubsetRule.Unsupported, $"the modifier of {type}", "the class library has no IsVolatile: use Interlocked or lock", offset);
        }
    }

    /// <summary>Checks a method or field named by a token in a method body.</summary>
    public void CheckMember(EntityHandle handle, int offset)
    {
        if (handle.Kind == HandleKind.MethodSpecification && IsEventExchange((MethodSpecificationHandle)handle))
        {
            return;
        }

        if (handle.Kind == HandleKind.MethodSpecification)
        {
            report.Add(SubsetRule.Generics, "a call of a generic method", "write it out for its type", offset);
        }
        else if (handle.Kind == HandleKind.MemberReference)
        {
            CheckMemberReference(reader.GetMemberReference((MemberReferenceHandle)handle), offset);
        }
    }

    /// <summary>The compiler's way to change an event; against nanoFramework's library it chooses another.</summary>
    private bool IsEventExchange(MethodSpecificationHandle handle)
    {
        EntityHandle method = reader.GetMethodSpecification(handle).Method;
        return method.Kind == HandleKind.MemberReference
            && reader.GetMemberReference((MemberReferenceHandle)method) is var member
            && reader.GetString(member.Name) == "CompareExchange"
            && TypeNames.Of(reader, member.Parent) == "System.Threading.Interlocked";
    }

    private void CheckMemberReference(MemberReference member, int offset)
    {
        string parent = TypeNames.Of(reader, member.Parent);
        string name = reader.GetString(member.Name);
        bool isField = member.GetKind() == MemberReferenceKind.Field;
        string text = isField
            ? $"{member.DecodeFieldSignature(new SignatureText(), null)} {name}"
            : SignatureText.Method(name, member.DecodeMethodSignature(new SignatureText(), null));
        CheckSignature(parent, offset);
        if (member.Parent.Kind != HandleKind.TypeReference || !CheckReference((TypeReferenceHandle)member.Parent, offset))
        {
            return;
        }

        ApiType type = api.Find(parent)!;
        string sought = CompilerChoices.GetValueOrDefault($"{type.Name}: {text}", text);
        if (isField ? !(api.Has(type, "field " + sought) || api.Has(type, "field static " + sought)) : !api.Has(type, sought))
        {
            report.Add(SubsetRule.Member, $"{type.Name} has no member \"{text}\"", Advice(type, name), offset);
        }
    }

    /// <summary>True where the type belongs to the class library and exists there; reports it where it belongs there and does not exist.</summary>
    private bool CheckReference(TypeReferenceHandle handle, int offset)
    {
        string name = TypeNames.Of(reader, handle);
        if (api.Find(name) is not null)
        {
            return true;
        }

        if (IsDotNet(handle))
        {
            report.Add(SubsetRule.Member, $"the class library has no type {name}", "use a type of nanoframework-api.txt or write it", offset);
        }

        return false;
    }

    private bool IsDotNet(TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            return IsDotNet((TypeReferenceHandle)type.ResolutionScope);
        }

        if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
        {
            return false;
        }

        AssemblyReference assembly = reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
        string name = reader.GetString(assembly.Name);
        return name is "mscorlib" or "netstandard" or "System" or "nanoFramework.Runtime.Native" or "nanoFramework.ResourceManager"
            || name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal);
    }

    private static string Advice(ApiType type, string name)
    {
        string[] others = [.. ApiCatalog.Overloads(type, name)];
        return others.Length == 0 ? $"use a member of {type.Name} in nanoframework-api.txt or write it" : $"there is \"{string.Join("\", \"", others)}\"";
    }
}
