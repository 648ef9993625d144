using System.Reflection;
using System.Reflection.Metadata;

namespace Edge.Emulator.Metadata;

/// <summary>A method of a loaded type; its body is decoded when first asked for.</summary>
internal sealed class MethodModel
{
    private readonly Lazy<BodyModel?> body;

    public MethodModel(TypeModel owner, MethodDefinitionHandle handle)
    {
        Owner = owner;
        Handle = handle;
        MetadataReader reader = owner.Assembly.Reader;
        Definition = reader.GetMethodDefinition(handle);
        Name = reader.GetString(Definition.Name);
        MethodSignature<string> signature = Definition.DecodeSignature(new SignatureText(), null);
        Text = SignatureText.Method(Name, signature);
        Parameters = [.. signature.ParameterTypes];
        Returns = signature.ReturnType;
        IsStatic = !signature.Header.IsInstance;
        body = new(() => Definition.RelativeVirtualAddress == 0 ? null : BodyModel.Read(this));
    }

    public TypeModel Owner { get; }

    public MethodDefinitionHandle Handle { get; }

    public MethodDefinition Definition { get; }

    public string Name { get; }

    public string Text { get; }

    public string[] Parameters { get; }

    public string Returns { get; }

    public bool IsStatic { get; }

    public bool IsVirtual => Definition.Attributes.HasFlag(MethodAttributes.Virtual);

    public bool IsConstructor => Name == ".ctor";

    public bool IsStaticConstructor => Name == ".cctor";

    public BodyModel? Body => body.Value;

    /// <summary>Types of all arguments, <c>this</c> included.</summary>
    public IEnumerable<string> ArgumentTypes =>
        IsStatic ? Parameters : [Owner.Kind == TypeKind.Struct ? Owner.Name + "&" : Owner.Name, .. Parameters];

    /// <summary>Type, name and parameters, as people read them.</summary>
    public string FullName => $"{Owner.Name}.{Name}({string.Join(", ", Parameters)})";
}

/// <summary>The decoded body of a method.</summary>
internal sealed record BodyModel(IlInstruction[] Code, string[] Locals, ExceptionRegion[] Regions)
{
    private readonly Dictionary<int, int> indexes = Code.Select((instruction, index) => (instruction.Offset, index)).ToDictionary(p => p.Offset, p => p.index);

    /// <summary>The index of the instruction at an offset; the number of instructions for the end of the method.</summary>
    public int IndexOf(int offset) => indexes.TryGetValue(offset, out int index) ? index : Code.Length;

    public static BodyModel Read(MethodModel method)
    {
        AssemblyModel assembly = method.Owner.Assembly;
        MethodBodyBlock block = assembly.Image.GetMethodBody(method.Definition.RelativeVirtualAddress);
        BlobReader il = block.GetILReader();
        string[] locals = block.LocalSignature.IsNil
            ? []
            : [.. assembly.Reader.GetStandaloneSignature(block.LocalSignature).DecodeLocalSignature(new SignatureText(), null)];
        return new BodyModel(IlReader.Read(il.ReadBytes(il.RemainingBytes)), locals, [.. block.ExceptionRegions]);
    }
}
