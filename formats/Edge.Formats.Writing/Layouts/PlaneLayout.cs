namespace Edge.Formats.Writing.Layouts;

/// <summary>Chooses the layout of an encoding.</summary>
internal static class PlaneLayout
{
    /// <summary>The bytes of a plane's section; -1 where the encoding does not exist or has no form for the layer.</summary>
    public static long Length(PlaneEncoding encoding, PlaneShape shape) =>
        SectionLength.OfPlane((int)encoding, shape.Depthwise, shape.Outputs, shape.Pixels, shape.Channels);

    /// <summary>How many different fields an encoding can hold.</summary>
    public static int MaxLevels(PlaneEncoding encoding) => encoding switch
    {
        PlaneEncoding.BitRows => 2,
        PlaneEncoding.MaskedBitRows => 3,
        PlaneEncoding.Powers => (2 * Format.MaxPowers) + 1,
        _ => 1 << (int)encoding,
    };

    /// <summary>The field of a weight; -1 where the plane has none for it.</summary>
    public static int FieldOf(PlaneDefinition plane, int weight)
    {
        if (plane.Encoding is PlaneEncoding.Powers)
        {
            return PowerCodes.Of(weight, plane.Levels);
        }

        long shifted = (long)weight + plane.Zero;
        return shifted >= 0 && shifted % plane.Step == 0 && shifted / plane.Step < plane.Levels ? (int)(shifted / plane.Step) : -1;
    }

    /// <summary>The weight that a field stands for.</summary>
    public static int WeightOf(PlaneDefinition plane, byte field) =>
        plane.Encoding is PlaneEncoding.Powers ? PowerCodes.Weight(field) : (plane.Step * field) - plane.Zero;

    /// <summary>A plane's weights in the layout of its encoding.</summary>
    public static byte[] Pack(PlaneDefinition plane, PlaneShape shape)
    {
        byte[] fields = new byte[plane.Weights.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = (byte)FieldOf(plane, plane.Weights[i]);
        }

        return Pack(plane.Encoding, shape, fields);
    }

    /// <summary>fields [output][pixel][channel] to a section of <see cref="Length"/> bytes.</summary>
    public static byte[] Pack(PlaneEncoding encoding, PlaneShape shape, ReadOnlySpan<byte> fields)
    {
        byte[] section = new byte[Length(encoding, shape)];
        switch (encoding)
        {
            case PlaneEncoding.Bytes:
                WeightBytes.Pack(fields, shape, section);
                break;
            case PlaneEncoding.BitRows:
                BitRows.Pack(fields, shape, BitRows.RowBytes(shape), section);
                break;
            case PlaneEncoding.MaskedBitRows:
                MaskedBitRows.Pack(fields, shape, section);
                break;
            case PlaneEncoding.Powers:
                PowerCodes.Pack(fields, shape, section);
                break;
            default:
                if (shape.Depthwise)
                {
                    DepthwiseRowLanes.Pack(fields, (int)encoding, shape.Outputs, shape.Pixels, section);
                }
                else
                {
                    RowLanes.Pack(fields, (int)encoding, shape.Outputs, shape.Inputs, section);
                }

                break;
        }

        return section;
    }

    /// <summary>A section back to fields [output][pixel][channel].</summary>
    public static byte[] Unpack(PlaneEncoding encoding, PlaneShape shape, ReadOnlySpan<byte> section)
    {
        byte[] fields = new byte[shape.Weights];
        switch (encoding)
        {
            case PlaneEncoding.Bytes:
                WeightBytes.Unpack(section, shape, fields);
                break;
            case PlaneEncoding.BitRows:
                BitRows.Unpack(section, shape, BitRows.RowBytes(shape), fields);
                break;
            case PlaneEncoding.MaskedBitRows:
                MaskedBitRows.Unpack(section, shape, fields);
                break;
            case PlaneEncoding.Powers:
                PowerCodes.Unpack(section, shape, fields);
                break;
            default:
                if (shape.Depthwise)
                {
                    DepthwiseRowLanes.Unpack(section, (int)encoding, shape.Outputs, shape.Pixels, fields);
                }
                else
                {
                    RowLanes.Unpack(section, (int)encoding, shape.Outputs, shape.Inputs, fields);
                }

                break;
        }

        return fields;
    }
}
