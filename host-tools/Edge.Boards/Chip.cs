namespace Edge.Boards;

/// <summary>A chip and the numbers it identifies itself by.</summary>
public sealed record Chip
{
    /// <summary>For example <c>ESP32-S3</c> or <c>STM32F429ZI</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The processor core and how many of it.</summary>
    public required string Core { get; init; }

    /// <summary>The instruction set: <c>xtensa</c>, <c>riscv32</c>, <c>armv6-m</c>, <c>armv7e-m</c>, <c>armv8-m</c>.</summary>
    public required string Isa { get; init; }

    /// <summary>The clock the firmware sets in MHz, or null where its source does not say.</summary>
    public int? ClockMHz { get; init; }

    /// <summary>The chip id in the answer to the ESP ROM's security info command.</summary>
    public int? EspChipId { get; init; }

    /// <summary>The word at 0x40001000 of an ESP ROM that does not know that command.</summary>
    public uint? EspMagic { get; init; }

    /// <summary>The product id the STM32 bootloader reports.</summary>
    public int? Stm32Pid { get; init; }
}
