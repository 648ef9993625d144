using Xunit.Abstractions;

namespace Edge.Cores.Tests;

/// <summary>The stack that each layer of the golden files and of random networks takes, painted and measured on emulated cores: every operator, kernel and epilogue is among them.</summary>
public class StackTests(CoresFixture fixture, ITestOutputHelper output) : IClassFixture<CoresFixture>
{
    // A Cortex-M0 multiplies 64 bits in the compiler's library, whose frames are among these; -O3 keeps more in registers, and so saves more of them.
    [CoreTheory]
    [InlineData("cortex-m4", "-Os", 128)]
    [InlineData("cortex-m3", "-Os", 128)]
    [InlineData("cortex-m33", "-Os", 128)]
    [InlineData("cortex-m7", "-Os", 128)]
    [InlineData("cortex-m0", "-Os", 160)]
    [InlineData("rv32imac", "-Os", 128)]
    [InlineData("cortex-m4", "-O3", 176)]
    [InlineData("cortex-m3", "-O3", 168)]
    [InlineData("cortex-m0", "-O3", 200)]
    [InlineData("rv32imac", "-O3", 192)]
    public void Every_layer_takes_at_most_so_much_stack(string id, string optimization, int most)
    {
        Core core = Core.Find(id);
        using CoreBench bench = new();
        string program = bench.Build(core, "stack", [NativeSources.Program("stack.c"), .. NativeSources.All], optimization, "-I", NativeSources.Include);
        Batch.Write(Path.Combine(bench.Folder, "request.bin"), fixture.Jobs);
        Assert.Empty(bench.Run(core, program, counted: false).Messages);

        using BinaryReader reader = new(File.OpenRead(Path.Combine(bench.Folder, "response.bin")));
        List<(int Bytes, string Layer)> layers = [];
        foreach (Job job in fixture.Jobs)
        {
            Assert.Equal((job.Model.Name, job.Model.Layers.Count), (job.Model.Name, reader.ReadInt32()));
            layers.AddRange(job.Model.Layers.Select((layer, i) => (reader.ReadInt32(), $"{layer.Operator} with {string.Join(", ", layer.Planes.Select(plane => plane.Encoding))}, {layer.Epilogue?.Kind}, layer {i} of {job.Model.Name}")));
        }

        foreach ((int bytes, string layer) in layers.OrderByDescending(layer => layer.Bytes).Take(12))
        {
            output.WriteLine($"{bytes} bytes: {layer}");
        }

        Assert.DoesNotContain(layers, layer => layer.Bytes > most);
        Assert.All(layers, layer => Assert.NotEqual(0, layer.Bytes));
    }
}
