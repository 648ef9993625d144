using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Edge.Emulator.Metadata;

/// <summary>Decodes method bodies (ECMA-335, partition III).</summary>
internal static class IlReader
{
    private static readonly OpCode[] OneByte = new OpCode[256];
    private static readonly OpCode[] TwoByte = new OpCode[256];

    static IlReader()
    {
        foreach (FieldInfo field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            (code.Size == 1 ? OneByte : TwoByte)[code.Value & 0xFF] = code;
        }
    }

    /// <summary>The instructions of <paramref name="il"/> in order.</summary>
    /// <exception cref="BadImageFormatException">The bytes end inside an instruction or hold an opcode that does not exist.</exception>
    public static IlInstruction[] Read(ReadOnlySpan<byte> il)
    {
        var list = new List<IlInstruction>(il.Length / 2);
        for (int at = 0; at < il.Length;)
        {
            IlInstruction instruction = ReadOne(il, at);
            list.Add(instruction);
            at = instruction.Next;
        }

        return [.. list];
    }

    private static IlInstruction ReadOne(ReadOnlySpan<byte> il, int at)
    {
        int start = at;
        bool prefixed = il[at] == 0xFE && at + 1 < il.Length;
        OpCode code = prefixed ? TwoByte[il[at + 1]] : OneByte[il[at]];
        if (code.Name is null)
        {
            throw new BadImageFormatException($"no instruction has the code {il[at]:X2} at IL_{at:X4}");
        }

        at += code.Size;
        int size = OperandSize(code.OperandType);
        if (at + size > il.Length)
        {
            throw new BadImageFormatException($"the method ends inside the instruction at IL_{start:X4}");
        }

        if (code.OperandType == OperandType.InlineSwitch)
        {
            return ReadSwitch(il, start, at, code);
        }

        ReadOnlySpan<byte> bytes = il.Slice(at, size);
        long operand = size switch
        {
            0 => 0,
            1 => code.OperandType == OperandType.ShortInlineVar ? bytes[0] : (sbyte)bytes[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        };
        if (code.OperandType is OperandType.ShortInlineBrTarget or OperandType.InlineBrTarget)
        {
            operand += at + size;
        }

        return new IlInstruction(start, at + size - start, code, operand, null);
    }

    private static IlInstruction ReadSwitch(ReadOnlySpan<byte> il, int start, int at, OpCode code)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(il[at..]);
        int end = at + 4 + (4 * count);
        if (count < 0 || end > il.Length)
        {
            throw new BadImageFormatException($"the switch at IL_{start:X4} has more cases than the method has bytes");
        }

        int[] targets = new int[count];
        for (int i = 0; i < count; i++)
        {
            targets[i] = end + BinaryPrimitives.ReadInt32LittleEndian(il[(at + 4 + (4 * i))..]);
        }

        return new IlInstruction(start, end - start, code, count, targets);
    }

    private static int OperandSize(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
