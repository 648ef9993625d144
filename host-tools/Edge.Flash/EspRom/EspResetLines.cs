using Edge.Boards;
using Edge.Flash.Links;

namespace Edge.Flash.EspRom;

/// <summary>The sequences of DTR and RTS that bring an ESP32 into its loader and out of it (asserted lines are low at the chip).</summary>
internal static class EspResetLines
{
    /// <summary>Into the loader. False where the link has no lines: then the user has to hold BOOT.</summary>
    /// <param name="link">The link.</param>
    /// <param name="kind">How the lines are wired.</param>
    /// <param name="slow">Waits longer before BOOT is let go, for boards with a large capacitor at the reset pin.</param>
    internal static bool IntoLoader(IByteLink link, EspReset kind, bool slow) => kind switch
    {
        EspReset.Classic => Run(link, (false, true, 0.1), (true, false, slow ? 0.55 : 0.05), (false, false, 0)),
        EspReset.UsbJtag => Run(link, (false, false, 0.1), (true, false, 0.1), (true, true, 0), (false, true, 0.1), (false, false, 0)),
        _ => false,
    };

    /// <summary>Into the program.</summary>
    internal static bool IntoProgram(IByteLink link, bool usb) => Run(link, (false, true, usb ? 0.2 : 0.1), (false, false, usb ? 0.2 : 0));

    private static bool Run(IByteLink link, params (bool Dtr, bool Rts, double Seconds)[] steps)
    {
        foreach ((bool dtr, bool rts, double seconds) in steps)
        {
            if (!link.TrySetControl(dtr, rts))
            {
                return false;
            }

            link.Clock.Sleep(TimeSpan.FromSeconds(seconds));
        }

        return true;
    }
}
