using Edge.Cli.Output;

namespace Edge.Cli.Tests.Output;

public class PlainTableTests
{
    [Fact]
    public void Numbers_are_right_aligned_and_lines_carry_no_trailing_spaces()
    {
        var table = new PlainTable("layer", ">bytes", "kind");
        table.Add("conv1", "72", "ternary");
        table.Add("dense", "12288", "raw");
        using var writer = new StringWriter();
        table.WriteTo(writer);
        string[] lines = writer.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal("layer  bytes  kind", lines[0]);
        Assert.Equal("conv1     72  ternary", lines[2]);
        Assert.Equal("dense  12288  raw", lines[3]);
    }

    [Fact]
    public void The_bar_of_the_best_class_is_the_longest_and_marked()
    {
        using var writer = new StringWriter();
        BarChart.Write(writer, ["shirt", "boot"], [-12, 340]);
        string[] lines = writer.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.StartsWith("  shirt", lines[0]);
        Assert.StartsWith("> boot ", lines[1]);
        Assert.Equal(30, lines[1].Count(c => c == '#'));
        Assert.DoesNotContain("#", lines[0]);
    }
}
