using System.Reflection.PortableExecutable;
using Edge.Emulator.Runtime;
using Edge.Emulator.Subset;
using Edge.Errors;

namespace Edge.Emulator;

/// <summary>Every failure of the emulator, in one place.</summary>
internal static class EmulatorErrors
{
    public static PEReader OpenAssembly(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmulatorException(ExitCode.Input, "emulator-assembly-missing", $"the assembly {path} cannot be read", e)
            {
                Try = "build the project it belongs to",
            };
        }

        var image = new PEReader(new MemoryStream(bytes));
        try
        {
            return image.HasMetadata ? image : throw new BadImageFormatException("no metadata");
        }
        catch (BadImageFormatException e)
        {
            throw new EmulatorException(ExitCode.Input, "emulator-not-an-assembly", $"{path} is no managed assembly", e)
            {
                Expected = "a .dll or .exe compiled from C#",
                Found = e.Message,
            };
        }
    }

    public static EmulatorException Refused(IReadOnlyList<Violation> violations) =>
        new(ExitCode.DoesNotFit, "emulator-outside-the-subset", $"nanoFramework would not run this: {violations[0]}")
        {
            Expected = "code in the nanoFramework 1.x subset",
            Found = violations.Count == 1 ? violations[0].What : $"{violations.Count} violations",
            Try = violations[0].Instead,
            Violations = violations,
        };

    public static EmulatorException NotEmulated(IEnumerable<string> members) =>
        new(ExitCode.DoesNotFit, "emulator-member-missing", $"the emulator lacks {string.Join(", ", members)}")
        {
            Try = "use a member the emulator has (docs/emulator.md), or run the program on the real interpreter",
        };

    public static EmulatorException AllocationForbidden(long bytes, IReadOnlyList<string> stack) =>
        new(ExitCode.Mismatch, "emulator-allocation", $"{stack.FirstOrDefault()} allocates {bytes} bytes where nothing may be allocated")
        {
            Expected = "no allocation",
            Found = $"{bytes} bytes: {string.Join(" <- ", stack)}",
            Try = "allocate when the model is opened",
            Stack = stack,
        };

    public static EmulatorException TooDeep(IReadOnlyList<string> stack) =>
        new(ExitCode.DoesNotFit, "emulator-too-deep", "the program's calls are nested deeper than the emulator can follow")
        {
            Found = string.Join(" <- ", stack),
            Try = "look for a recursion without an end",
            Stack = stack,
        };

    public static EmulatorException Stopped(IReadOnlyList<string> stack) =>
        new(ExitCode.Interrupted, "emulator-stopped", "the program was stopped") { Stack = stack };

    public static EmulatorException Defect(Exception inner) =>
        new(ExitCode.Unexpected, "emulator-defect", $"the emulator made an invalid program: {inner.Message}", inner);

    public static EmulatorException OutOfMemory(HeapFailure failure, Exception inner) =>
        new(ExitCode.DoesNotFit, "emulator-out-of-memory", $"the heap of {failure.Heap} bytes is full: {failure.Live} bytes are in use and {failure.Wanted} more are wanted", inner)
        {
            Expected = $"at most {failure.Heap} bytes",
            Found = $"{failure.Live + failure.Wanted} bytes",
            Try = "a smaller model, or a board with more memory",
            Stack = EmulatedStack.Of(inner),
        };

    public static EmulatorException Unhandled(Exception inner) =>
        new(ExitCode.Unexpected, "emulator-unhandled-exception", $"the program did not handle {inner.GetType().FullName}: {inner.Message}", inner)
        {
            Found = string.Join(" <- ", EmulatedStack.Of(inner)),
            Stack = EmulatedStack.Of(inner),
        };

    public static EmulatorException NoMethod(string type, string method) =>
        new(ExitCode.Usage, "emulator-no-method", $"no loaded assembly has {type}.{method}") { Try = "check the name and that it is public" };
}
