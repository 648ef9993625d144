using System.Text;
using Edge.Boards;
using Edge.Flash.Plans;
using Edge.Flash.Wire;

namespace Edge.Flash.Tests;

/// <summary>Bytes of the Wire Protocol against vectors computed from its definition, and its receiver against hostile streams.</summary>
public class WireProtocolTests
{
    [Fact]
    public void Computes_the_CRC_of_the_protocol_and_of_zip_by_their_check_values()
    {
        Assert.Equal(0x89A1897Fu, Checksums.WireCrc("123456789"u8));
        Assert.Equal(0xCBF43926u, Checksums.Crc32("123456789"u8));
        Assert.Equal(Checksums.WireCrc("123456789"u8), Checksums.WireCrc("6789"u8, Checksums.WireCrc("12345"u8)));
    }

    [Fact]
    public void Encodes_a_ping_as_the_definition_says()
    {
        byte[] payload = [2, 0, 1, 0, 0, 0, 0, 0];
        byte[] bytes = new WireMessage(WireCommand.Ping, 0, 0, WireFlags.NoCaching, payload).Encode(crc: true);
        Assert.Equal("4E46504B54563100E5414EC6ECB46BAC000000000000000000200000080000000200010000000000", Convert.ToHexString(bytes));
    }

    [Fact]
    public void Leaves_the_CRC_fields_zero_for_firmware_without_CRC()
    {
        byte[] bytes = new WireMessage(WireCommand.Ping, 7, 3, WireFlags.Reply, [1, 2, 3]).Encode(crc: false);
        Assert.Equal(new byte[8], bytes[8..16]);
    }

    [Theory]
    [InlineData(StorageLayout.NameLength, "01000000040000000300000000000000493A5C6D0A0B0C")]
    [InlineData(StorageLayout.ZeroTerminated, "010000000300000000000000493A5C6D000A0B0C")]
    public void Encodes_a_storage_message_in_both_layouts(StorageLayout layout, string expected) =>
        Assert.Equal(expected, Convert.ToHexString(StorageMessage.Encode(new PlanFile(@"I:\m", 100, layout), WireFormat.StorageWrite, 0, [10, 11, 12])));

    [Theory]
    [InlineData(128, 0x400u)]
    [InlineData(256, 0x300u)]
    [InlineData(512, 0x200u)]
    [InlineData(1024, 0x100u)]
    public void Reads_and_writes_the_packet_size_of_a_ping(int bytes, uint flags)
    {
        Assert.Equal(bytes, WireFormat.PacketSize(flags));
        Assert.Equal(flags, WireFormat.PacketFlag(bytes));
        Assert.Null(WireFormat.PacketSize(0));
        Assert.Null(WireFormat.PacketSize(0x700));
    }

    [Fact]
    public void Finds_messages_behind_noise_that_looks_like_a_signature()
    {
        WireReceiver receiver = new(1024);
        byte[] message = new WireMessage(WireCommand.TargetInfo, 5, 0, WireFlags.None, [1, 2, 3, 4]).Encode(crc: true);
        byte[] stream = [.. "NFPKTV NFNFDBGV1NFPKTV1"u8, .. message, 0x55, .. "NFPK"u8, .. message];
        Assert.Equal(2, Received(receiver, stream).Count);
    }

    [Fact]
    public void Gives_up_on_half_a_message_after_the_time_the_firmware_waits()
    {
        WireReceiver receiver = new(1024);
        byte[] message = new WireMessage(WireCommand.Ping, 5, 0, WireFlags.None, new byte[8]).Encode(crc: true);
        foreach (byte value in message[..36])
        {
            Assert.Equal(WireOutcome.Pending, receiver.Push(value, TimeSpan.Zero));
        }

        List<WireOutcome> outcomes = [.. message.Select(value => receiver.Push(value, TimeSpan.FromSeconds(5.1)))];
        Assert.Equal(WireOutcome.Message, outcomes[^1]);
    }

    [Fact]
    public void Refuses_a_payload_larger_than_a_packet_before_it_allocates()
    {
        WireReceiver receiver = new(128);
        byte[] message = new WireMessage(WireCommand.Ping, 5, 0, WireFlags.None, []).Encode(crc: false);
        message[31] = 0x7F;
        List<WireOutcome> outcomes = [];
        foreach (byte value in message)
        {
            outcomes.Add(receiver.Push(value, TimeSpan.Zero));
        }

        Assert.Equal(WireOutcome.BadHeader, outcomes[^1]);
    }

    [Fact]
    public void Finds_every_flipped_bit_where_CRC_is_on()
    {
        byte[] message = new WireMessage(WireCommand.WriteMemory, 5, 0, WireFlags.None, Bench.Bytes(20, 3)).Encode(crc: true);
        for (int bit = 0; bit < message.Length * 8; bit++)
        {
            byte[] damaged = [.. message];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            WireReceiver receiver = new(1024) { Policy = CrcPolicy.Always };
            Assert.Empty(Received(receiver, damaged));
        }
    }

    [Fact]
    public void Survives_random_streams_between_messages()
    {
        Random random = new(11);
        byte[] message = new WireMessage(WireCommand.TargetInfo, 5, 0, WireFlags.None, [1, 2, 3, 4]).Encode(crc: true);
        for (int i = 0; i < 500; i++)
        {
            WireReceiver receiver = new(1024);
            byte[] noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            Received(receiver, noise);
            Assert.Single(Received(receiver, message));
        }
    }

    [Theory]
    [InlineData(@"edge-report file=I:\model.edge size=65536 crc32=89ABCDEF", 65536)]
    [InlineData(@"edge-report file=I:\a b.edge size=0 crc32=00000000", 0)]
    public void Reads_and_writes_a_report(string line, long size)
    {
        FileReport report = ReportText.Parse(line)!;
        Assert.Equal(size, report.Size);
        Assert.Equal(line, ReportText.Format(report));
    }

    [Theory]
    [InlineData("")]
    [InlineData("edge-report")]
    [InlineData(@"edge-report file=I:\model.edge size=-1 crc32=89ABCDEF")]
    [InlineData(@"edge-report file=I:\model.edge size=1 crc32=89abcdef")]
    [InlineData(@"edge-report file=I:\model.edge size=99999999999999999999 crc32=89ABCDEF")]
    [InlineData(@"xedge-report file=I:\model.edge size=1 crc32=89ABCDEF")]
    public void Takes_no_other_line_for_a_report(string line) => Assert.Null(ReportText.Parse(line));

    [Fact]
    public void Never_reads_the_deploy_region_back_because_the_firmware_answers_with_zeros()
    {
        Bench bench = new("st-stm32f769i-disco", RouteKind.Wire);
        FlashImage image = Bench.App(5_000);
        bench.Flash(image);
        bench.Verify(image);
        Assert.DoesNotContain(bench.Log, line => line.StartsWith("ReadMemory", StringComparison.Ordinal));
        Assert.Contains(bench.Log, line => line.StartsWith("CheckMemory", StringComparison.Ordinal));
    }

    [Fact]
    public void Answers_a_read_of_the_deploy_region_with_zeros_as_the_firmware_does()
    {
        Bench bench = new("st-stm32f769i-disco", RouteKind.Wire);
        WireClient client = new(bench.Board.Connect());
        byte[] range = [0x00, 0x00, 0x0C, 0x08, 16, 0, 0, 0];
        WireMessage reply = client.Request(WireCommand.ReadMemory, range, TimeSpan.FromSeconds(1));
        Assert.False(reply.IsNack);
        Assert.Equal(new byte[20], reply.Payload);
    }

    private static List<WireMessage> Received(WireReceiver receiver, IEnumerable<byte> stream)
    {
        List<WireMessage> messages = [];
        foreach (byte value in stream)
        {
            if (receiver.Push(value, TimeSpan.Zero) == WireOutcome.Message)
            {
                messages.Add(receiver.Message!);
            }
        }

        return messages;
    }
}
