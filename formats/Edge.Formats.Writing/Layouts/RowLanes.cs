using System.Buffers.Binary;

namespace Edge.Formats.Writing.Layouts;

/// <summary>
/// Row lanes (FORMAT.md section 5, encodings 1, 2, 4): a 64-bit word carries four outputs in 16-bit lanes, each lane 16 / bits inputs, lowest first.
/// Example, 2 bits: the word 0x0000_0000_0002_0001 gives output 0 the field 1 and output 1 the field 2 for the block's first input.
/// </summary>
internal static class RowLanes
{
    /// <summary>fields [output][input] to words [block of inputs][group of four outputs].</summary>
    public static void Pack(ReadOnlySpan<byte> fields, int bits, int outputs, int inputs, Span<byte> section)
    {
        section.Clear();
        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                (int word, int shift) = Place(bits, outputs, output, input);
                Span<byte> bytes = section.Slice(8 * word, 8);
                ulong value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, value | ((ulong)fields[(output * inputs) + input] << shift));
            }
        }
    }

    public static void Unpack(ReadOnlySpan<byte> section, int bits, int outputs, int inputs, Span<byte> fields)
    {
        for (int output = 0; output < outputs; output++)
        {
            for (int input = 0; input < inputs; input++)
            {
                (int word, int shift) = Place(bits, outputs, output, input);
                ulong value = BinaryPrimitives.ReadUInt64LittleEndian(section.Slice(8 * word, 8));
                fields[(output * inputs) + input] = (byte)((value >> shift) & ((1u << bits) - 1));
            }
        }
    }

    private static (int Word, int Shift) Place(int bits, int outputs, int output, int input)
    {
        int perLane = 16 / bits;
        int groups = (outputs + 3) / 4;
        return ((input / perLane * groups) + (output / 4), (16 * (output % 4)) + (bits * (input % perLane)));
    }
}
