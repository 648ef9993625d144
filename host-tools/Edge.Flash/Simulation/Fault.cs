namespace Edge.Flash.Simulation;

/// <summary>What goes wrong on the line.</summary>
public enum FaultKind
{
    /// <summary>One byte is lost.</summary>
    Drop,

    /// <summary>One bit of one byte changes.</summary>
    Flip,

    /// <summary>The device refuses one command.</summary>
    Nack,

    /// <summary>The line stalls: a byte and what follows it within that time come late.</summary>
    Delay,

    /// <summary>Several bytes in a row are lost.</summary>
    Truncate,

    /// <summary>The connection ends.</summary>
    Disconnect,
}

/// <summary>In which direction.</summary>
public enum FaultSide
{
    /// <summary>From the host to the device.</summary>
    Host,

    /// <summary>From the device to the host.</summary>
    Device,
}

/// <summary>One fault. It happens once.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Side">In which direction; without meaning for Nack.</param>
/// <param name="At">At which byte of that direction, counted from zero; for Nack at which command, counted from one.</param>
/// <param name="Amount">For Flip the bit (0 to 7), for Truncate how many bytes, for Delay how many milliseconds; else zero.</param>
public sealed record Fault(FaultKind Kind, FaultSide Side, long At, int Amount = 0)
{
    /// <summary>The fault as a script line.</summary>
    public override string ToString()
    {
        string side = Side == FaultSide.Host ? "host" : "device";
        return Kind switch
        {
            FaultKind.Nack => $"nack {At}",
            FaultKind.Drop => $"drop {side} {At}",
            FaultKind.Disconnect => $"disconnect {side} {At}",
            FaultKind.Flip => $"flip {side} {At} {Amount}",
            FaultKind.Delay => $"delay {side} {At} {Amount}",
            _ => $"truncate {side} {At} {Amount}",
        };
    }
}
