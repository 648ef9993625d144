using Edge.Device.Tests.Support;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests;

public class AllocationTests
{
    [Fact]
    public void Running_allocates_nothing()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            ModelDefinition model = RandomNetwork.Generate(seed);
            InferenceSession session = Sessions.Open(model);
            byte[] input = EdgeFile.InputBytes(model, RandomNetwork.InputValues(model, seed));
            int[] output = new int[session.OutputLength];
            int[] tensor = new int[Enumerable.Range(0, session.LayerCount + 1).Max(session.TensorElements)];
            RunBothWays(session, input, output, tensor);

            long before = GC.GetAllocatedBytesForCurrentThread();
            RunBothWays(session, input, output, tensor);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.Equal(0, allocated);
        }
    }

    [Fact]
    public void Refusing_an_input_allocates_nothing()
    {
        InferenceSession session = Sessions.Open(ReferenceModel.Make());
        byte[] input = new byte[1];
        int[] output = new int[session.OutputLength];
        session.Run(input, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Status status = session.Run(input, output);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(Status.InputLengthMismatch, status);
    }

    [Fact]
    public void Opening_allocates_little_more_than_what_the_network_keeps()
    {
        // 2-bit weights: 512 x 300 fields, 38,400 bytes; they are never held twice.
        const int inputs = 512;
        const int outputs = 300;
        ModelDefinition model = SingleLayer.Model(
            new(1, 1, inputs, 8),
            SingleLayer.Layer(Operator.Dense, outputs, null, SingleLayer.Plane(new Random(1), PlaneEncoding.Lanes2, inputs * outputs)));
        ByteArraySource source = new(ReferenceWriter.Write(model));
        InferenceSession.Open(source, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InferenceSession.Open(source, out InferenceSession session);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 38_400, 38_400 + 8_000);
        Assert.Equal(outputs, session.OutputLength);
    }

    private static void RunBothWays(InferenceSession session, byte[] input, int[] output, int[] tensor)
    {
        session.Run(input, output);
        session.Begin(input);
        for (int layer = 0; layer < session.LayerCount; layer++)
        {
            session.RunLayer(layer, output);
            session.ReadTensor(layer + 1, tensor);
        }
    }
}
