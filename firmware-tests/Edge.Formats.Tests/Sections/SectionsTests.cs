using System.Text.RegularExpressions;
using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Sections;

public partial class SectionsTests
{
    [Fact]
    public void Every_section_of_the_document_has_tests_with_its_number()
    {
        int[] sections = [.. Heading().Matches(File.ReadAllText(Path.Combine(Repository.Formats, "FORMAT.md"))).Select(match => int.Parse(match.Groups[1].Value))];
        Assert.Equal(Enumerable.Range(1, 9), sections);
        string[] classes = [.. typeof(SectionsTests).Assembly.GetTypes().Select(type => type.Name)];
        Assert.All(sections, section => Assert.Contains(classes, name => name.StartsWith($"Section{section}", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_constants_of_the_writer_are_the_constants_of_the_device()
    {
        Assert.Equal(
            [Format.OperatorDense, Format.OperatorConv2d, Format.OperatorDepthwise, Format.OperatorMaxPool, Format.OperatorAveragePool, Format.OperatorAdd],
            Enum.GetValues<Operator>().Select(value => (int)value));
        Assert.Equal(
            [Format.EncodingLanes1, Format.EncodingLanes2, Format.EncodingLanes4, Format.EncodingBytes, Format.EncodingBitRows, Format.EncodingMaskedBitRows, Format.EncodingPowers],
            Enum.GetValues<PlaneEncoding>().Select(value => (int)value));
        Assert.Equal(
            [Format.EpilogueThreshold, Format.EpilogueRequantize, Format.EpilogueShift, Format.EpilogueRaw],
            Enum.GetValues<EpilogueKind>().Select(value => (int)value));
    }

    [GeneratedRegex(@"^## (\d+)\. ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
