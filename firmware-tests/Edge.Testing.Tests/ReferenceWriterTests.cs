using Edge.Formats.Writing;

namespace Edge.Testing.Tests;

/// <summary>Two writers made apart from each other, from FORMAT.md alone.</summary>
public class ReferenceWriterTests
{
    [Fact]
    public void The_reference_writer_and_the_product_s_write_the_same_bytes()
    {
        for (int seed = 0; seed < 500; seed++)
        {
            ModelDefinition model = RandomNetwork.Generate(seed);
            Assert.Equal(ReferenceWriter.Write(model), ModelWriter.Write(model));
        }
    }

    [Fact]
    public void A_file_taken_to_pieces_and_put_together_has_the_same_bytes()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            byte[] file = ReferenceWriter.Write(RandomNetwork.Generate(seed));
            Assert.Equal(file, EdgeFile.Compose(EdgeFile.Fields(file)));
        }
    }
}
