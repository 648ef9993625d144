using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Edge.Emulator.Metadata;

/// <summary>One loaded assembly and what its tokens mean.</summary>
internal sealed class AssemblyModel
{
    private readonly Dictionary<int, MethodReferenceModel> methods = [];
    private readonly Dictionary<int, FieldReferenceModel> fields = [];

    public AssemblyModel(ProgramModel program, PEReader image)
    {
        Program = program;
        Image = image;
        Reader = image.GetMetadataReader();
        Name = Reader.GetString(Reader.GetAssemblyDefinition().Name);
    }

    public ProgramModel Program { get; }

    public PEReader Image { get; }

    public MetadataReader Reader { get; }

    public string Name { get; }

    public List<TypeModel> Types { get; } = [];

    /// <summary>The type a token of this assembly names.</summary>
    public string TypeName(int token) => TypeNames.Short(TypeNames.Of(Reader, MetadataTokens.EntityHandle(token)));

    public string String(int token) => Reader.GetUserString(MetadataTokens.UserStringHandle(token & 0xFFFFFF));

    public MethodReferenceModel Method(int token)
    {
        if (!methods.TryGetValue(token, out MethodReferenceModel? method))
        {
            methods[token] = method = ReadMethod(MetadataTokens.EntityHandle(token));
        }

        return method;
    }

    public FieldReferenceModel Field(int token)
    {
        if (!fields.TryGetValue(token, out FieldReferenceModel? field))
        {
            fields[token] = field = ReadField(MetadataTokens.EntityHandle(token));
        }

        return field;
    }

    private MethodReferenceModel ReadMethod(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.MethodSpecification)
        {
            handle = Reader.GetMethodSpecification((MethodSpecificationHandle)handle).Method;
        }

        string owner;
        string name;
        MethodSignature<string> signature;
        if (handle.Kind == HandleKind.MethodDefinition)
        {
            MethodDefinition definition = Reader.GetMethodDefinition((MethodDefinitionHandle)handle);
            owner = TypeNames.Of(Reader, definition.GetDeclaringType());
            name = Reader.GetString(definition.Name);
            signature = definition.DecodeSignature(new SignatureText(), null);
        }
        else
        {
            MemberReference reference = Reader.GetMemberReference((MemberReferenceHandle)handle);
            owner = TypeNames.Of(Reader, reference.Parent);
            name = Reader.GetString(reference.Name);
            signature = reference.DecodeMethodSignature(new SignatureText(), null);
        }

        string text = SignatureText.Method(name, signature);
        return new MethodReferenceModel(owner, name, text, signature.Header.IsInstance, [.. signature.ParameterTypes], signature.ReturnType)
        {
            Definition = Definition(owner, text),
        };
    }

    private MethodModel? Definition(string owner, string text)
    {
        for (TypeModel? type = Program.Find(owner); type is not null; type = Program.Find(type.BaseName))
        {
            if (type.Methods.FirstOrDefault(m => m.Text == text) is { } method)
            {
                return method;
            }
        }

        return null;
    }

    private FieldReferenceModel ReadField(EntityHandle handle)
    {
        string owner;
        string name;
        string type;
        if (handle.Kind == HandleKind.FieldDefinition)
        {
            FieldDefinition definition = Reader.GetFieldDefinition((FieldDefinitionHandle)handle);
            owner = TypeNames.Of(Reader, definition.GetDeclaringType());
            name = Reader.GetString(definition.Name);
            type = definition.DecodeSignature(new SignatureText(), null);
        }
        else
        {
            MemberReference reference = Reader.GetMemberReference((MemberReferenceHandle)handle);
            owner = TypeNames.Of(Reader, reference.Parent);
            name = Reader.GetString(reference.Name);
            type = reference.DecodeFieldSignature(new SignatureText(), null);
        }

        FieldModel? definitionModel = null;
        for (TypeModel? at = Program.Find(owner); at is not null && definitionModel is null; at = Program.Find(at.BaseName))
        {
            definitionModel = at.Fields.FirstOrDefault(f => f.Name == name);
        }

        return new FieldReferenceModel(owner, name, type) { Definition = definitionModel };
    }
}

/// <summary>A method as an instruction names it.</summary>
internal sealed record MethodReferenceModel(string Owner, string Name, string Text, bool HasThis, string[] Parameters, string Returns)
{
    /// <summary>The method in a loaded assembly, or null where it belongs to the class library.</summary>
    public MethodModel? Definition { get; init; }

    /// <summary>Values a call takes from the evaluation stack.</summary>
    public int ArgumentCount => Parameters.Length + (HasThis ? 1 : 0);

    public override string ToString() => $"{Owner}: {Text}";
}

/// <summary>A field as an instruction names it.</summary>
internal sealed record FieldReferenceModel(string Owner, string Name, string Type)
{
    public FieldModel? Definition { get; init; }
}
