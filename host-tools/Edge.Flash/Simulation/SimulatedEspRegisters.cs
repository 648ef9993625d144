using System.Numerics;

namespace Edge.Flash.Simulation;

/// <summary>
/// The few registers loaders look at: the word that tells the chips apart, fuses that are not burned, and the SPI controller, through which
/// they ask the flash for its identity (JEDEC command 9F).
/// </summary>
internal sealed class SimulatedEspRegisters(uint chip, uint magic, int flashBytes)
{
    private const uint MagicAddress = 0x40001000;
    private const uint RunUserCommand = 1 << 18;
    private const uint ReadIdentity = 0x9F;
    private const uint FlashMaker = 0x20;
    private const uint FlashType = 0x40;
    private readonly Dictionary<uint, uint> written = [];

    // Base of the SPI controller and the offsets of its second command word and its first data word.
    private readonly (uint Base, uint Command, uint Data) spi = chip switch
    {
        0 or 0x00F01D83 => (0x3FF42000, 0x24, 0x80),
        2 or 0x000007C6 => (0x3F402000, 0x20, 0x58),
        13 or 16 or 20 or 23 => (0x60003000, 0x20, 0x58),
        18 => (0x5008D000, 0x20, 0x58),
        _ => (0x60002000, 0x20, 0x58),
    };

    internal uint Read(uint address) => address == MagicAddress ? magic : written.GetValueOrDefault(address);

    internal void Write(uint address, uint value)
    {
        if (address == spi.Base && (value & RunUserCommand) != 0)
        {
            bool identity = (written.GetValueOrDefault(spi.Base + spi.Command) & 0xFF) == ReadIdentity;
            uint size = (uint)BitOperations.Log2((uint)flashBytes);
            written[spi.Base + spi.Data] = identity ? FlashMaker | (FlashType << 8) | (size << 16) : 0;
            written[address] = 0;
            return;
        }

        written[address] = value;
    }
}
