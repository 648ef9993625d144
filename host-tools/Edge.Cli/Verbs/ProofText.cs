using Edge.Flash;

namespace Edge.Cli.Verbs;

/// <summary>Proofs as words.</summary>
internal static class ProofText
{
    /// <summary>For people.</summary>
    public static string Of(Proof proof) => proof switch
    {
        Proof.AppReport => "the application on the device reports the file's size and the CRC-32 it computed",
        Proof.PacketCrc => "the device checked every packet by CRC and acknowledged writing it",
        Proof.CheckMemory => "the firmware computed the same CRC over every block of the region",
        Proof.Md5 => "the ROM computed the same MD5 over every segment of the region",
        Proof.ReadBack => "every byte was read back",
        _ => "NONE: everything was sent and acknowledged, nothing on the device confirms it",
    };

    /// <summary>For programs, in kebab case.</summary>
    public static string Code(Proof proof) => proof switch
    {
        Proof.AppReport => "app-report",
        Proof.PacketCrc => "packet-crc",
        Proof.CheckMemory => "check-memory",
        Proof.Md5 => "md5",
        Proof.ReadBack => "read-back",
        _ => "none",
    };
}
