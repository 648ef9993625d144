using System.Reflection;
using System.Runtime.Loader;

namespace Edge.Emulator.Tests;

/// <summary>One C# text, runnable in the emulator and by .NET.</summary>
internal sealed class EmulatedProgram : IDisposable
{
    private readonly TemporaryAssembly file;
    private readonly AssemblyLoadContext context = new("program", isCollectible: true);
    private readonly Assembly dotnet;

    public EmulatedProgram(string source, EmulatorOptions? options = null, bool overflowChecks = false)
    {
        byte[] image = DeviceCompiler.Compile(source, overflowChecks: overflowChecks);
        file = new TemporaryAssembly("App", image);
        dotnet = context.LoadFromStream(new MemoryStream(image));
        Session = EmulatorSession.Load([file.Path], options);
    }

    public EmulatorSession Session { get; }

    /// <summary>Calls a static method of class P in the emulator.</summary>
    public object? Run(string method, params object?[] arguments) => Session.Invoke("P", method, arguments);

    /// <summary>Calls it by .NET.</summary>
    public object? RunDotNet(string method, params object?[] arguments) =>
        dotnet.GetType("P")!.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    /// <summary>Calls it in both and expects the same.</summary>
    public void AgreesWithDotNet(string method, params object?[] arguments) => Assert.Equal(RunDotNet(method, arguments), Run(method, arguments));

    public void Dispose()
    {
        file.Dispose();
        context.Unload();
    }
}
