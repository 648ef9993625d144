using Edge.Device.Tests.Support;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests;

public class SessionTests
{
    private static readonly ModelDefinition Model = ReferenceModel.Make();

    [Fact]
    public void A_session_tells_its_shapes()
    {
        InferenceSession session = Sessions.Open(Model);
        Assert.Equal((6, 6, 2, 8), (session.InputHeight, session.InputWidth, session.InputChannels, session.InputFormat));
        Assert.Equal(72, session.InputLength);
        Assert.Equal(5, session.OutputLength);
        Assert.Equal(6, session.LayerCount);
        Assert.Equal([72, 216, 54, 54, 54, 6, 5], Enumerable.Range(0, 7).Select(session.TensorElements));
    }

    [Fact]
    public void Wrong_arguments_give_a_status()
    {
        InferenceSession session = Sessions.Open(Model);
        byte[] input = new byte[session.InputLength];
        int[] output = new int[session.OutputLength];
        Assert.Equal(Status.BadArgument, session.Run(null, output));
        Assert.Equal(Status.BadArgument, session.Run(input, null));
        Assert.Equal(Status.InputLengthMismatch, session.Run(new byte[input.Length - 1], output));
        Assert.Equal(Status.InputLengthMismatch, session.Run(new byte[input.Length + 1], output));
        Assert.Equal(Status.OutputTooShort, session.Run(input, new int[output.Length - 1]));
        Assert.Equal(Status.BadArgument, session.ReadTensor(0, new int[500]));
        Assert.Equal(Status.BadArgument, session.ReadTensor(7, new int[500]));
        Assert.Equal(Status.BadArgument, session.ReadTensor(1, new int[215]));
        Assert.Equal(Status.BadArgument, session.ReadTensor(1, null));
        Assert.Equal(Status.Ok, session.Run(input, output));
    }

    [Fact]
    public void An_output_array_too_short_for_bytes_is_refused_before_anything_runs()
    {
        LayerDefinition layer = new()
        {
            Operator = Operator.MaxPool,
            Input = 0,
            OutputChannels = 1,
            OutputFormat = 8,
            Window = new(1, 1, 1, 1, 0, 0, 0, 0, 0),
        };
        InferenceSession session = Sessions.Open(SingleLayer.Model(new(1, 3, 1, 8), layer));
        Assert.Equal(Status.OutputTooShort, session.Run([1, 2, 3], new int[2]));
        int[] longer = [0, 0, 0, -1];
        Assert.Equal(Status.Ok, session.Run([1, 2, 3], longer));
        Assert.Equal([1, 2, 3, -1], longer);
    }

    [Fact]
    public void Layers_run_only_after_an_input_was_given()
    {
        InferenceSession session = Sessions.Open(Model);
        int[] output = new int[session.OutputLength];
        Assert.Equal(Status.BadArgument, session.RunLayer(0, output));
        Assert.Equal(Status.Ok, session.Begin(new byte[session.InputLength]));
        Assert.Equal(Status.BadArgument, session.RunLayer(-1, output));
        Assert.Equal(Status.BadArgument, session.RunLayer(6, output));
        Assert.Equal(Status.Ok, session.RunLayer(0, output));
        Assert.Equal(Status.Ok, session.RunLayer(0, null));
        Assert.Equal(Status.BadArgument, session.RunLayer(5, null));
        Assert.Equal(Status.OutputTooShort, session.RunLayer(5, new int[4]));
    }

    [Fact]
    public void A_raw_tensor_is_in_the_output_array_alone()
    {
        InferenceSession session = Sessions.Open(Model);
        Assert.Equal(Status.Unsupported, session.ReadTensor(6, new int[5]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    public void An_input_value_above_its_format_is_refused(int format)
    {
        ModelDefinition model = SingleLayer.Model(new(1, 2, 3, format), SingleLayer.Layer(Operator.AveragePool, 3, new(1, 1, 1, 1, 0, 0, 0, 0, 0)));
        InferenceSession session = Sessions.Open(model);
        byte[] input = new byte[6];
        input[5] = (byte)((1 << format) - 1);
        Assert.Equal(Status.Ok, session.Run(input, new int[6]));
        input[5]++;
        Assert.Equal(Status.InputOutOfRange, session.Run(input, new int[6]));
    }

    [Theory]
    [InlineData(3, 0x07, 0x08)]
    [InlineData(9, 0x01, 0x80)]
    public void A_spare_bit_that_is_set_is_refused(int channels, byte allowed, byte refused)
    {
        ModelDefinition model = SingleLayer.Model(
            new(1, 2, channels, 0), SingleLayer.Layer(Operator.AveragePool, channels, new(1, 1, 1, 1, 0, 0, 0, 0, 0)));
        InferenceSession session = Sessions.Open(model);
        byte[] input = new byte[session.InputLength];
        input[^1] = allowed;
        Assert.Equal(Status.Ok, session.Run(input, new int[2 * channels]));
        input[^1] = refused;
        Assert.Equal(Status.InputOutOfRange, session.Run(input, new int[2 * channels]));
    }

    [Fact]
    public void ArgMax_takes_the_first_of_the_largest()
    {
        Assert.Equal(1, InferenceSession.ArgMax([-5, 9, 9, 3]));
        Assert.Equal(0, InferenceSession.ArgMax([-7]));
        Assert.Equal(2, InferenceSession.ArgMax([int.MinValue, -1, int.MaxValue]));
    }

    [Fact]
    public void The_self_test_passes_and_notices_another_answer()
    {
        byte[] file = ReferenceWriter.Write(Model);
        Assert.Equal(Status.Ok, Sessions.Open(Model).SelfTest());
        for (int test = 0; test < 2; test++)
        {
            List<object?> fields = EdgeFile.Fields(file);
            List<object?> vector = (List<object?>)((List<object?>)fields[EdgeFile.Tests]!)[test]!;
            vector[1] = (long)vector[1]! ^ 1;
            Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(EdgeFile.Compose(fields)), out InferenceSession session));
            Assert.Equal(Status.SelfTestFailed, session.SelfTest());
        }
    }

    [Fact]
    public void The_self_test_of_a_seed_below_one_or_of_a_short_input_gives_a_status()
    {
        Assert.Equal(Status.OutOfRange, SelfTestWithInput(0));
        Assert.Equal(Status.WrongType, SelfTestWithInput("1"));
        Assert.Equal(Status.InputLengthMismatch, SelfTestWithInput(new byte[71]));
    }

    [Fact]
    public void Padding_and_zero_points_reach_the_first_layer()
    {
        int[] values = RandomNetwork.InputValues(Model, 3);
        Sessions.AssertEqualsReference(Model, Sessions.Open(Model), values);
    }

    private static Status SelfTestWithInput(object input)
    {
        List<object?> fields = EdgeFile.Fields(ReferenceWriter.Write(Model));
        ((List<object?>)((List<object?>)fields[EdgeFile.Tests]!)[0]!)[0] = input;
        Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(EdgeFile.Compose(fields)), out InferenceSession session));
        return session.SelfTest();
    }
}
