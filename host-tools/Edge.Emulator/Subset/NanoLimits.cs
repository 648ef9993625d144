namespace Edge.Emulator.Subset;

/// <summary>Sizes the file format of nanoFramework 1.x and its interpreter can hold (nf-interpreter a3e8139a1, nanoCLR_Types.h).</summary>
public static class NanoLimits
{
    /// <summary>Bytes of IL of all methods of an assembly together: a method's place is a 16-bit offset.</summary>
    public const int AssemblyIlBytes = 65_535;

    /// <summary>Bytes of signatures and array data of an assembly together: their ids are 16-bit offsets into one table.</summary>
    public const int AssemblyDataBytes = 65_535;

    /// <summary>Arguments, local variables or evaluation stack slots of a method: each count is a byte.</summary>
    public const int Slots = 255;

    /// <summary>Fields of a type, instance and static ones each, and methods, virtual, instance and static ones each: every count is a byte, and the converter cuts that of fields silently.</summary>
    public const int TypeMembers = 255;

    /// <summary>Cases of one switch: the count is a byte.</summary>
    public const int SwitchCases = 255;

    /// <summary>Bytes a branch can jump in either direction.</summary>
    public const int BranchBytes = 32_767;

    /// <summary>Handlers that can be active inside one another (nanoCLR_Runtime.h, c_MaxStackUnwindDepth).</summary>
    public const int HandlerDepth = 6;
}
