using Edge.Formats;

namespace Edge.Device.Loading;

/// <summary>Reads one layer of the header into its slots and derives its shape (FORMAT.md section 3). Allocates nothing.</summary>
internal static class LayerReader
{
    /// <summary>
    /// <paramref name="tensors"/> holds <see cref="TensorSlot.Stride"/> ints a tensor for tensors 0 .. <paramref name="layer"/>; the output tensor's are filled in.
    /// Planes go to <paramref name="planes"/> from <paramref name="plane"/> on, which moves behind them.
    /// </summary>
    public static void Read(HeaderReader reader, int layer, int[] program, int[] tensors, int[] planes, ref int plane)
    {
        int at = layer * LayerSlot.Stride;
        int fields = reader.Array(Format.LayerFields);
        int op = reader.Int(Format.OperatorDense, Format.OperatorAdd);
        program[at + LayerSlot.Operator] = op;
        int input = reader.Int(0, layer);
        int input2 = reader.Nil() ? -1 : reader.Int(0, layer);
        if ((op == Format.OperatorAdd) != (input2 >= 0))
        {
            reader.Fail(Status.ShapeMismatch);
        }

        ReadOutput(reader, program, at);
        ReadInputs(program, at, tensors, input, input2);
        ReadGeometry(reader, program, at, op);
        ReadEpilogue(reader, program, at, op);
        ReadPlanes(reader, program, at, op, planes, ref plane);
        program[at + LayerSlot.Variant] = reader.Int(0, int.MaxValue); // the hint, until the variant is chosen
        reader.Skip(fields - Format.LayerFields);
        if (reader.Status == Status.Ok)
        {
            reader.Status = LayerShape.Check(program, at, tensors, layer);
        }
    }

    private static void ReadOutput(HeaderReader reader, int[] program, int at)
    {
        int fields = reader.Array(Format.LayerOutputFields);
        program[at + LayerSlot.OutputChannels] = reader.Int(1, Format.MaxSide);
        program[at + LayerSlot.OutputFormat] = reader.Int(0, Format.FormatRaw);
        program[at + LayerSlot.OutputOffset] = reader.Int(0, Format.MaxArena);
        reader.Skip(fields - Format.LayerOutputFields);
        bool unknownFormat = program[at + LayerSlot.OutputFormat] > 8 && program[at + LayerSlot.OutputFormat] != Format.FormatRaw;
        if (unknownFormat || (program[at + LayerSlot.OutputOffset] & (Format.ArenaAlignment - 1)) != 0)
        {
            reader.Fail(Status.OutOfRange);
        }
    }

    private static void ReadInputs(int[] program, int at, int[] tensors, int input, int input2)
    {
        int tensor = input * TensorSlot.Stride;
        program[at + LayerSlot.Input] = input;
        program[at + LayerSlot.InputOffset] = tensors[tensor + TensorSlot.Offset];
        program[at + LayerSlot.InputHeight] = tensors[tensor + TensorSlot.Height];
        program[at + LayerSlot.InputWidth] = tensors[tensor + TensorSlot.Width];
        program[at + LayerSlot.InputChannels] = tensors[tensor + TensorSlot.Channels];
        program[at + LayerSlot.InputFormat] = tensors[tensor + TensorSlot.Format];
        program[at + LayerSlot.Input2] = input2;
        if (input2 >= 0)
        {
            tensor = input2 * TensorSlot.Stride;
            program[at + LayerSlot.Input2Offset] = tensors[tensor + TensorSlot.Offset];
            program[at + LayerSlot.Input2Format] = tensors[tensor + TensorSlot.Format];
        }
    }

    private static void ReadGeometry(HeaderReader reader, int[] program, int at, int op)
    {
        if (op == Format.OperatorDense)
        {
            // A dense layer is a convolution whose kernel is the whole image.
            program[at + LayerSlot.KernelHeight] = program[at + LayerSlot.InputHeight];
            program[at + LayerSlot.KernelWidth] = program[at + LayerSlot.InputWidth];
            program[at + LayerSlot.StrideHeight] = 1;
            program[at + LayerSlot.StrideWidth] = 1;
            reader.Skip(1);
            return;
        }

        if (op == Format.OperatorAdd)
        {
            int addFields = reader.Array(Format.AddFields);
            program[at + LayerSlot.AddFirst] = reader.Int(-Format.MaxMultiplier - 1, Format.MaxMultiplier);
            program[at + LayerSlot.AddSecond] = reader.Int(-Format.MaxMultiplier - 1, Format.MaxMultiplier);
            reader.Skip(addFields - Format.AddFields);
            return;
        }

        int fields = reader.Array(Format.WindowFields);
        int kernelHeight = reader.Int(1, Format.MaxKernel);
        int kernelWidth = reader.Int(1, Format.MaxKernel);
        program[at + LayerSlot.KernelHeight] = kernelHeight;
        program[at + LayerSlot.KernelWidth] = kernelWidth;
        program[at + LayerSlot.StrideHeight] = reader.Int(1, Format.MaxKernel);
        program[at + LayerSlot.StrideWidth] = reader.Int(1, Format.MaxKernel);
        program[at + LayerSlot.PadTop] = reader.Int(0, kernelHeight - 1);
        program[at + LayerSlot.PadLeft] = reader.Int(0, kernelWidth - 1);
        program[at + LayerSlot.PadBottom] = reader.Int(0, kernelHeight - 1);
        program[at + LayerSlot.PadRight] = reader.Int(0, kernelWidth - 1);
        int format = program[at + LayerSlot.InputFormat];
        program[at + LayerSlot.PadValue] = reader.Int(0, format == Format.FormatBits ? 1 : (1 << (format & 15)) - 1);
        reader.Skip(fields - Format.WindowFields);
    }

    private static void ReadEpilogue(HeaderReader reader, int[] program, int at, int op)
    {
        if (reader.Nil())
        {
            program[at + LayerSlot.Epilogue] = -1;
            if (op != Format.OperatorMaxPool)
            {
                reader.Fail(Status.ShapeMismatch);
            }

            return;
        }

        int fields = reader.Array(Format.EpilogueFields - 1);
        program[at + LayerSlot.Epilogue] = reader.Int(Format.EpilogueThreshold, Format.EpilogueRaw);
        program[at + LayerSlot.Argument] = reader.Int(0, Format.MaxRequantizeShift);
        program[at + LayerSlot.Count] = reader.Int(0, Format.MaxSide);
        program[at + LayerSlot.Width] = reader.Int(0, 12);
        program[at + LayerSlot.EpilogueOffset] = reader.Int(0, int.MaxValue);
        program[at + LayerSlot.LevelsOffset] = fields < Format.EpilogueFields || reader.Nil() ? -1 : reader.Int(0, int.MaxValue);
        reader.Skip(fields - Format.EpilogueFields);
        if (op == Format.OperatorMaxPool)
        {
            reader.Fail(Status.ShapeMismatch);
        }
    }

    private static void ReadPlanes(HeaderReader reader, int[] program, int at, int op, int[] planes, ref int plane)
    {
        program[at + LayerSlot.FirstPlane] = plane;
        bool weighted = op <= Format.OperatorDepthwise;
        if (reader.Nil())
        {
            if (weighted)
            {
                reader.Fail(Status.ShapeMismatch);
            }

            return;
        }

        int count = reader.Array(1);
        if (!weighted || count > Format.MaxPlanes || plane + (count * PlaneSlot.Stride) > planes.Length)
        {
            reader.Fail(weighted ? Status.OutOfRange : Status.ShapeMismatch);
            return;
        }

        program[at + LayerSlot.Planes] = count;
        for (int i = 0; i < count; i++)
        {
            int fields = reader.Array(Format.PlaneFields);
            ReadPlace(reader, planes, plane);
            planes[plane + PlaneSlot.Shift] = reader.Int(0, Format.MaxPlaneShift);
            planes[plane + PlaneSlot.Step] = reader.Int(1, Format.MaxStep);
            planes[plane + PlaneSlot.Zero] = reader.Int(0, Format.MaxZero);
            planes[plane + PlaneSlot.Levels] = reader.Int(2, Format.MaxWeightLevels);
            reader.Skip(fields - Format.PlaneFields);
            plane += PlaneSlot.Stride;
        }
    }

    // From here on a coded plane is like any other, but for the mark on its offset.
    private static void ReadPlace(HeaderReader reader, int[] planes, int plane)
    {
        int encoding = reader.Int(1, Format.EncodingCoded + Format.EncodingPowers);
        bool coded = encoding > Format.EncodingCoded;
        encoding -= coded ? Format.EncodingCoded : 0;
        if (encoding > Format.EncodingPowers || (coded && (encoding == Format.EncodingBitRows || encoding == Format.EncodingMaskedBitRows)))
        {
            reader.Fail(Status.OutOfRange);
        }

        planes[plane + PlaneSlot.Encoding] = encoding;
        planes[plane + PlaneSlot.Offset] = reader.Int(0, int.MaxValue) | (coded ? SectionReader.Coded : 0);
    }
}
