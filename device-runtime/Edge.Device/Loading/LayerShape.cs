using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Whether a layer's numbers fit together, and the shape of what it writes (FORMAT.md sections 3, 4 and 7).</summary>
internal static class LayerShape
{
    public static Status Check(int[] program, int at, int[] tensors, int layer)
    {
        int op = program[at + LayerSlot.Operator];
        int inputFormat = program[at + LayerSlot.InputFormat];
        if (inputFormat == Format.FormatRaw)
        {
            return Status.ShapeMismatch;
        }

        int channels = program[at + LayerSlot.OutputChannels];
        bool keepsChannels = op != Format.OperatorDense && op != Format.OperatorConv2d;
        if (keepsChannels && channels != program[at + LayerSlot.InputChannels])
        {
            return Status.ShapeMismatch;
        }

        int height;
        int width;
        if (op == Format.OperatorAdd)
        {
            int second = program[at + LayerSlot.Input2] * TensorSlot.Stride;
            height = program[at + LayerSlot.InputHeight];
            width = program[at + LayerSlot.InputWidth];
            if (tensors[second + TensorSlot.Format] == Format.FormatRaw
                || tensors[second + TensorSlot.Height] != height
                || tensors[second + TensorSlot.Width] != width
                || tensors[second + TensorSlot.Channels] != channels)
            {
                return Status.ShapeMismatch;
            }
        }
        else
        {
            height = program[at + LayerSlot.InputHeight] + program[at + LayerSlot.PadTop] + program[at + LayerSlot.PadBottom] - program[at + LayerSlot.KernelHeight];
            width = program[at + LayerSlot.InputWidth] + program[at + LayerSlot.PadLeft] + program[at + LayerSlot.PadRight] - program[at + LayerSlot.KernelWidth];
            if (height < 0 || width < 0)
            {
                return Status.ShapeMismatch;
            }

            height = (height / program[at + LayerSlot.StrideHeight]) + 1;
            width = (width / program[at + LayerSlot.StrideWidth]) + 1;
        }

        if (height > Format.MaxSide || width > Format.MaxSide || (long)height * width * channels > Format.MaxElements)
        {
            return Status.OutOfRange;
        }

        program[at + LayerSlot.OutputHeight] = height;
        program[at + LayerSlot.OutputWidth] = width;
        int tensor = (layer + 1) * TensorSlot.Stride;
        tensors[tensor + TensorSlot.Height] = height;
        tensors[tensor + TensorSlot.Width] = width;
        tensors[tensor + TensorSlot.Channels] = channels;
        tensors[tensor + TensorSlot.Format] = program[at + LayerSlot.OutputFormat];
        tensors[tensor + TensorSlot.Offset] = program[at + LayerSlot.OutputOffset];
        return CheckEpilogue(program, at);
    }

    private static Status CheckEpilogue(int[] program, int at)
    {
        int format = program[at + LayerSlot.OutputFormat];
        if (program[at + LayerSlot.Operator] == Format.OperatorMaxPool)
        {
            return format == program[at + LayerSlot.InputFormat] ? Status.Ok : Status.ShapeMismatch;
        }

        int kind = program[at + LayerSlot.Epilogue];
        int argument = program[at + LayerSlot.Argument];
        int count = program[at + LayerSlot.Count];
        int width = program[at + LayerSlot.Width];
        bool levels = program[at + LayerSlot.LevelsOffset] >= 0;
        if (count != 1 && count != program[at + LayerSlot.OutputChannels] && !(kind == Format.EpilogueRaw && width == 0 && count == 0))
        {
            return Status.ShapeMismatch;
        }

        if (levels && (kind != Format.EpilogueThreshold || format == Format.FormatBits))
        {
            return Status.ShapeMismatch;
        }

        switch (kind)
        {
            case Format.EpilogueThreshold:
                if (argument < 1 || argument > Format.MaxThresholds || (width != 2 && width != 4) || format > 8)
                {
                    return Status.OutOfRange;
                }

                int highest = format == Format.FormatBits ? 1 : (1 << format) - 1;
                return levels || argument <= highest ? Status.Ok : Status.ShapeMismatch;
            case Format.EpilogueRequantize:
                return width != 12 ? Status.OutOfRange : format >= 1 && format <= 8 ? Status.Ok : Status.ShapeMismatch;
            case Format.EpilogueShift:
                return width != 4 || argument > Format.MaxAccumulatorShift ? Status.OutOfRange : format >= 1 && format <= 8 ? Status.Ok : Status.ShapeMismatch;
            default:
                return argument != 0 || (width != 0 && width != 4 && width != 8) ? Status.OutOfRange
                    : format == Format.FormatRaw ? Status.Ok : Status.ShapeMismatch;
        }
    }
}
