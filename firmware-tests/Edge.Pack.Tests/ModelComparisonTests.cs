using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Pack.Validation;
using Edge.Train.Data;

namespace Edge.Pack.Tests;

public class ModelComparisonTests
{
    private static readonly string[] Classes = ["left", "right"];

    [Fact]
    public void A_model_agrees_with_itself()
    {
        byte[] file = Model(1, -1);
        ModelComparison comparison = ModelComparison.Of(file, Images(), file, Images(), null, default);
        Assert.Equal(4, comparison.Images);
        Assert.Equal(1, comparison.FirstAccuracy);
        Assert.Equal(1, comparison.SecondAccuracy);
        Assert.Empty(comparison.Disagreements);
    }

    [Fact]
    public void Each_disagreement_names_the_image_its_label_and_both_answers()
    {
        ModelComparison comparison = ModelComparison.Of(Model(1, -1), Images(), Model(-1, 1), Images(), null, default);
        Assert.Equal(1, comparison.FirstAccuracy);
        Assert.Equal(0, comparison.SecondAccuracy);
        Assert.Equal([new(0, 0, 0, 1), new(1, 1, 1, 0), new(2, 0, 0, 1), new(3, 1, 1, 0)], comparison.Disagreements);
        Assert.Equal(4, comparison.OnlyFirstRight);
        Assert.Equal(0, comparison.OnlySecondRight);
    }

    [Fact]
    public void Progress_ends_with_all_images()
    {
        var seen = new List<(int, int)>();
        byte[] file = Model(1, -1);
        ModelComparison.Of(file, Images(), file, Images(), (done, all) => seen.Add((done, all)), default);
        Assert.Equal([(1, 4), (2, 4), (3, 4), (4, 4)], seen);
    }

    [Fact]
    public void Sets_with_other_labels_are_refused()
    {
        byte[] file = Model(1, -1);
        PackException error = Assert.Throws<PackException>(() => ModelComparison.Of(file, Images(), file, Images().Select([1, 0, 2, 3]), null, default));
        Assert.Equal("compare-data", error.Code);
    }

    [Fact]
    public void Images_of_another_shape_are_refused_with_both_shapes()
    {
        byte[] file = Model(1, -1);
        var other = new ImageSet(2, 1, 1, new byte[8], [0, 1, 0, 1], Classes);
        PackException error = Assert.Throws<PackException>(() => ModelComparison.Of(file, Images(), file, other, null, default));
        Assert.Equal("input-shape", error.Code);
        Assert.Equal("2x1x1", error.Found);
    }

    // Two pixels, of which the brighter one says the class; weights 1, -1 see it and -1, 1 see the contrary.
    private static byte[] Model(int left, int right)
    {
        var model = new ModelDefinition { Name = "two", Input = new InputDefinition(1, 2, 1, 8, 0, 1 / 255.0), Output = new OutputDefinition(2, 1, Classes) };
        model.Layers.Add(new LayerDefinition
        {
            Operator = Operator.Dense,
            Input = 0,
            OutputChannels = 2,
            OutputFormat = 32,
            Epilogue = new EpilogueDefinition { Kind = EpilogueKind.Raw },
            Planes = [PlaneDefinition.Ternary([left, right, right, left])],
        });
        return SelfTests.Embed(model);
    }

    private static ImageSet Images() => new(1, 2, 1, [200, 10, 3, 90, 255, 0, 0, 1], [0, 1, 0, 1], Classes);
}
