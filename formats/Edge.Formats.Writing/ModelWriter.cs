using Edge.Formats.Writing.Coding;
using Edge.Formats.Writing.Layouts;

namespace Edge.Formats.Writing;

/// <summary>Writes a definition as a file (FORMAT.md section 2). Equal definitions give equal bytes.</summary>
public static class ModelWriter
{
    /// <summary>The whole file.</summary>
    /// <exception cref="ModelFormatException">The definition is not what FORMAT.md demands.</exception>
    public static byte[] Write(ModelDefinition model)
    {
        TensorShape[] tensors = DefinitionChecks.Check(model);
        MessagePackWriter writer = new();
        BlobBuilder blob = new();
        writer.WriteArrayHeader(Format.TopLevelFields);
        writer.WriteString(Format.Magic);
        writer.WriteInteger(Format.Version);
        MessagePackTree.WriteText(writer, model.Name, "name");
        WriteInput(writer, model.Input);
        WriteOutput(writer, model.Output);
        writer.WriteInteger(model.ArenaBytes);
        writer.WriteArrayHeader(model.Layers.Count);
        foreach (LayerDefinition layer in model.Layers)
        {
            WriteLayer(writer, blob, layer, tensors[layer.Input]);
        }

        WriteTests(writer, model.Tests);
        MessagePackTree.Write(writer, model.Metadata, "metadata");
        WritePadding(writer);
        writer.WriteFixedBinary32(blob.Bytes);
        byte[] covered = writer.Written.ToArray();
        writer.WriteFixedUInt32(Crc32.Append(0, covered, 0, covered.Length));
        ExpansionLimit.Check(model, tensors, writer.Length);
        return writer.Written.ToArray();
    }

    private static void WriteInput(MessagePackWriter writer, InputDefinition input)
    {
        writer.WriteArrayHeader(Format.InputFields);
        WriteIntegers(writer, input.Height, input.Width, input.Channels, input.Format, input.ZeroPoint);
        writer.WriteDouble(input.Scale);
    }

    private static void WriteOutput(MessagePackWriter writer, OutputDefinition output)
    {
        writer.WriteArrayHeader(Format.OutputFields);
        writer.WriteInteger(output.Count);
        writer.WriteDouble(output.Scale);
        writer.WriteArrayHeader(output.Labels.Count);
        foreach (string label in output.Labels)
        {
            MessagePackTree.WriteText(writer, label, "output.labels");
        }
    }

    private static void WriteLayer(MessagePackWriter writer, BlobBuilder blob, LayerDefinition layer, TensorShape input)
    {
        writer.WriteArrayHeader(Format.LayerFields);
        WriteIntegers(writer, (int)layer.Operator, layer.Input);
        if (layer.Operator is Operator.Add)
        {
            writer.WriteInteger(layer.Input2);
        }
        else
        {
            writer.WriteNil();
        }

        writer.WriteArrayHeader(Format.LayerOutputFields);
        WriteIntegers(writer, layer.OutputChannels, layer.OutputFormat, layer.OutputOffset);
        WriteGeometry(writer, layer);

        // The planes' sections lie before the epilogue's in the blob, their descriptions behind it in the array.
        int[] planes = [.. layer.Planes.Select(plane => blob.Add(Pack(plane, PlaneChecks.ShapeOf(layer, input))))];
        WriteEpilogue(writer, blob, layer.Epilogue);
        WritePlanes(writer, layer, planes);
        writer.WriteInteger(layer.Hint);
    }

    private static void WriteGeometry(MessagePackWriter writer, LayerDefinition layer)
    {
        if (layer.Operator is Operator.Add)
        {
            writer.WriteArrayHeader(Format.AddFields);
            WriteIntegers(writer, layer.AddMultipliers.First, layer.AddMultipliers.Second);
        }
        else if (layer.Window is { } window)
        {
            writer.WriteArrayHeader(Format.WindowFields);
            WriteIntegers(writer, window.KernelHeight, window.KernelWidth, window.StrideHeight, window.StrideWidth);
            WriteIntegers(writer, window.PadTop, window.PadLeft, window.PadBottom, window.PadRight, window.PadValue);
        }
        else
        {
            writer.WriteNil();
        }
    }

    private static void WriteEpilogue(MessagePackWriter writer, BlobBuilder blob, EpilogueDefinition? epilogue)
    {
        if (epilogue is null)
        {
            writer.WriteNil();
            return;
        }

        EpilogueSection section = EpilogueSection.Pack(epilogue);
        int offset = section.Bytes.Length == 0 ? 0 : blob.Add(section.Bytes);
        writer.WriteArrayHeader(Format.EpilogueFields);
        WriteIntegers(writer, (int)epilogue.Kind, section.Argument, section.Count, section.Width, offset);
        if (epilogue.Levels is null)
        {
            writer.WriteNil();
        }
        else
        {
            writer.WriteInteger(blob.Add(epilogue.Levels));
        }
    }

    private static void WritePlanes(MessagePackWriter writer, LayerDefinition layer, int[] offsets)
    {
        if (!PlaneChecks.HasPlanes(layer.Operator))
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(layer.Planes.Count);
        for (int i = 0; i < offsets.Length; i++)
        {
            PlaneDefinition plane = layer.Planes[i];
            writer.WriteArrayHeader(Format.PlaneFields);
            WriteIntegers(writer, plane.StoredEncoding, offsets[i], plane.Shift, plane.Step, plane.Zero, plane.Levels);
        }
    }

    private static byte[] Pack(PlaneDefinition plane, PlaneShape shape)
    {
        byte[] section = PlaneLayout.Pack(plane, shape);
        return plane.Coded ? CodedSection.Encode(section) : section;
    }

    private static void WriteTests(MessagePackWriter writer, List<SelfTestDefinition> tests)
    {
        writer.WriteArrayHeader(tests.Count);
        foreach (SelfTestDefinition test in tests)
        {
            writer.WriteArrayHeader(Format.TestFields);
            if (test.Input is null)
            {
                writer.WriteInteger(test.Seed);
            }
            else
            {
                writer.WriteBinary(test.Input);
            }

            writer.WriteInteger(test.Crc);
        }
    }

    /// <summary>Field 9: its own two bytes and the blob's header count too.</summary>
    private static void WritePadding(MessagePackWriter writer)
    {
        int next = writer.Length + 2 + Format.BlobHeaderBytes;
        writer.WriteBinary(new byte[-next & (Format.BlobAlignment - 1)]);
    }

    private static void WriteIntegers(MessagePackWriter writer, params ReadOnlySpan<int> values)
    {
        foreach (int value in values)
        {
            writer.WriteInteger(value);
        }
    }
}
