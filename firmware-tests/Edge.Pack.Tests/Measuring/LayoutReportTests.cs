using Edge.Boards;
using Edge.Device.Kernels;
using Edge.Formats.Writing;
using Edge.Pack.Measuring;
using Edge.Testing;

namespace Edge.Pack.Tests.Measuring;

public class LayoutReportTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("esp32-rev3")]
    public void The_layers_add_up_to_what_the_session_says(string? board)
    {
        ModelDefinition model = SampleNetwork.Digits();
        Board? found = board is null ? null : BoardCatalog.Default.Find(board).Board;
        LayoutReport report = LayoutReport.Of(model, ReferenceWriter.Write(model), found);
        Assert.Equal(report.FileWeightBytes, report.Layers.Sum(layer => layer.FileBytes));
        Assert.Equal(report.WeightBytes, report.Layers.Sum(layer => layer.ChosenBytes));
        Assert.Contains(report.Layers, layer => layer.Variant >= Variant.ConvPositions && layer.ChosenBytes != layer.FileBytes);
        Assert.True(report.ScratchBytes > 0);
    }
}
