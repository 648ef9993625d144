namespace Edge.Emulator.Cost;

/// <summary>Kinds of IL instructions that cost alike on the device.</summary>
public enum OpcodeClass
{
    /// <summary>Constants, and what moves nothing: nop, dup, pop.</summary>
    Constant,

    /// <summary>Loads and stores of local variables and arguments.</summary>
    Variable,

    /// <summary>Integer arithmetic, logic and shifts of 32 bits.</summary>
    Integer32,

    /// <summary>Integer arithmetic, logic and shifts of 64 bits.</summary>
    Integer64,

    /// <summary>Arithmetic on float and double.</summary>
    FloatingPoint,

    /// <summary>Conversions between number types.</summary>
    Convert,

    /// <summary>Branches, comparisons and switches.</summary>
    Branch,

    /// <summary>Loads of array elements and lengths.</summary>
    ArrayLoad,

    /// <summary>Stores to array elements.</summary>
    ArrayStore,

    /// <summary>Loads of fields.</summary>
    FieldLoad,

    /// <summary>Stores to fields.</summary>
    FieldStore,

    /// <summary>Loads and stores through references, and taking references.</summary>
    Reference,

    /// <summary>Calls and returns.</summary>
    Call,

    /// <summary>Instructions that take bytes of the heap, loads of structs included.</summary>
    Allocation,

    /// <summary>Casts, exceptions, tokens.</summary>
    Other,
}
