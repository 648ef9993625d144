using System;
using Edge.Device.Kernels;
using Edge.Device.Loading;
using Edge.Formats;

namespace Edge.Device;

/// <summary>
/// A loaded network that classifies. Everything is allocated by <c>Open</c>; <see cref="Run"/> allocates nothing and calls nothing that does.
/// A session is for one thread at a time.
/// </summary>
public sealed class InferenceSession
{
    private readonly Network network;
    private readonly int[] inputShape;
    private readonly byte[] tests;
    private readonly int layers;
    private readonly int inputLength;
    private readonly int outputLength;

    private InferenceSession(Network network, int[] inputShape, byte[] tests)
    {
        this.network = network;
        this.inputShape = inputShape;
        this.tests = tests;
        layers = network.Program.Length / LayerSlot.Stride;
        inputLength = SectionLength.OfTensor(inputShape[TensorSlot.Height], inputShape[TensorSlot.Width], inputShape[TensorSlot.Channels], inputShape[TensorSlot.Format]);
        outputLength = TensorElements(layers);
    }

    /// <summary>Bytes of the input array: height x width x channels values, or the bits of FORMAT.md section 1.</summary>
    public int InputLength
    {
        get { return inputLength; }
    }

    public int InputHeight
    {
        get { return inputShape[TensorSlot.Height]; }
    }

    public int InputWidth
    {
        get { return inputShape[TensorSlot.Width]; }
    }

    public int InputChannels
    {
        get { return inputShape[TensorSlot.Channels]; }
    }

    /// <summary>0 bits, 1 .. 8 unsigned bytes of that many bits.</summary>
    public int InputFormat
    {
        get { return inputShape[TensorSlot.Format]; }
    }

    /// <summary>Integers of the output array.</summary>
    public int OutputLength
    {
        get { return outputLength; }
    }

    public int LayerCount
    {
        get { return layers; }
    }

    /// <summary>Bytes of all weights as they lie in the file (bit rows as whole 64-bit words): what the smallest heap must hold.</summary>
    public long FileWeightBytes
    {
        get { return network.FileWeightBytes; }
    }

    /// <summary>Bytes of all weights in the layouts this session chose within its memory limit.</summary>
    public long WeightBytes
    {
        get { return network.WeightBytes; }
    }

    /// <summary>Bytes of the device's heap that the kernels' shared working memory takes, beside the arena.</summary>
    public long ScratchBytes
    {
        get { return network.ScratchBytes; }
    }

    /// <summary>How a layer is computed: a number of <see cref="Variant"/>; -1 for a layer that does not exist.</summary>
    public int LayerVariant(int layer)
    {
        return layer < 0 || layer >= layers ? Variant.None : network.Program[(layer * LayerSlot.Stride) + LayerSlot.Variant];
    }

    /// <summary>
    /// Loads a model with the default memory limit of eight times the file plus 768 KiB, which no honest model of a board needs and no forged file exceeds.
    /// Where the heap has less, fewer layers get a layout of their own (<see cref="WeightBytes"/>).
    /// </summary>
    public static Status Open(ModelSource source, out InferenceSession session)
    {
        session = null;
        return source == null ? Status.BadArgument : Open(source, (8L * source.Length) + (768 << 10), out session);
    }

    /// <summary>
    /// Loads a model whose weights, parameters and buffers may take <paramref name="memoryLimit"/> bytes together. More, or more than the heap has,
    /// is <see cref="Status.OutOfMemory"/>.
    /// </summary>
    public static Status Open(ModelSource source, long memoryLimit, out InferenceSession session)
    {
        session = null;
        if (source == null)
        {
            return Status.BadArgument;
        }

        // The heap was asked before every layout: another attempt with less happens only where it is in pieces.
        var budget = new DerivedBudget();
        Status status;
        do
        {
            try
            {
                status = ModelLoader.Load(source, memoryLimit, budget, out Network network, out int[] inputShape, out byte[] tests);
                if (status == Status.Ok)
                {
                    session = new InferenceSession(network, inputShape, tests);
                }
            }
            catch (OutOfMemoryException)
            {
                status = Status.OutOfMemory;
            }
        }
        while (status == Status.OutOfMemory && budget.Lower());
        return status;
    }

    /// <summary>Runs the network. <paramref name="input"/> is the stored input tensor, <paramref name="output"/> receives <see cref="OutputLength"/> integers.</summary>
    public Status Run(byte[] input, int[] output)
    {
        if (output == null || output.Length < outputLength)
        {
            return output == null ? Status.BadArgument : Status.OutputTooShort;
        }

        Status status = Begin(input);
        if (status == Status.Ok && network.Native != null)
        {
            return network.Native.Run(network.NativeFile, network.Arena, -1, input, output);
        }

        for (int layer = 0; layer < layers && status == Status.Ok; layer++)
        {
            status = RunLayer(layer, output);
        }

        if (status == Status.Ok && network.Program[((layers - 1) * LayerSlot.Stride) + LayerSlot.OutputFormat] != Format.FormatRaw)
        {
            status = ReadTensor(layers, output);
        }

        return status;
    }

    /// <summary>Checks the input and keeps it for the <see cref="RunLayer"/> calls that follow: a way to look at a network layer by layer.</summary>
    public Status Begin(byte[] input)
    {
        if (input == null || input.Length != inputLength)
        {
            return input == null ? Status.BadArgument : Status.InputLengthMismatch;
        }

        // A native engine looks at the values itself.
        int format = network.Native == null ? inputShape[TensorSlot.Format] : 8;
        int channels = inputShape[TensorSlot.Channels];
        if (format > Format.FormatBits && format < 8 && !InputCheck.IsWithin(input, 0, 1, (1 << format) - 1))
        {
            return Status.InputOutOfRange;
        }

        // The bits of a pixel's last byte that belong to no channel would count as inputs.
        int pixelBytes = (channels + 7) >> 3;
        if (format == Format.FormatBits && (channels & 7) != 0 && !InputCheck.IsWithin(input, pixelBytes - 1, pixelBytes, (1 << (channels & 7)) - 1))
        {
            return Status.InputOutOfRange;
        }

        network.Input = input;
        return Status.Ok;
    }

    /// <summary>
    /// Runs one layer after <see cref="Begin"/> and the layers before it. Only a raw last layer writes to <paramref name="output"/>; for others it may be null.
    /// </summary>
    public Status RunLayer(int layer, int[] output)
    {
        Network net = network;
        if (layer < 0 || layer >= layers || net.Input == null)
        {
            return Status.BadArgument;
        }

        int[] program = net.Program;
        int at = layer * LayerSlot.Stride;
        if (program[at + LayerSlot.OutputFormat] == Format.FormatRaw && (output == null || output.Length < outputLength))
        {
            return output == null ? Status.BadArgument : Status.OutputTooShort;
        }

        if (net.Native != null)
        {
            return net.Native.Run(net.NativeFile, net.Arena, layer, net.Input, output);
        }

        LayerRunner.Run(net, program, at, layer, output);
        return Status.Ok;
    }

    /// <summary>The number of elements of tensor 0 (the input) .. <see cref="LayerCount"/> (the output).</summary>
    public int TensorElements(int tensor)
    {
        if (tensor == 0)
        {
            return inputShape[TensorSlot.Height] * inputShape[TensorSlot.Width] * inputShape[TensorSlot.Channels];
        }

        int at = (tensor - 1) * LayerSlot.Stride;
        int[] program = network.Program;
        return program[at + LayerSlot.OutputHeight] * program[at + LayerSlot.OutputWidth] * program[at + LayerSlot.OutputChannels];
    }

    /// <summary>
    /// Copies what layer <paramref name="tensor"/> - 1 wrote into <paramref name="values"/>, one integer an element, bits as 0 / 1, in height, width, channels order.
    /// Valid until a later layer reuses the place. A raw tensor is not kept: it is in the output array of <see cref="RunLayer"/>.
    /// </summary>
    public Status ReadTensor(int tensor, int[] values)
    {
        if (tensor < 1 || tensor > layers || values == null || values.Length < TensorElements(tensor))
        {
            return Status.BadArgument;
        }

        int at = (tensor - 1) * LayerSlot.Stride;
        int[] program = network.Program;
        byte[] arena = network.Arena;
        int format = program[at + LayerSlot.OutputFormat];
        int channels = program[at + LayerSlot.OutputChannels];
        int from = program[at + LayerSlot.OutputOffset];
        int count = TensorElements(tensor);
        if (format == Format.FormatRaw)
        {
            return Status.Unsupported;
        }

        if (format != Format.FormatBits)
        {
            for (int i = 0; i < count; i++)
            {
                values[i] = arena[from + i];
            }

            return Status.Ok;
        }

        int pixelBytes = (channels + 7) >> 3;
        int to = 0;
        while (to < count)
        {
            for (int c = 0; c < channels; c++)
            {
                values[to++] = (arena[from + (c >> 3)] >> (c & 7)) & 1;
            }

            from += pixelBytes;
        }

        return Status.Ok;
    }

    /// <summary>The index of the largest score; the first one where several are equal.</summary>
    public static int ArgMax(int[] output)
    {
        int best = 0;
        for (int i = 1; i < output.Length; i++)
        {
            if (output[i] > output[best])
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Runs the self-tests of the file (FORMAT.md section 6); allocates their input and output. A file without tests passes.</summary>
    public Status SelfTest()
    {
        try
        {
            return SelfTestRunner.Run(this, tests);
        }
        catch (OutOfMemoryException)
        {
            return Status.OutOfMemory;
        }
    }
}
