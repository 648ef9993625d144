using System.Reflection;
using System.Reflection.Emit;
using Edge.Emulator.Flow;
using Edge.Emulator.Metadata;
using Edge.Emulator.Runtime;

namespace Edge.Emulator.Compile;

/// <summary>Defines a .NET type, its fields and its methods for every type of the program.</summary>
internal sealed class TypeEmitter(TypeMap types, ModuleBuilder module)
{
    private readonly Dictionary<FieldModel, FieldBuilder> fields = [];
    private readonly Dictionary<MethodVariant, MethodBase> methods = [];

    /// <summary>All methods defined so far, with their builders.</summary>
    public IReadOnlyDictionary<MethodVariant, MethodBase> Methods => methods;

    public FieldBuilder Field(FieldModel field) => fields[field];

    /// <summary>Defines everything but the bodies.</summary>
    public void DefineAll()
    {
        foreach (TypeModel type in types.Program.Types.Where(IsEmitted))
        {
            types.Add(type.Name, module.DefineType(type.Name.Replace('/', '$'), Attributes(type)));
        }

        foreach (TypeModel type in types.Program.Types.Where(IsEmitted))
        {
            TypeBuilder builder = types.Emitted(type.Name);
            if (type.Kind != TypeKind.Interface)
            {
                builder.SetParent(types.Of(type.BaseName));
            }

            foreach (string contract in type.Interfaces)
            {
                builder.AddInterfaceImplementation(types.Of(contract));
            }

            DefineFields(type, builder);
        }

        foreach (MethodModel method in types.Program.Types.Where(IsEmitted).SelectMany(type => type.Methods))
        {
            Define(MethodVariant.Declared(method));
        }

        foreach (TypeModel type in types.Program.Types.Where(IsEmitted))
        {
            DefineOverrides(type);
        }
    }

    /// <summary>The method that stands for a variant, defined when first asked for.</summary>
    public MethodBase Define(MethodVariant variant)
    {
        if (!methods.TryGetValue(variant, out MethodBase? method))
        {
            methods[variant] = method = DefineMethod(variant);
        }

        return method;
    }

    /// <summary>Types that hold only the layout of array data are not needed.</summary>
    public static bool IsEmitted(TypeModel type) => !type.Name.Contains("__StaticArrayInitTypeSize", StringComparison.Ordinal);

    private static TypeAttributes Attributes(TypeModel type)
    {
        TypeAttributes kept = type.Definition.Attributes & (TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.Interface | TypeAttributes.SequentialLayout);
        return kept | TypeAttributes.Public;
    }

    private void DefineFields(TypeModel type, TypeBuilder builder)
    {
        foreach (FieldModel field in type.Fields.Where(f => !f.HasData && !f.IsLiteral))
        {
            FieldAttributes attributes = FieldAttributes.Public | (field.IsStatic ? FieldAttributes.Static : 0);
            if (type.Kind == TypeKind.Enum)
            {
                attributes |= FieldAttributes.SpecialName | FieldAttributes.RTSpecialName;
            }

            fields[field] = builder.DefineField(field.Name, types.Of(field.Type), attributes);
        }
    }

    private MethodBase DefineMethod(MethodVariant variant)
    {
        MethodModel method = variant.Method;
        TypeBuilder owner = types.Emitted(method.Owner.Name);
        if (method.IsConstructor)
        {
            ConstructorBuilder constructor = owner.DefineConstructor(
                MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
                CallingConventions.HasThis,
                types.Of(method.Parameters));
            constructor.SetImplementationFlags(Implementation(method));
            return constructor;
        }

        bool declared = variant.IsDeclared;
        MethodAttributes kept = MethodAttributes.Static | MethodAttributes.HideBySig
            | (declared ? MethodAttributes.Virtual | MethodAttributes.Abstract | MethodAttributes.Final | MethodAttributes.NewSlot : 0);
        MethodBuilder builder = owner.DefineMethod(
            Name(method) + (declared ? "" : "$" + variant.Tags),
            (method.Definition.Attributes & kept) | MethodAttributes.Public,
            method.IsStatic ? CallingConventions.Standard : CallingConventions.HasThis,
            types.Of(method.Returns),
            types.Of(method.Parameters));
        builder.SetImplementationFlags(Implementation(method));
        return builder;
    }

    /// <summary>Static constructors run before Main in assembly order, finalizers never: neither may be .NET's own.</summary>
    private static string Name(MethodModel method) => method.Name is ".cctor" or "Finalize" ? "$" + method.Name : method.Name;

    private static MethodImplAttributes Implementation(MethodModel method) =>
        method.Owner.Kind == TypeKind.Delegate
            ? MethodImplAttributes.Runtime | MethodImplAttributes.Managed
            : MethodImplAttributes.IL | MethodImplAttributes.Managed | MethodImplAttributes.NoInlining | MethodImplAttributes.AggressiveOptimization;

    private void DefineOverrides(TypeModel type)
    {
        foreach (var handle in type.Definition.GetMethodImplementations())
        {
            var implementation = type.Assembly.Reader.GetMethodImplementation(handle);
            MethodReferenceModel body = type.Assembly.Method(System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(implementation.MethodBody));
            MethodReferenceModel declaration = type.Assembly.Method(System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(implementation.MethodDeclaration));
            if (body.Definition is { Name: not "Finalize" } own)
            {
                var target = declaration.Definition is { } loaded
                    ? (MethodInfo)Define(MethodVariant.Declared(loaded))
                    : types.Of(declaration.Owner).GetMethod(declaration.Name, types.Of(declaration.Parameters))!;
                types.Emitted(type.Name).DefineMethodOverride((MethodInfo)Define(MethodVariant.Declared(own)), target);
            }
        }
    }
}
