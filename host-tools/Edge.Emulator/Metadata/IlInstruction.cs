using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Edge.Emulator.Metadata;

/// <summary>One instruction of a method body as the metadata holds it.</summary>
/// <param name="Offset">Bytes from the start of the method's IL.</param>
/// <param name="Size">Bytes of opcode and operand.</param>
/// <param name="OpCode">The instruction.</param>
/// <param name="Operand">Token, variable, constant or branch target (an absolute offset); the bits of floating point constants.</param>
/// <param name="Targets">Absolute offsets of a switch, else null.</param>
internal readonly record struct IlInstruction(int Offset, int Size, OpCode OpCode, long Operand, int[]? Targets)
{
    public int Token => (int)Operand;

    public ILOpCode Code => (ILOpCode)(ushort)OpCode.Value;

    public int Next => Offset + Size;
}
