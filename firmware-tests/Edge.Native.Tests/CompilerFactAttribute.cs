namespace Edge.Native.Tests;

/// <summary>A test that needs C compilers; where one is missing it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CompilerFactAttribute : FactAttribute
{
    public CompilerFactAttribute(string compiler = "gcc") =>
        Skip = Compiler.Exists(compiler) ? null! : $"{compiler} is not installed, so the native engine was not compiled";
}
