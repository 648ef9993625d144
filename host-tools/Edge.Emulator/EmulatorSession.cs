using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Edge.Emulator.Compile;
using Edge.Emulator.Metadata;
using Edge.Emulator.Runtime;
using Edge.Emulator.Subset;

namespace Edge.Emulator;

/// <summary>
/// A program loaded into an emulated nanoFramework device. The host calls its methods and reads what they counted. For one thread at a time.
/// </summary>
public sealed partial class EmulatorSession
{
    private readonly ProgramEmitter program;
    private readonly Assembly emitted;
    private readonly EmulatorState state;

    private EmulatorSession(ProgramEmitter program)
    {
        this.program = program;
        state = program.State;
        state.LineWritten = program.Options.LineWritten;
        state.Clock = () => (long)(TotalUnits() * program.Options.MicrosecondsPerUnit * TimeSpan.TicksPerMicrosecond);
        emitted = program.Emit();
        Prepare();
    }

    /// <summary>Loads assemblies compiled for .NET, references first, checks them against the subset, and runs their static constructors.</summary>
    /// <exception cref="EmulatorException">An assembly cannot be read, leaves the subset, uses a library member the emulator lacks, or fails while starting.</exception>
    public static EmulatorSession Load(IEnumerable<string> assemblies, EmulatorOptions? options = null)
    {
        PEReader[] images = [.. assemblies.Select(EmulatorErrors.OpenAssembly)];
        Violation[] violations = [.. images.SelectMany(SubsetChecker.Check).Where(v => v.IsRefused)];
        if (violations.Length > 0)
        {
            throw EmulatorErrors.Refused(violations);
        }

        var session = new EmulatorSession(new ProgramEmitter(new ProgramModel(images), options ?? new EmulatorOptions()));
        session.Start();
        return session;
    }

    /// <summary>What the program wrote to the console so far.</summary>
    public string Output => state.Output.ToString();

    /// <summary>Bytes of the managed heap.</summary>
    public long HeapBytes => state.HeapBytes;

    /// <summary>The most bytes of the heap that were reachable at one time, frames and start included: the smallest heap that suffices.</summary>
    public long PeakHeapBytes => state.PeakBytes;

    /// <summary>Bytes that can be reached now.</summary>
    public long LiveHeapBytes => state.Reachable();

    /// <summary>Collections a device with this heap would have run so far.</summary>
    public int Collections => state.DeviceCollections;

    /// <summary>Starts the peak anew from what can be reached now.</summary>
    public void ClearPeak() => state.ClearPeak();

    /// <summary>Asks a running program to stop at its next loop; from another thread. The call under way ends with an <see cref="EmulatorException"/>.</summary>
    public void Stop() => Interlocked.Exchange(ref state.Counters[CounterSlots.Stop], 1);

    /// <summary>Calls a static method.</summary>
    /// <param name="type">Full name of a type of a loaded assembly.</param>
    /// <param name="method">A method of it.</param>
    /// <param name="arguments">Numbers, strings, arrays, objects of the program; references and out arguments are written back into this array.</param>
    /// <returns>The result; an enum as its number. Objects are held for the host until <see cref="Release"/>.</returns>
    /// <exception cref="EmulatorException">There is no such method, or the program failed.</exception>
    public object? Invoke(string type, string method, params object?[] arguments) =>
        Call(null, TypeOf(type).GetMethods(BindingFlags.Public | BindingFlags.Static), $"{type}.{method}", method, arguments);

    /// <summary>Calls an instance method of an object of the program.</summary>
    public object? Invoke(object target, string method, params object?[] arguments) =>
        Call(target, target.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance), $"{target.GetType().FullName}.{method}", method, arguments);

    /// <summary>Makes an object of the program.</summary>
    public object Create(string type, params object?[] arguments)
    {
        Type created = TypeOf(type);
        if (program.Types.Program.Find(type) is { } model)
        {
            Guard(() => state.Allocate(model.Kind == TypeKind.Struct ? program.Types.StructBytes(type) : program.Types.ClassBytes(model)));
        }

        return Call(null, created.GetConstructors(), $"{type}..ctor", ".ctor", arguments)!;
    }

    /// <summary>Runs the static method Main of the last assembly that has one.</summary>
    public void RunMain()
    {
        MethodModel main = program.Types.Program.Types.SelectMany(t => t.Methods).LastOrDefault(m => m.Name == "Main" && m.IsStatic)
            ?? throw EmulatorErrors.NoMethod("a type", "Main");
        Invoke(main.Owner.Name, "Main", [.. main.Parameters.Select(_ => (object?)Array.Empty<string>())]);
    }

    /// <summary>Puts an array of the host on the device's heap, until <see cref="Release"/>. Arrays passed without are there for the call alone.</summary>
    public T[] Place<T>(T[] array)
    {
        PlaceObject(array);
        return array;
    }

    /// <summary>Ends the host's hold on an object of the program or a placed array.</summary>
    public void Release(object reference) => state.HostRoots.Remove(reference);

    private void PlaceObject(object reference)
    {
        if (state.HostRoots.Add(reference))
        {
            Guard(() => state.Allocate(reference is string text
                ? HeapLayout.String(text)
                : HeapLayout.Array(((Array)reference).Length, state.ElementSize(reference.GetType().GetElementType()!).Bytes)));
        }
    }

    private Type TypeOf(string name) => emitted.GetType(name.Replace('/', '$')) ?? throw EmulatorErrors.NoMethod(name, "");
}
