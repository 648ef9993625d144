using System.Buffers.Binary;
using System.Text;
using Edge.Boards;
using Edge.Flash.Plans;
using Edge.Flash.Wire;

namespace Edge.Flash.Simulation;

/// <summary>
/// What simulated firmware says of itself: TargetInfo, and the capabilities that a debugger asks for before it deploys. The structures
/// are those of nf-interpreter (src/CLR/Include/WireProtocol.h, nanoCLR_Debugging.h and src/HAL/Include/nanoHAL_ReleaseInfo.h).
/// </summary>
internal sealed class SimulatedIdentity
{
    private const int VersionBytes = 8;
    private const int TextBytes = 128;
    private const int NameBytes = 32;
    private const int ReleaseBytes = VersionBytes + TextBytes + 2 * NameBytes;
    private const int AssemblyBytes = 4 + VersionBytes + TextBytes;
    private const uint Capabilities = 0x01 | 0x08 | 0x10 | 0x20;
    private const byte StackRemains = 0xA5;
    private static readonly (string Name, uint Checksum)[] Assemblies = [("mscorlib", 0x5173_5163), ("nanoFramework.Runtime.Native", 0x0A2C_E3E8)];
    private readonly string target;
    private readonly string platform;
    private readonly ushort[] version;

    internal SimulatedIdentity(Board board, DeviceQuirks quirks)
    {
        target = quirks.Target ?? board.Target;
        platform = board.Platform;
        version = quirks.Layout == StorageLayout.NameLength ? [1, 17, 0, 201] : [1, 17, 0, 300];
    }

    /// <summary>
    /// The reply to TargetInfo: two versions, then texts. The firmware copies the texts with their terminators into a structure on the
    /// stack that nobody cleared, so what follows a terminator is what was there before.
    /// </summary>
    internal byte[] TargetInfo()
    {
        byte[] info = new byte[2 * VersionBytes + 2 * TextBytes + 2 * NameBytes];
        info.AsSpan(2 * VersionBytes).Fill(StackRemains);
        WriteVersion(info.AsSpan(VersionBytes));
        int at = 2 * VersionBytes;
        foreach ((string text, int bytes) in ((string, int)[])[("nanoCLR simulated by edge", TextBytes), (target, NameBytes), (platform, NameBytes), ("no chip, only bytes", TextBytes)])
        {
            WriteText(info.AsSpan(at, bytes), text);
            at += bytes;
        }

        return info;
    }

    /// <summary>The reply to a question about capabilities; null where the firmware knows no answer.</summary>
    /// <param name="question">What is asked in the low byte; for assemblies, the first of them and how many above.</param>
    internal byte[]? Capability(uint question) => (question & 0xFF) switch
    {
        1 => Word(Capabilities),
        3 => Compiler(),
        5 => [.. Release(platformFirst: true), .. new byte[4 + 32 + 16]],
        6 => [.. Release(platformFirst: false), .. new byte[VersionBytes]],
        7 => Release(platformFirst: false),
        8 => AssemblyDetails((int)(question >> 16) & 0xFF, (int)(question >> 24)),
        9 => Word((uint)Assemblies.Length),
        _ => null,
    };

    private byte[] Release(bool platformFirst)
    {
        byte[] release = new byte[ReleaseBytes];
        WriteVersion(release);
        WriteText(release.AsSpan(VersionBytes, TextBytes), "nanoCLR simulated by edge");
        WriteText(release.AsSpan(VersionBytes + TextBytes, NameBytes), platformFirst ? platform : target);
        WriteText(release.AsSpan(VersionBytes + TextBytes + NameBytes, NameBytes), platformFirst ? target : platform);
        return release;
    }

    // A build date of 22 characters, the name of the compiler in 16, its version as a number.
    private static byte[] Compiler()
    {
        byte[] answer = new byte[22 + 16 + 4];
        WriteText(answer.AsSpan(0, 22), "Jan  1 2026");
        WriteText(answer.AsSpan(22, 16), "GNU ARM GCC");
        BinaryPrimitives.WriteUInt32LittleEndian(answer.AsSpan(38), 130201);
        return answer;
    }

    private static byte[] AssemblyDetails(int first, int count)
    {
        (string Name, uint Checksum)[] asked = [.. Assemblies.Skip(first).Take(count == 0 ? Assemblies.Length : count)];
        byte[] details = new byte[AssemblyBytes * asked.Length];
        for (int i = 0; i < asked.Length; i++)
        {
            Span<byte> entry = details.AsSpan(AssemblyBytes * i, AssemblyBytes);
            BinaryPrimitives.WriteUInt32LittleEndian(entry, asked[i].Checksum);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], 100);
            WriteText(entry[(4 + VersionBytes)..], asked[i].Name);
        }

        return details;
    }

    private void WriteVersion(Span<byte> into)
    {
        for (int i = 0; i < version.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(into[(2 * i)..], version[i]);
        }
    }

    // With its terminator, and nothing behind it.
    private static void WriteText(Span<byte> field, string text)
    {
        int length = Math.Min(text.Length, field.Length - 1);
        Encoding.ASCII.GetBytes(text.AsSpan(0, length), field);
        field[length] = 0;
    }

    private static byte[] Word(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }
}
