using Edge.Device.Kernels;
using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Opens a file: checksum, header, layers, weights, buffers. Nothing is allocated by a count that was not checked.</summary>
internal static class ModelLoader
{
    /// <summary>By how many bytes the frames of loading and their buffers exceed those of <c>Run</c>.</summary>
    private const int LoadingHolds = 192;

    /// <summary>
    /// Loads the network of <paramref name="source"/>. <paramref name="memory"/> bounds, in bytes, what weights, parameters and buffers may take together.
    /// <paramref name="budget"/> bounds what derived layouts may take of it. <paramref name="tests"/> receives the self-tests as they stand in the header.
    /// </summary>
    public static Status Load(ModelSource source, long memory, DerivedBudget budget, out Network network, out int[] inputShape, out byte[] tests)
    {
        network = null;
        inputShape = null;
        tests = null;
        Status status = FilePrefix.Read(source, out byte[] header, out int headerLength, out int blobAt, out int blobLength);
        if (status != Status.Ok)
        {
            return status;
        }

        status = FilePrefix.VerifyChecksum(source, blobAt + blobLength);
        if (status != Status.Ok)
        {
            return status;
        }

        var reader = new HeaderReader(header, headerLength);
        ModelHeader.TryReadStart(header, headerLength, out reader.At, out _);
        reader.Skip(1); // name
        inputShape = new int[TensorSlot.Stride];
        ReadInput(reader, inputShape);
        int outputs = ReadOutput(reader);
        int arena = reader.Int(0, Format.MaxArena);
        network = new Network();
        ReadLayers(reader, network, inputShape, arena, outputs);
        int testsAt = reader.At;
        reader.Skip(1);
        if (reader.Status != Status.Ok)
        {
            return reader.Status;
        }

        tests = new byte[reader.At - testsAt];
        System.Array.Copy(header, testsAt, tests, 0, tests.Length);
        memory -= arena + tests.Length + TableBytes(network);
        if (NativeLoader.TryLoad(network, source, memory))
        {
            return Status.Ok;
        }

        // The header is not needed any more: its bytes are free for the weights.
        header = null;
        reader = null;

        // What the application needs besides: its arrays, and as much for the frames of Run as those of loading and what they hold take now, or less.
        long room = HeapSize.Array(SectionLength.OfTensor(inputShape[TensorSlot.Height], inputShape[TensorSlot.Width], inputShape[TensorSlot.Channels], inputShape[TensorSlot.Format]), 1)
            + HeapSize.Array(outputs, 4) - LoadingHolds;
        return memory < 0 ? Status.OutOfMemory : NetworkLoader.Load(network, new SectionReader(source, blobAt, blobLength), arena, memory, room, budget);
    }

    // The tables themselves, and the references and headers of the arrays by plane and by layer.
    private static long TableBytes(Network network)
    {
        return (network.Program.Length * 8L) + (network.Planes.Length * 12L);
    }

    private static void ReadInput(HeaderReader reader, int[] shape)
    {
        int fields = reader.Array(Format.InputFields);
        shape[TensorSlot.Height] = reader.Int(1, Format.MaxSide);
        shape[TensorSlot.Width] = reader.Int(1, Format.MaxSide);
        shape[TensorSlot.Channels] = reader.Int(1, Format.MaxSide);
        shape[TensorSlot.Format] = reader.Int(0, 8);
        reader.Skip(fields - 4);
        if ((long)shape[TensorSlot.Height] * shape[TensorSlot.Width] * shape[TensorSlot.Channels] > Format.MaxElements)
        {
            reader.Fail(Status.OutOfRange);
        }
    }

    private static int ReadOutput(HeaderReader reader)
    {
        int fields = reader.Array(Format.OutputFields);
        int outputs = reader.Int(1, Format.MaxElements);
        reader.Skip(fields - 1);
        return outputs;
    }

    private static void ReadLayers(HeaderReader reader, Network network, int[] inputShape, int arena, int outputs)
    {
        int layers = reader.Array(1);
        if (reader.Status != Status.Ok || layers > Format.MaxLayers)
        {
            reader.Fail(Status.OutOfRange);
            return;
        }

        // Planes are counted first, so that their table has its size at once.
        int start = reader.At;
        int planes = CountPlanes(reader, layers);
        reader.At = start;
        network.Program = new int[layers * LayerSlot.Stride];
        network.Planes = new int[planes * PlaneSlot.Stride];
        int[] tensors = new int[(layers + 1) * TensorSlot.Stride];
        System.Array.Copy(inputShape, 0, tensors, 0, TensorSlot.Stride);
        int plane = 0;
        long operations = 0;
        for (int layer = 0; layer < layers && reader.Status == Status.Ok; layer++)
        {
            LayerReader.Read(reader, layer, network.Program, tensors, network.Planes, ref plane);
            if (reader.Status == Status.Ok)
            {
                CheckPlace(reader, network.Program, layer, layers, arena, outputs, ref operations);
            }
        }
    }

    private static int CountPlanes(HeaderReader reader, int layers)
    {
        int planes = 0;
        for (int layer = 0; layer < layers && reader.Status == Status.Ok; layer++)
        {
            int fields = reader.Array(Format.LayerFields);
            reader.Skip(6);
            if (!reader.Nil())
            {
                int count = reader.Array(1);
                if (count > Format.MaxPlanes)
                {
                    reader.Fail(Status.OutOfRange);
                }

                planes += count;
                reader.Skip(count);
            }

            reader.Skip(fields - 7);
        }

        return reader.Status == Status.Ok ? planes : 0;
    }

    private static void CheckPlace(HeaderReader reader, int[] program, int layer, int layers, int arena, int outputs, ref long operations)
    {
        int at = layer * LayerSlot.Stride;
        int format = program[at + LayerSlot.OutputFormat];
        int height = program[at + LayerSlot.OutputHeight];
        int width = program[at + LayerSlot.OutputWidth];
        int channels = program[at + LayerSlot.OutputChannels];
        if (format == Format.FormatRaw)
        {
            // A raw tensor goes to the caller's array, so nothing can read it afterwards.
            program[at + LayerSlot.OutputOffset] = 0;
            if (layer != layers - 1)
            {
                reader.Fail(Status.ShapeMismatch);
            }
        }
        else if (SectionLength.OfTensor(height, width, channels, format) > arena - program[at + LayerSlot.OutputOffset])
        {
            reader.Fail(Status.OutOfBounds);
        }

        if (layer == layers - 1 && height * width * channels != outputs)
        {
            reader.Fail(Status.ShapeMismatch);
        }

        long window = program[at + LayerSlot.Operator] == Format.OperatorAdd ? 1 : (long)program[at + LayerSlot.KernelHeight] * program[at + LayerSlot.KernelWidth];
        bool mixesChannels = program[at + LayerSlot.Operator] <= Format.OperatorConv2d;
        operations += (long)height * width * channels * window * (mixesChannels ? program[at + LayerSlot.InputChannels] : 1);
        if (operations > Format.MaxOperations)
        {
            reader.Fail(Status.OutOfRange);
        }
    }
}
