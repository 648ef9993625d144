using System.Text;
using Edge.Flash.EspRom;
using Edge.Flash.Links;
using Edge.Flash.Stm32;
using Edge.Flash.Wire;

namespace Edge.Flash;

/// <summary>What a route wanted to find on a port, for the message when it did not.</summary>
/// <param name="Protocol">What it speaks.</param>
/// <param name="Mode">The mode the device must be in: one of the constants of <see cref="DeviceProbe"/>.</param>
/// <param name="WhenSilent">What to try when nothing comes, or nothing intelligible.</param>
/// <param name="WhenOther">What to try when the device is in another mode.</param>
internal sealed record Wanted(string Protocol, string Mode, string WhenSilent, string WhenOther);

/// <summary>Finds out what answers on a port, to say more than "timeout". Sends only questions that change nothing.</summary>
internal static class DeviceProbe
{
    internal const string Firmware = "running nanoFramework firmware";
    internal const string EspLoader = "an ESP32 in its ROM loader";
    internal const string Stm32Loader = "an STM32 in its system bootloader";
    private const int Baud = 115200;

    /// <summary>The failure that tells why the wanted device did not answer.</summary>
    internal static FlashException Explain(IByteLink link, Wanted wanted)
    {
        ListeningLink listening = new(link);
        string found = WhoAnswers(listening);
        return found.Length > 0 && found != wanted.Mode ? DeviceErrors.WrongMode(link.Name, wanted.Mode, found, wanted.WhenOther)
            : found.Length == 0 && listening.Heard > 0 ? DeviceErrors.Unintelligible(link.Name, wanted.Protocol, Sample(listening), wanted.WhenSilent)
            : DeviceErrors.Silent(link.Name, wanted.Protocol, wanted.WhenSilent);
    }

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
        return Answers(() => Identify(new Stm32Client(link))) ? Stm32Loader : string.Empty;
    }

    // One byte of noise in 128 looks like ACK or NACK; a list of commands does not come about by chance.
    private static void Identify(Stm32Client client)
    {
        client.Synchronize();
        client.Get(TimeSpan.FromMilliseconds(500));
    }

    private static string Sample(ListeningLink listening)
    {
        string hex = string.Join(' ', listening.First.Select(value => value.ToString("X2", null)));
        string text = string.Concat(Encoding.Latin1.GetString([.. listening.First]).Select(character => character is >= ' ' and <= '~' ? character : '.'));
        return $"{listening.Heard} bytes that are no answer, beginning {hex} ({text})";
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
