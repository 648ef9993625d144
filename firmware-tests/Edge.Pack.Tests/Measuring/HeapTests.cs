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

    /// <summary>Pairs, which the random weights of the second sample take, need more than the lists of trained ones.</summary>
    private const int MostWorkingMemory = 12_000;

    /// <summary>What an attempt with other layouts may leave on the heap beside the last one: an exception and a budget.</summary>
    private const int RetryFrames = 512;

    [Theory]
    [InlineData("esp32-rev3", "digits")]
    [InlineData("esp32-rev3", "fashion")]
    [InlineData("esp32-psram-rev3", "digits")]
    [InlineData("esp32-psram-rev3", "fashion")]
    [InlineData("st-nucleo64-f411re", "digits")]
    [InlineData("st-nucleo64-f411re", "fashion")]
    public void A_sample_opens_and_runs_within_its_layouts_its_arena_with_working_memory_and_8_kB(string board, string sample)
    {
        ModelDefinition model = Sample(sample);
        Board found = BoardCatalog.Default.Find(board).Board;
        EmulatedModel opened = EmulatedModel.Open(ReferenceWriter.Write(model), found);
        Assert.Contains(opened.Variants, variant => variant >= Variant.ConvPositions);
        Assert.InRange(opened.LoadBytes, 0, found.ManagedHeap.EstimateLow);
        Assert.All(opened.Variants.Zip(model.Layers), pair => Assert.Equal(pair.Second.Operator != Operator.MaxPool, pair.First >= Variant.ConvPositions));

        // The arena and the working memory are what the kernels write on; the application's two arrays and all frames count against the 8 kB.
        long most = opened.StartBytes + opened.WeightBytes + model.ArenaBytes + opened.ScratchBytes + Rest;
        Assert.InRange(opened.LoadBytes, 0, most);
        Assert.InRange(opened.RunBytes(SelfTestInput.Generate(3, LayerShapes.OfInput(model.Input))), 0, most);
        Assert.InRange(opened.ScratchBytes, 0, MostWorkingMemory);
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("fashion")]
    public void The_file_s_layouts_open_within_weights_arena_and_8_kB_and_a_heap_of_that_size_runs_them(string sample)
    {
        ModelDefinition model = Sample(sample);
        byte[] file = ReferenceWriter.Write(model);
        byte[] input = SelfTestInput.Generate(3, LayerShapes.OfInput(model.Input));
        model.Layers.ForEach(layer => layer.Hint = Variant.HintPlain);
        EmulatedModel plain = EmulatedModel.Open(ReferenceWriter.Write(model), board: null);
        Assert.All(plain.Variants, variant => Assert.True(variant < Variant.ConvPositions));
        Assert.InRange(plain.LoadBytes - plain.StartBytes, 0, plain.FileWeightBytes + model.ArenaBytes + Rest);
        EmulatedModel small = EmulatedModel.Open(file, plain.LoadBytes + RetryFrames);
        Assert.Equal(small.FileWeightBytes, small.WeightBytes);
        Assert.Equal(EmulatedModel.Run(file, input, board: null).Output, small.Scores(input));
    }

    [Fact]
    public void More_heap_gives_the_same_scores_with_fewer_instructions()
    {
        ModelDefinition model = Sample("digits");
        byte[] file = ReferenceWriter.Write(model);
        byte[] input = SelfTestInput.Generate(4, LayerShapes.OfInput(model.Input));
        EmulatedRun least = EmulatedModel.Open(file, 34_000).Run(input);
        EmulatedRun most = EmulatedModel.Open(file, 100_000).Run(input);
        Assert.Equal(least.Output, most.Output);
        Assert.InRange(least.LoadBytes, 1, 34_000);
        Assert.True(most.Instructions * 2 < least.Instructions);
    }

    private static ModelDefinition Sample(string name) => name == "digits" ? SampleNetwork.Digits() : SampleNetwork.Fashion();
}
