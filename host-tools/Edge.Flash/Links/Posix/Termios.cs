using System.Buffers.Binary;

namespace Edge.Flash.Links.Posix;

/// <summary>The line settings structure of the C library, whose layout Linux and macOS do not share: kept as bytes, with the few fields used.</summary>
internal sealed class Termios
{
    private const int LargestSize = 128;
    private static readonly bool Mac = OperatingSystem.IsMacOS();
    private readonly byte[] bytes = new byte[LargestSize];

    private Termios()
    {
    }

    internal static Termios? Of(int descriptor)
    {
        Termios termios = new();
        return LibC.GetAttributes(descriptor, termios.bytes) == 0 ? termios : null;
    }

    /// <summary>Eight data bits, one stop bit, no flow control, nothing interpreted, reads that never wait.</summary>
    internal void MakeRaw(LinkParity parity)
    {
        LibC.MakeRaw(bytes);
        uint flags = ControlFlags;
        flags &= Mac ? ~(0x300u | 0x400u | 0x1000u | 0x2000u | 0x30000u) : ~(0x30u | 0x40u | 0x100u | 0x200u | 0x80000000u);
        flags |= Mac ? 0x300u | 0x800u | 0x8000u : 0x30u | 0x80u | 0x800u;
        if (parity == LinkParity.Even)
        {
            flags |= Mac ? 0x1000u : 0x100u;
        }

        ControlFlags = flags;
        int characters = Mac ? 32 : 17;
        bytes[characters + (Mac ? 16 : 6)] = 0;
        bytes[characters + (Mac ? 17 : 5)] = 0;
    }

    /// <summary>Sets both speeds; false where the C library has no constant for it.</summary>
    internal bool TrySetSpeed(int baud) => SpeedConstant(baud) is { } constant && LibC.SetSpeed(bytes, constant) == 0;

    internal bool Apply(int descriptor) => LibC.SetAttributes(descriptor, 0, bytes) == 0;

    // termios.h of Linux numbers the speeds, that of macOS uses the baud rate itself and stops at 230400.
    private static nuint? SpeedConstant(int baud) => Mac ? (baud <= 230400 ? (nuint)baud : null) : baud switch
    {
        1200 => 0x9,
        2400 => 0xB,
        4800 => 0xC,
        9600 => 0xD,
        19200 => 0xE,
        38400 => 0xF,
        57600 => 0x1001,
        115200 => 0x1002,
        230400 => 0x1003,
        460800 => 0x1004,
        500000 => 0x1005,
        921600 => 0x1007,
        1000000 => 0x1008,
        1500000 => 0x100A,
        2000000 => 0x100B,
        _ => null,
    };

    private uint ControlFlags
    {
        get => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(Mac ? 16 : 8));
        set => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(Mac ? 16 : 8), value);
    }
}
