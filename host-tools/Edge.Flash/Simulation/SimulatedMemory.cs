using Edge.Boards;

namespace Edge.Flash.Simulation;

/// <summary>The flash and the files of a simulated board. They outlive its protocols, as on a board that is reset.</summary>
public sealed class SimulatedMemory
{
    private readonly DeviceQuirks quirks;

    /// <param name="board">Gives addresses and sizes.</param>
    /// <param name="quirks">Gives protection.</param>
    public SimulatedMemory(Board board, DeviceQuirks quirks)
    {
        this.quirks = quirks;
        FlashAt = board.FlashAt;
        Flash = new byte[board.FlashBytes];
        Flash.AsSpan().Fill(0xFF);

        // Boards are not blank when they arrive: something must be there for a missing erase to show.
        Span<byte> old = Flash.AsSpan((int)(board.Deploy.At - FlashAt), board.Deploy.Size);
        for (int i = 0; i < old.Length; i++)
        {
            old[i] = (byte)(i * 37 >> 3);
        }
    }

    /// <summary>The address of the first byte.</summary>
    public uint FlashAt { get; }

    /// <summary>Every byte of the flash.</summary>
    public byte[] Flash { get; }

    /// <summary>The files on the drive by their full names.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a range lies inside the flash.</summary>
    public bool Contains(uint address, long length) => address >= FlashAt && length >= 0 && address - FlashAt + length <= Flash.Length;

    /// <summary>The bytes of a range.</summary>
    public Span<byte> At(uint address, int length) => Flash.AsSpan((int)(address - FlashAt), length);

    /// <summary>Sets every bit of a range, unless it is protected.</summary>
    public void Erase(uint address, int length)
    {
        if (!quirks.WriteProtected)
        {
            At(address, length).Fill(0xFF);
        }
    }

    /// <summary>Writes as flash does: bits can only be cleared.</summary>
    public void Program(uint address, ReadOnlySpan<byte> data)
    {
        if (quirks.WriteProtected)
        {
            return;
        }

        Span<byte> cells = At(address, data.Length);
        for (int i = 0; i < data.Length; i++)
        {
            cells[i] &= data[i];
        }
    }
}
