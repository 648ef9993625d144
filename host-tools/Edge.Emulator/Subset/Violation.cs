namespace Edge.Emulator.Subset;

/// <summary>Which rule of nanoFramework 1.x an assembly breaks.</summary>
public enum SubsetRule
{
    /// <summary>The interpreter has no such instruction.</summary>
    Opcode,

    /// <summary>The type, method or field is not in the class library (nanoframework-api.txt).</summary>
    Member,

    /// <summary>Generic types and methods convert and then stop the interpreter at load.</summary>
    Generics,

    /// <summary>Pointers, <c>fixed</c>, <c>stackalloc</c>.</summary>
    Pointer,

    /// <summary>Arrays of more than one dimension.</summary>
    MultiDimensionalArray,

    /// <summary>All IL of an assembly together may have 65,535 bytes.</summary>
    AssemblyIl,

    /// <summary>Signatures and array data of an assembly share a table with 16-bit offsets.</summary>
    AssemblyData,

    /// <summary>At most 255 arguments, local variables or evaluation stack slots in a method.</summary>
    MethodSize,

    /// <summary>At most 255 fields and methods of each kind in a type.</summary>
    TypeSize,

    /// <summary>Branches are 16 bits wide, a switch has at most 255 cases.</summary>
    Branch,

    /// <summary>Code whose result differs from .NET's because the interpreter goes by the tag of a value, not by its C# type.</summary>
    ValueTag,

    /// <summary>Arithmetic that throws in .NET and does not on the device, or the other way round.</summary>
    Arithmetic,

    /// <summary>Something the class library or the interpreter lacks beside single members: platform calls, modifiers, bodies in interfaces.</summary>
    Unsupported,
}

/// <summary>One place where an assembly leaves the nanoFramework 1.x subset.</summary>
/// <param name="Assembly">The assembly's simple name.</param>
/// <param name="Method">Type and method with its signature, or null for the assembly as a whole.</param>
/// <param name="IlOffset">Bytes from the start of the method, or -1 where it concerns the method or the assembly.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="What">What was found.</param>
/// <param name="Instead">What to write instead.</param>
public sealed record Violation(string Assembly, string? Method, int IlOffset, SubsetRule Rule, string What, string Instead)
{
    /// <summary>Whether the device would not run it at all; otherwise its result differs from .NET's.</summary>
    public bool IsRefused => Rule is not (SubsetRule.ValueTag or SubsetRule.Arithmetic);

    /// <summary>One line: where, what, what to use instead.</summary>
    public override string ToString() =>
        $"{Assembly}{(Method is null ? "" : $": {Method}")}{(IlOffset < 0 ? "" : $" IL_{IlOffset:X4}")}: {What}; {Instead}";
}
