namespace Edge.Formats;

/// <summary>How many bytes tensors and sections take: one place for the packer, the runtime and the tests. Shapes are within FORMAT.md section 7.</summary>
public static class SectionLength
{
    /// <summary>FORMAT.md section 1: the stored bytes of a tensor; a raw tensor has four bytes an element.</summary>
    public static int OfTensor(int height, int width, int channels, int format)
    {
        int pixels = height * width;
        if (format == Format.FormatBits)
        {
            return pixels * ((channels + 7) >> 3);
        }

        return format == Format.FormatRaw ? pixels * channels * 4 : pixels * channels;
    }

    /// <summary>
    /// FORMAT.md section 5: the bytes of a plane of <paramref name="outputs"/> channels that each read <paramref name="pixels"/> x <paramref name="channels"/>
    /// inputs: the kernel's pixels (dense: the whole image's) and the input's channels; a depthwise layer has one channel here. -1 for an encoding that does not exist.
    /// </summary>
    public static long OfPlane(int encoding, bool depthwise, int outputs, int pixels, int channels)
    {
        long inputs = (long)pixels * channels;
        long groups = (outputs + 3) >> 2;
        if (encoding == Format.EncodingLanes1 || encoding == Format.EncodingLanes2 || encoding == Format.EncodingLanes4)
        {
            int fields = 16 / encoding;
            return depthwise
                ? ((groups * inputs) + fields - 1) / fields * 8
                : (inputs + fields - 1) / fields * groups * 8;
        }

        if (encoding == Format.EncodingBytes)
        {
            return outputs * inputs;
        }

        if (encoding == Format.EncodingPowers)
        {
            return depthwise ? inputs * ((outputs + 1L) >> 1) : outputs * ((inputs + 1) >> 1);
        }

        if (depthwise || (encoding != Format.EncodingBitRows && encoding != Format.EncodingMaskedBitRows))
        {
            return -1;
        }

        long row = ((long)pixels * ((channels + 7) >> 3) + 3) >> 2 << 2;
        return encoding == Format.EncodingMaskedBitRows ? 2 * outputs * row : outputs * row;
    }

    /// <summary>FORMAT.md section 4: the bytes of the parameters at an epilogue's offset, the level table apart; -1 for a kind that does not exist.</summary>
    public static int OfEpilogue(int kind, int argument, int count, int width)
    {
        if (kind == Format.EpilogueThreshold)
        {
            return count * argument * width;
        }

        return kind > Format.EpilogueThreshold && kind <= Format.EpilogueRaw ? count * width : -1;
    }
}
