using System.Reflection.PortableExecutable;
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
}
