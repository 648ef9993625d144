using Edge.Flash.EspRom;
using Edge.Flash.Links;
using Edge.Flash.Stm32;
using Edge.Flash.Wire;

namespace Edge.Flash;

/// <summary>Finds out what answers on a port, to say more than "timeout". Sends only questions that change nothing.</summary>
internal static class DeviceProbe
{
    internal const string Firmware = "running nanoFramework firmware";
    internal const string EspLoader = "an ESP32 in its ROM loader";
    internal const string Stm32Loader = "an STM32 in its system bootloader";
    private const int Baud = 115200;

    /// <summary>What answers, as words that fit after "found"; empty where nothing does.</summary>
    internal static string WhoAnswers(IByteLink link)
    {
        link.SetLine(new LineSettings(Baud, LinkParity.None));
        if (Answers(() => new WireQueries(new WireClient(link)).Ping(TimeSpan.FromMilliseconds(500))))
        {
            return Firmware;
        }

        LinkReader.Drain(link, TimeSpan.FromMilliseconds(20));
        if (new EspClient(link).TrySync())
        {
            return EspLoader;
        }

        link.SetLine(new LineSettings(Baud, LinkParity.Even));
        LinkReader.Drain(link, TimeSpan.FromMilliseconds(20));
        return Answers(() => new Stm32Client(link).Synchronize()) ? Stm32Loader : string.Empty;
    }

    private static bool Answers(Action ask)
    {
        try
        {
            ask();
            return true;
        }
        catch (LinkFaultException)
        {
            return false;
        }
    }
}
