using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Edge.Emulator.Tests;

/// <summary>Compiles C# text the way device projects are compiled: C# 10, optimized, no nullable metadata.</summary>
internal static class DeviceCompiler
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The image of one assembly.</summary>
    public static byte[] Compile(string source, string name = "App", bool allowUnsafe = false, bool overflowChecks = false) =>
        Compile([Parse(source)], name, [], allowUnsafe, overflowChecks);

    /// <summary>A source file of a device project.</summary>
    public static SyntaxTree Parse(string source) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp10).WithFeatures([new("noRefSafetyRulesAttribute", "true")]));

    /// <summary>The image of one assembly of several sources that refers to others.</summary>
    public static byte[] Compile(IEnumerable<SyntaxTree> sources, string name, IEnumerable<string> references, bool allowUnsafe = false, bool overflowChecks = false)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: allowUnsafe,
            checkOverflow: overflowChecks,
            deterministic: true);
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create(name, sources, [.. References, .. references.Select(path => MetadataReference.CreateFromFile(path))], options).Emit(image);
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return image.ToArray();
    }

    /// <summary>Compiles into a file that lives as long as the returned folder.</summary>
    public static TemporaryAssembly CompileToFile(string source, string name = "App", bool allowUnsafe = false) =>
        new(name, Compile(source, name, allowUnsafe));
}

/// <summary>An assembly on disk, deleted with its folder.</summary>
internal sealed class TemporaryAssembly : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-emulator-").FullName;

    public TemporaryAssembly(string name, byte[] image)
    {
        Path = System.IO.Path.Combine(folder, name + ".dll");
        File.WriteAllBytes(Path, image);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
