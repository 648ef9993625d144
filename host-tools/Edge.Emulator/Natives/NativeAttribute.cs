namespace Edge.Emulator.Natives;

/// <summary>
/// The method stands for a member of nanoFramework's class library. Its parameters are the receiver, the arguments and, last and optional,
/// the <see cref="Runtime.EmulatorState"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class NativeAttribute(string owner, string member) : Attribute
{
    public string Owner { get; } = owner;

    /// <summary>The member as nanoframework-api.txt writes it.</summary>
    public string Member { get; } = member;

    /// <summary>Whether the method takes bytes of the emulated heap itself.</summary>
    public bool Allocates { get; init; }

    /// <summary>IL instructions the class library executes for it.</summary>
    public int Instructions { get; init; }

    /// <summary>Whether the library's member is a method of IL alone: no cost of a native call.</summary>
    public bool Managed { get; init; }
}
