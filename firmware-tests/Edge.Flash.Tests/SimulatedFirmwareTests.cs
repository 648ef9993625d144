using System.Text;
using Edge.Boards;
using Edge.Flash.Links;
using Edge.Flash.Simulation;
using Edge.Flash.Wire;

namespace Edge.Flash.Tests;

/// <summary>
/// The simulated firmware against bytes that nanoFramework's own debugger library puts on the wire. What the answers must be is in the
/// sources of the firmware (nf-interpreter: Debugger.cpp, WireProtocol_App_Interface.c, nanoHAL_ReleaseInfo.h).
/// </summary>
public sealed class SimulatedFirmwareTests
{
    private const string Deploy = "00001E0000001C00";

    [Theory]
    [InlineData(0x00, 0x00, 0x2000, "0200010000000000", "4e46504b54563100e5414ec6ecb46bac000000000000000000200000080000000200010000000000")]
    [InlineData(0x0C, 0x02, 0x0000, "", "4e46504b545631008cd89eb8000000000c000000020000000000000000000000")]
    [InlineData(0x05, 0x13, 0x0000, Deploy, "4e46504b54563100f16448090f77ccea0500000013000000000000000800000000001e0000001c00")]
    [InlineData(0x03, 0x1F, 0x0000, "00001E00080000004E464D524B320000", "4e46504b54563100243ee79ae9773e71030000001f000000000000001000000000001e00080000004e464d524b320000")]
    [InlineData(0x04, 0x20, 0x0000, "00001E0008000000", "4e46504b54563100877949b2ed161bcc0400000020000000000000000800000000001e0008000000")]
    [InlineData(0x07, 0x21, 0x2000, "02000000", "4e46504b54563100923c1fedd9281abc0700000021000000002000000400000002000000")]
    [InlineData(0x11, 0x25, 0x0000, "010000000400000000000000493A5C6D6F64656C2E656467650001020304", "4e46504b545631005ac056bd8040167b1100000025000000000000001e000000010000000400000000000000493a5c6d6f64656c2e656467650001020304")]
    [InlineData(0x11, 0x25, 0x0000, "010000000D0000000400000000000000493A5C6D6F64656C2E6564676501020304", "4e46504b54563100d40bca4f68c5884d11000000250000000000000021000000010000000d0000000400000000000000493a5c6d6f64656c2e6564676501020304")]
    [InlineData(0x20001, 0x12, 0x2000, "0000008000000000", "4e46504b545631007e832121bc06940d010002001200000000200000080000000000008000000000")]
    public void Encodes_requests_as_the_debugger_library_does(uint command, ushort sequence, uint flags, string payload, string expected) =>
        Assert.Equal(expected, Convert.ToHexStringLower(new WireMessage((WireCommand)command, sequence, 0, (WireFlags)flags, Convert.FromHexString(payload)).Encode(crc: true)));

    [Fact]
    public void Answers_the_pings_and_writes_of_the_debugger_library()
    {
        Conversation talk = new("esp32-rev3");
        WireMessage ping = talk.Ask("4e46504b54563100e5414ec6ecb46bac000000000000000000200000080000000200010000000000");
        Assert.Equal("0000010000010000", Convert.ToHexString(ping.Payload));
        Assert.Equal("01000000", Convert.ToHexString(talk.Ask("4e46504b54563100f16448090f77ccea0500000013000000000000000800000000001e0000001c00").Payload));
        Assert.Equal("01000000", Convert.ToHexString(talk.Ask("4e46504b54563100243ee79ae9773e71030000001f000000000000001000000000001e00080000004e464d524b320000").Payload));
        Assert.Equal("NFMRK2\0\0", Encoding.ASCII.GetString(talk.Board.Deployed[..8]));
        uint crc = talk.Ask("4e46504b54563100877949b2ed161bcc0400000020000000000000000800000000001e0008000000").Word(0);
        Assert.Equal(Checksums.WireCrc("NFMRK2\0\0"u8), crc);
        Assert.Equal("01000000", Convert.ToHexString(talk.Ask("4e46504b545631005ac056bd8040167b1100000025000000000000001e000000010000000400000000000000493a5c6d6f64656c2e656467650001020304").Payload));
        Assert.Equal(new byte[] { 1, 2, 3, 4 }, talk.Board.Memory.Files[@"I:\model.edge"]);
    }

    [Theory]
    [InlineData(1u, 4)] // flags
    [InlineData(3u, 22 + 16 + 4)] // build date, compiler, its version
    [InlineData(5u, 200 + 4 + 48)] // release, model, serial numbers
    [InlineData(6u, 200 + 8)] // release, version of mscorlib
    [InlineData(7u, 200)] // version, text of 128, target and platform of 32
    [InlineData(9u, 4)] // count of native assemblies
    [InlineData(0x0100_0008u, 140)] // one of them: checksum, version, name of 128
    public void Answers_each_capability_with_the_structure_of_the_firmware(uint question, int bytes)
    {
        WireMessage reply = new Conversation("esp32-rev3").Ask(WireCommand.Capabilities, BitConverter.GetBytes(question));
        Assert.False(reply.IsNack);
        Assert.Equal(bytes, reply.Payload.Length);
    }

    [Fact]
    public void Refuses_a_capability_and_a_command_the_firmware_does_not_know()
    {
        Conversation talk = new("esp32-rev3");
        Assert.True(talk.Ask(WireCommand.Capabilities, [2, 0, 0, 0]).IsNack);
        Assert.True(talk.Ask((WireCommand)0x0A, []).IsNack);
    }

    [Fact]
    public void Offers_incremental_deployment_and_soft_restart()
    {
        uint flags = new Conversation("esp32-rev3").Ask(WireCommand.Capabilities, [1, 0, 0, 0]).Word(0);
        Assert.Equal(0x30u, flags & 0x30);
    }

    [Fact]
    public void Tells_the_target_and_the_platform_before_what_was_on_the_stack()
    {
        byte[] info = new Conversation("st-stm32f769i-disco").Ask(WireCommand.TargetInfo, []).Payload;
        Assert.Equal(336, info.Length);
        Assert.StartsWith("ST_STM32F769I_DISCOVERY\0", Encoding.Latin1.GetString(info, 144, 32));
        Assert.StartsWith("STM32F7\0", Encoding.Latin1.GetString(info, 176, 32));
        Assert.NotEqual(0, info[144 + 31]);
    }

    [Fact]
    public void Reads_the_conditions_when_none_are_changed_and_keeps_those_that_were_set()
    {
        Conversation talk = new("esp32-rev3");
        talk.Ask(WireCommand.Ping, [2, 0, 1, 0, 0, 0, 0, 0]);
        Assert.Equal(0x4000_0400u, talk.Ask(WireCommand.ChangeConditions, new byte[8]).Word(0));
        Assert.Equal(0xC000_0400u, talk.Ask(WireCommand.ChangeConditions, [0, 0, 0, 0x80, 0, 0, 0, 0]).Word(0));
        Assert.Equal(0xC000_0400u, talk.Ask(WireCommand.ChangeConditions, new byte[8]).Word(0));
        Assert.Equal(0x4000_0400u, talk.Ask(WireCommand.ChangeConditions, [0, 0, 0, 0, 0, 0, 0, 0x80]).Word(0));
    }

    [Fact]
    public void Announces_itself_after_a_restart_with_a_ping_without_payload()
    {
        Conversation talk = new("esp32-rev3");
        Assert.False(talk.Ask("4e46504b54563100923c1fedd9281abc0700000021000000002000000400000002000000").IsNack);
        WireMessage announcement = talk.Next() ?? throw new InvalidOperationException("the firmware stays silent");
        Assert.Equal("4E46504B54563100000000000000000000000000010000000120000000000000", Convert.ToHexString(announcement.Encode(crc: false)));
    }

    [Fact]
    public void Says_nothing_to_a_request_that_asks_for_no_reply()
    {
        Conversation talk = new("esp32-rev3");
        talk.Send(new WireMessage(WireCommand.TargetInfo, 1, 0, WireFlags.NonCritical, []));
        Assert.Null(talk.Next());
    }

    [Fact]
    public void The_booter_does_not_answer_a_packet_with_the_number_of_the_one_before()
    {
        Conversation talk = new("st-stm32f769i-disco");
        talk.Ask(WireCommand.Reboot, [1, 0, 0, 0]);
        Assert.Null(talk.Next());
        WireMessage ping = new(WireCommand.Ping, 900, 0, WireFlags.NoCaching, [2, 0, 1, 0, 0, 0, 0, 0]);
        talk.Send(ping);
        Assert.Equal(WireFormat.SourceBooter, talk.Next()!.Word(0));
        talk.Send(ping);
        Assert.Null(talk.Next());
        talk.Send(new WireMessage(WireCommand.Ping, 901, 0, WireFlags.NoCaching, [2, 0, 1, 0, 0, 0, 0, 0]));
        Assert.NotNull(talk.Next());
    }

    /// <summary>Talks to simulated firmware packet by packet. No program runs on it.</summary>
    private sealed class Conversation
    {
        private readonly IByteLink link;
        private readonly WireReceiver receiver = new(WireFormat.LargestPayload);
        private ushort sequence = 0x100;

        internal Conversation(string board)
        {
            Board = new SimulatedBoard(BoardCatalog.Default.Find(board).Board, RouteKind.Wire, FaultScript.Parse("app silent"));
            link = Board.Connect();
        }

        internal SimulatedBoard Board { get; }

        internal void Send(WireMessage message) => link.Write(message.Encode(crc: true));

        internal WireMessage Ask(string bytes)
        {
            link.Write(Convert.FromHexString(bytes));
            return Next() ?? throw new InvalidOperationException("no reply");
        }

        internal WireMessage Ask(WireCommand command, byte[] payload)
        {
            Send(new WireMessage(command, sequence++, 0, WireFlags.None, payload));
            return Next() ?? throw new InvalidOperationException("no reply");
        }

        internal WireMessage? Next()
        {
            byte[] one = new byte[1];
            while (link.Read(one, TimeSpan.FromSeconds(1)) == 1)
            {
                if (receiver.Push(one[0], link.Clock.Now) == WireOutcome.Message)
                {
                    return receiver.Message;
                }
            }

            return null;
        }
    }
}
