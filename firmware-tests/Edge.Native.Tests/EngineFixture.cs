namespace Edge.Native.Tests;

/// <summary>Builds the engine once, plain and with sanitizers, into a folder of its own; nothing is built where there is no compiler.</summary>
public sealed class EngineFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-native-").FullName;
    private string? _fast;
    private string? _checked;

    /// <summary>Optimized as on a device.</summary>
    internal NativeRunner Fast() => new(_fast ??= Compiler.BuildRunner(_folder, "runner", "-O3"));

    /// <summary>With AddressSanitizer and UndefinedBehaviorSanitizer: the first finding ends the program.</summary>
    internal NativeRunner Checked() => new(_checked ??= Compiler.BuildRunner(_folder, "checked-runner", Compiler.Sanitizers));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>The tests that share the programs built by <see cref="EngineFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class EngineCollection : ICollectionFixture<EngineFixture>
{
    internal const string Name = "engine";
}
