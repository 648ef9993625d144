namespace Edge.Cores.Tests;

/// <summary>The C engine on emulated cores: golden files and random networks, every layer's bytes compared, one emulator run a core.</summary>
public class EngineOnCoresTests(CoresFixture fixture) : IClassFixture<CoresFixture>
{
    public static TheoryData<string> Cores => [.. Core.All.Select(core => core.Id)];

    [CoreTheory]
    [MemberData(nameof(Cores))]
    public void Golden_files_and_random_networks_give_the_same_bytes(string id)
    {
        Core core = Core.Find(id);
        using CoreBench bench = new();
        string program = bench.Build(core, "batch", [NativeSources.Program("batch.c"), .. NativeSources.All], "-O3", "-I", NativeSources.Include);
        Batch.Write(Path.Combine(bench.Folder, "request.bin"), fixture.Jobs);
        CoreRun run = bench.Run(core, program, counted: id == "cortex-m0");

        long bytes = Batch.AssertAnswers(Path.Combine(bench.Folder, "response.bin"), fixture.Jobs);

        Assert.True(bytes > 1000 * CoresFixture.Networks / CoresFixture.DefaultNetworks, $"{bytes} bytes were compared");
        Assert.True(fixture.Jobs.Count >= 48 + CoresFixture.Networks, $"{fixture.Jobs.Count} networks");
        Assert.Empty(run.Messages);
        Assert.Equal(0, run.Unaligned);
    }
}
