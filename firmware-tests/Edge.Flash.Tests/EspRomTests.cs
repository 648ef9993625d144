using Edge.Boards;
using Edge.Flash.EspRom;
using Edge.Flash.Links;
using Edge.Flash.Plans;

namespace Edge.Flash.Tests;

/// <summary>SLIP, the loader's packets, the partition table and the control lines, against published examples.</summary>
public class EspRomTests
{
    [Fact]
    public void Escapes_the_two_bytes_SLIP_uses_itself() =>
        Assert.Equal("C001DBDC02DBDD03C0", Convert.ToHexString(Slip.Encode([0x01, 0xC0, 0x02, 0xDB, 0x03])));

    [Fact]
    public void Sends_SYNC_as_the_definition_says()
    {
        Recording link = new([]);
        new EspClient(link).TrySync();
        string expected = "C0000824000000000007071220" + string.Concat(Enumerable.Repeat("55", 32)) + "C0";
        Assert.Equal(expected, Convert.ToHexString(link.Sent.Take(46).ToArray()));
    }

    [Fact]
    public void Reads_a_register_as_the_published_example_shows()
    {
        // The example of Espressif's serial protocol documentation has the two status bytes of its stub loader.
        Recording link = new(Convert.FromHexString("C0010A02000900000000" + "00C0"));
        EspAnswer answer = new EspClient(link).Send(EspCommand.ReadRegister, [0x40001000u]);
        Assert.Equal("C0000A04000000000000100040C0", Convert.ToHexString(link.Sent.ToArray()));
        Assert.Equal(9u, answer.Value);
    }

    [Theory]
    [InlineData(0x0F, "0008070000000000", "000f0800000000000008070000000000")]
    [InlineData(0x0D, "0000000000000000", "000d0800000000000000000000000000")]
    [InlineData(0x0B, "000000000000400000000100001000000001 0000FFFF0000", "000b1800000000000000000000004000000001000010000000010000ffff0000")]
    [InlineData(0x02, "0000010040000000000400000000 1B0000000000", "000214000000000000000100400000000004000000001b0000000000")]
    [InlineData(0x13, "00001B00000001000000000000000000", "001310000000000000001b00000001000000000000000000")]
    public void Sends_requests_as_Espressifs_own_flasher_does(byte command, string data, string expected)
    {
        Recording link = new([]);
        byte[] bytes = Convert.FromHexString(data.Replace(" ", string.Empty, StringComparison.Ordinal));
        Assert.Throws<LinkFaultException>(() => new EspClient(link).Send((EspCommand)command, bytes, 0, TimeSpan.FromMilliseconds(1)));
        Assert.Equal(Convert.ToHexString(Slip.Encode(Convert.FromHexString(expected))), Convert.ToHexString([.. link.Sent]));
    }

    // 24 bytes of data where the chip tells its number, 16 where it does not: the ROM's status is four bytes in both.
    [Theory]
    [InlineData("esp32-c3", "011418000000000000000000000000000000000005000000000000000000")]
    [InlineData("esp32-s2", "0114100000000000")]
    public void The_simulated_ROM_answers_the_question_for_the_chip_as_long_as_the_chip_does(string board, string start)
    {
        IByteLink link = new Simulation.SimulatedBoard(BoardCatalog.Default.Find(board).Board, RouteKind.EspRom).Connect();
        Assert.True(new EspClient(link).TrySync());
        link.Write(Slip.Encode([0, 0x14, 0, 0, 0, 0, 0, 0]));
        byte[] answer = new byte[100];
        int count = link.Read(answer, TimeSpan.FromSeconds(1));
        SlipReceiver receiver = new(100);
        byte[] packet = answer[..count].Select(receiver.Push).OfType<byte[]>().Single();
        Assert.StartsWith(start, Convert.ToHexStringLower(packet));
        Assert.Equal(8 + packet[2], packet.Length);
    }

    [Theory]
    [InlineData("C0DB00C0")]
    [InlineData("C0DB")]
    [InlineData("0102")]
    public void Drops_a_packet_with_a_wrong_escape_and_takes_the_next(string noise)
    {
        SlipReceiver receiver = new(100);
        byte[] good = Slip.Encode([1, 2, 3]);
        List<byte[]> packets = [.. Convert.FromHexString(noise).Concat(good).Concat(good).Select(receiver.Push).OfType<byte[]>()];
        Assert.Contains(packets, packet => packet.SequenceEqual(new byte[] { 1, 2, 3 }));
        Assert.DoesNotContain(packets, packet => packet.Contains(Slip.Escape));
    }

    [Fact]
    public void Does_not_let_a_packet_grow_without_bound()
    {
        SlipReceiver receiver = new(10);
        Assert.All(Enumerable.Range(0, 1000), i => Assert.Null(receiver.Push(i == 0 ? Slip.End : (byte)1)));
        Assert.Null(receiver.Push(Slip.End));
    }

    [Fact]
    public void Computes_the_checksum_of_a_data_block_from_its_seed()
    {
        Assert.Equal(0xEF, EspFormat.Checksum([]));
        Assert.Equal(0xEF ^ 0x12 ^ 0x34, EspFormat.Checksum([0x12, 0x34]));
    }

    [Fact]
    public void Reads_the_partition_table_it_writes()
    {
        byte[] table = PartitionTable.Write([(0, 0, 0x10000, 0x1D0000, "factory"), (1, 0x84, 0x1E0000, 0x1C0000, "deploy"), (1, 0x83, 0x3C0000, 0x40000, "config")]);
        IReadOnlyList<DeviceRegion> regions = PartitionTable.Read(i => table[(32 * i)..(32 * i + 32)]);
        Assert.Equal([RegionUse.Clr, RegionUse.Deploy, RegionUse.Files], regions.Select(region => region.Use));
        Assert.Equal("0x1E0000 + 1835008", regions[1].ToString());
    }

    [Fact]
    public void Finds_every_flipped_bit_of_a_partition_table_by_its_MD5_or_its_end()
    {
        byte[] table = PartitionTable.Write([(1, 0x84, 0x1E0000, 0x1C0000, "deploy")]);
        for (int bit = 0; bit < 32 * 8; bit++)
        {
            byte[] damaged = [.. table];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            bool refused;
            try
            {
                refused = PartitionTable.Read(i => damaged[(32 * i)..(32 * i + 32)]).Count == 0;
            }
            catch (LinkFaultException)
            {
                refused = true;
            }

            Assert.True(refused, $"bit {bit}");
        }
    }

    [Fact]
    public void Survives_a_partition_table_of_random_bytes_and_one_without_an_end()
    {
        Random random = new(5);
        byte[] entry = new byte[32];
        PartitionTable.Read(_ =>
        {
            random.NextBytes(entry);
            (entry[0], entry[1]) = (0xAA, 0x50);
            return entry;
        });
    }

    [Fact]
    public void Drives_the_lines_of_the_classic_reset_in_order()
    {
        Recording link = new([]);
        EspResetLines.IntoLoader(link, EspReset.Classic, slow: false);
        Assert.Equal(["D0R1", "D1R0", "D0R0"], link.Lines);
    }

    [Fact]
    public void Drives_the_lines_of_the_USB_JTAG_reset_in_order()
    {
        Recording link = new([]);
        EspResetLines.IntoLoader(link, EspReset.UsbJtag, slow: false);
        Assert.Equal(["D0R0", "D1R0", "D1R1", "D0R1", "D0R0"], link.Lines);
    }

    private sealed class Recording(byte[] answer) : IByteLink
    {
        private int at;

        public List<byte> Sent { get; } = [];

        public List<string> Lines { get; } = [];

        public string Name => "recording";

        public ILinkClock Clock { get; } = new Simulation.VirtualClock();

        public int Read(Span<byte> buffer, TimeSpan timeout)
        {
            if (at == answer.Length || Sent.Count == 0)
            {
                Clock.Sleep(timeout);
                return 0;
            }

            buffer[0] = answer[at++];
            return 1;
        }

        public void Write(ReadOnlySpan<byte> data) => Sent.AddRange(data);

        public void SetLine(LineSettings settings)
        {
        }

        public bool TrySetControl(bool dtr, bool rts)
        {
            Lines.Add($"D{(dtr ? 1 : 0)}R{(rts ? 1 : 0)}");
            return true;
        }

        public void DiscardInput()
        {
        }

        public void Dispose()
        {
        }
    }
}
