using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Formats.Tests.Writing;

public class ModelRoundTripTests
{
    private static readonly ModelDefinition[] Networks = [.. Enumerable.Range(1, 150).Select(RandomNetwork.Generate)];

    [Fact]
    public void Random_networks_are_written_byte_for_byte_as_the_reference_writes_them()
    {
        foreach (ModelDefinition model in Networks)
        {
            Assert.True(ReferenceWriter.Write(model).AsSpan().SequenceEqual(ModelWriter.Write(model)), model.Name);
        }
    }

    [Fact]
    public void Random_networks_come_back_from_their_files()
    {
        foreach (ModelDefinition model in Networks)
        {
            byte[] file = ModelWriter.Write(model);
            ModelDefinition read = ModelReader.Read(file);
            DefinitionAssert.Equal(model, read);
            Assert.True(file.AsSpan().SequenceEqual(ModelWriter.Write(read)), model.Name);
        }
    }

    [Fact]
    public void Shapes_and_self_test_inputs_equal_the_reference()
    {
        foreach (ModelDefinition model in Networks)
        {
            ReferenceShape[] expected = ReferenceShape.OfModel(model);
            TensorShape[] shapes = LayerShapes.Derive(model);
            Assert.Equal(
                expected.Select(s => (s.Height, s.Width, s.Channels, s.Format)),
                shapes.Select(s => (s.Height, s.Width, s.Channels, s.Format)));
            byte[] input = StoredTensor.Pack(expected[0], SelfTestVectors.Values(expected[0], 0x9e3779b9));
            Assert.Equal(input, SelfTestInput.Generate(0x9e3779b9, shapes[0]));
        }
    }
}
