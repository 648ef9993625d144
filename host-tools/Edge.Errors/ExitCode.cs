namespace Edge.Errors;

/// <summary>
/// The classes of what the process returns. A layer whose callers must tell single failures apart returns ten times the class and
/// a digit (<see cref="EdgeException.ProcessExit"/>). All stay at most 125, so that no shell confuses them with signals; Ctrl-C is 130 by convention.
/// </summary>
public enum ExitCode
{
    /// <summary>Everything asked for was done.</summary>
    Ok = 0,

    /// <summary>A defect in Edge or an error nobody classified.</summary>
    Unexpected = 1,

    /// <summary>Wrong arguments.</summary>
    Usage = 2,

    /// <summary>An input file is missing or corrupt.</summary>
    Input = 3,

    /// <summary>The model does not fit the board, or the board does not support what it needs.</summary>
    DoesNotFit = 4,

    /// <summary>No device at the port, or no permission to open it.</summary>
    DeviceNotFound = 5,

    /// <summary>The device is not what boards.json says.</summary>
    DeviceMismatch = 6,

    /// <summary>The link or the protocol on it failed.</summary>
    Link = 7,

    /// <summary>Verification found a difference.</summary>
    Mismatch = 8,

    /// <summary>The device is protected against reading or writing.</summary>
    Protected = 9,

    /// <summary>The user pressed Ctrl-C.</summary>
    Interrupted = 130,
}
