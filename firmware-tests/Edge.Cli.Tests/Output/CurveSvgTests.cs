using System.Xml.Linq;
using Edge.Cli.Output;

namespace Edge.Cli.Tests.Output;

public class CurveSvgTests
{
    [Fact]
    public void Draws_well_formed_xml_with_one_line_a_curve()
    {
        string svg = CurveSvg.Draw("a < b & c", " %", [new("training", [80, 85.5, 90]), new("validation", [79, double.NaN, 88])]);
        XDocument document = XDocument.Parse(svg);
        XNamespace ns = "http://www.w3.org/2000/svg";
        var lines = document.Descendants(ns + "polyline").Select(line => ((string)line.Attribute("points")!).Split(' ').Length);
        Assert.Equal([3, 2], lines);
        Assert.Contains(document.Descendants(ns + "text"), text => text.Value == "a < b & c");
    }

    [Theory]
    [InlineData(80.1, 90.2)]
    [InlineData(0, 1)]
    [InlineData(0.301, 0.302)]
    [InlineData(5, 5)]
    public void The_scale_holds_all_values_in_at_most_seven_steps(double low, double high)
    {
        (double from, double to, double step) = CurveSvg.Scale([low, high]);
        Assert.True(from <= low && high <= to, $"{from} .. {to}");
        Assert.InRange((to - from) / step, 1, 7.001);
    }

    [Fact]
    public void A_chart_without_values_is_still_a_picture() => Assert.NotNull(XDocument.Parse(CurveSvg.Draw("nothing", "", [])));
}
