namespace Edge.Emulator.Flow;

/// <summary>
/// How the device's interpreter holds a value. It goes by this tag, not by the C# type: casts between int and uint, or long and ulong,
/// are no instruction and leave the tag as it is.
/// </summary>
internal enum Tag : byte
{
    Void,
    I4,
    U4,
    I8,
    U8,
    R4,
    R8,

    /// <summary>32 bits, signed or not depending on the path.</summary>
    Mixed4,

    /// <summary>64 bits, signed or not depending on the path.</summary>
    Mixed8,
    Object,
    Reference,
    Struct,

    /// <summary>An instruction's argument that is no value: a field or method token.</summary>
    Token,

    /// <summary>A type of an assembly that is not loaded.</summary>
    Unknown,
}

/// <summary>What is known of one slot of the evaluation stack.</summary>
/// <param name="Tag">How it is held.</param>
/// <param name="Type">Its C# type as far as known; "null" for the constant.</param>
/// <param name="IsElement">For a reference: to an array element, whose stores keep the array's type.</param>
internal readonly record struct StackValue(Tag Tag, string Type, bool IsElement = false)
{
    public bool IsUnsigned => Tag is Tag.U4 or Tag.U8;

    public bool IsMixed => Tag is Tag.Mixed4 or Tag.Mixed8;

    public bool IsFloat => Tag is Tag.R4 or Tag.R8;

    /// <summary>What is known where two paths meet.</summary>
    public StackValue Merge(StackValue other)
    {
        if (this == other)
        {
            return this;
        }

        if (Tag == other.Tag)
        {
            string type = Type == "null" ? other.Type : other.Type == "null" || Type == other.Type ? Type : Tag == Tag.Object ? "object" : Type;
            return new StackValue(Tag, type, IsElement && other.IsElement);
        }

        return (Tag, other.Tag) switch
        {
            (Tag.I4 or Tag.U4 or Tag.Mixed4, Tag.I4 or Tag.U4 or Tag.Mixed4) => new StackValue(Tag.Mixed4, Type),
            (Tag.I8 or Tag.U8 or Tag.Mixed8, Tag.I8 or Tag.U8 or Tag.Mixed8) => new StackValue(Tag.Mixed8, Type),
            _ => new StackValue(Tag.Unknown, Type),
        };
    }
}
