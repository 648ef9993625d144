using Edge.Boards;
using Edge.Device.Kernels;
using Edge.Formats.Writing;
using Edge.Pack.Measuring;
using Edge.Testing;

namespace Edge.Pack.Tests.Measuring;

/// <summary>What the samples take of a managed heap while they open and afterwards.</summary>
public class HeapTests
{
    private const int Rest = 8192;

    [Theory]
    [InlineData("esp32-rev3", "digits")]
    [InlineData("esp32-rev3", "fashion")]
    [InlineData("esp32-psram-rev3", "digits")]
    [InlineData("esp32-psram-rev3", "fashion")]
    [InlineData("st-nucleo64-f411re", "digits")]
    [InlineData("st-nucleo64-f411re", "fashion")]
    public void A_sample_opens_within_its_layouts_its_arena_and_8_kB(string board, string sample)
    {
        ModelDefinition model = Sample(sample);
        Board found = BoardCatalog.Default.Find(board).Board;
        EmulatedModel opened = EmulatedModel.Open(ReferenceWriter.Write(model), found);
        Assert.Contains(opened.Variants, variant => variant >= Variant.ConvPositions);
        Assert.InRange(opened.LoadBytes, 0, found.ManagedHeap.EstimateLow);
        long layouts = opened.WeightBytes + opened.ScratchBytes + Lines(model, opened.Variants);
        Assert.InRange(opened.LoadBytes - opened.StartBytes, 0, layouts + model.ArenaBytes + Rest);
    }

    [Theory]
    [InlineData("digits", 29_400)]
    [InlineData("fashion", 33_000)]
    public void A_heap_too_small_for_derived_layouts_runs_the_file_s(string sample, long heap)
    {
        ModelDefinition model = Sample(sample);
        byte[] file = ReferenceWriter.Write(model);
        byte[] input = SelfTestInput.Generate(3, LayerShapes.OfInput(model.Input));
        EmulatedModel small = EmulatedModel.Open(file, heap);
        Assert.All(small.Variants, variant => Assert.True(variant < Variant.ConvPositions));
        Assert.Equal(small.FileWeightBytes, small.WeightBytes);
        Assert.InRange(small.LoadBytes - small.StartBytes, 0, small.FileWeightBytes + model.ArenaBytes + Rest);
        Assert.Equal(EmulatedModel.Run(file, input, board: null).Output, small.Scores(input));
    }

    [Fact]
    public void More_heap_never_gives_a_slower_network_and_always_the_same_scores()
    {
        ModelDefinition model = Sample("digits");
        byte[] file = ReferenceWriter.Write(model);
        byte[] input = SelfTestInput.Generate(4, LayerShapes.OfInput(model.Input));
        long before = long.MaxValue;
        int[]? expected = null;
        foreach (long heap in new long[] { 30_000, 45_000, 57_088, 65_536, 100_000 })
        {
            EmulatedRun run = EmulatedModel.Open(file, heap).Run(input);
            Assert.InRange(run.Instructions, 1, before);
            Assert.InRange(run.LoadBytes, 1, heap);
            Assert.Equal(expected ??= run.Output, run.Output);
            before = run.Instructions;
        }
    }

    private static ModelDefinition Sample(string name) => name == "digits" ? SampleNetwork.Digits() : SampleNetwork.Fashion();

    /// <summary>What replaces the epilogues of layers with a layout of their own: two words and an offset a channel, and one table of 1 KiB.</summary>
    private static long Lines(ModelDefinition model, IReadOnlyList<int> variants) =>
        1024 + (20L * model.Layers.Where((_, i) => variants[i] >= Variant.ConvPositions).Sum(layer => layer.OutputChannels));
}
