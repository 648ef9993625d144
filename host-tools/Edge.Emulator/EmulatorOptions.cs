namespace Edge.Emulator;

/// <summary>How a program is run.</summary>
public sealed record EmulatorOptions
{
    /// <summary>Bytes of the device's managed heap; by default that of nanoFramework's POSIX host, 10 MB.</summary>
    public long HeapBytes { get; init; } = 10_000_000;

    /// <summary>
    /// Bytes the class library, the assemblies' tables and the first thread take of the heap before Main, static fields apart.
    /// </summary>
    public long StartBytes { get; init; } = 4_900;

    /// <summary>Methods inside which every allocation is an error, as "Namespace.Type.Method"; all overloads count.</summary>
    public IReadOnlyList<string> AllocationForbidden { get; init; } = [];

    /// <summary>Methods whose calls open a region of the counts.</summary>
    public IReadOnlyList<RegionMethod> Regions { get; init; } = [];

    /// <summary>Microseconds one unit of cost takes on the board; the program's clock runs by it.</summary>
    public double MicrosecondsPerUnit { get; init; } = 0.2;

    /// <summary>Called with every line the program writes to the console.</summary>
    public Action<string>? LineWritten { get; init; }

    internal bool IsForbidden(Metadata.MethodModel method) => AllocationForbidden.Contains($"{method.Owner.Name}.{method.Name}");

    internal int? RegionArgument(Metadata.MethodModel method) =>
        Regions.FirstOrDefault(region => region.Method == $"{method.Owner.Name}.{method.Name}")?.IndexArgument;
}

/// <summary>A method that does one numbered part of the work: what runs in it counts for the region its argument names.</summary>
/// <param name="Method">"Namespace.Type.Method".</param>
/// <param name="IndexArgument">Which parameter holds the region's number, an int; 0 is the first, <c>this</c> not counted.</param>
public sealed record RegionMethod(string Method, int IndexArgument);
