using Edge.Formats.Vectors;
using Edge.Formats.Writing;

namespace Edge.Formats.Tests.Sections;

public class Section8ExampleTests
{
    [Fact]
    public void The_document_s_example_is_what_the_writer_writes()
    {
        string document = File.ReadAllText(Path.Combine(Repository.Formats, "FORMAT.md"));
        Assert.Equal(FormatExample.Insert(document), document);
    }

    [Fact]
    public void The_dump_shows_every_byte_once_and_in_order()
    {
        byte[] file = ModelWriter.Write(FormatExample.Model());
        List<byte> shown = [];
        foreach (string line in FormatExample.Dump(file).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal(shown.Count, int.Parse(line[..3]));
            shown.AddRange(Hex.Bytes(line.Length > 28 ? line[5..28] : line[5..]));
        }

        Assert.Equal(file, shown);
    }
}
