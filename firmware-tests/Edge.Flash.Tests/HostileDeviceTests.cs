using System.Buffers.Binary;
using System.Text;
using Edge.Boards;
using Edge.Errors;
using Edge.Flash.EspRom;
using Edge.Flash.Links;
using Edge.Flash.Simulation;
using Edge.Flash.Wire;

namespace Edge.Flash.Tests;

/// <summary>Devices that are no boards, or lie: every run ends in bounded time with a failure that says what was there.</summary>
public sealed class HostileDeviceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly (string Board, RouteKind Route)[] Routes = [("esp32-rev3", RouteKind.Wire), ("esp32-rev3", RouteKind.EspRom), ("st-nucleo64-f091rc", RouteKind.Stm32Uart)];

    public static TheoryData<string, RouteKind> EveryRoute()
    {
        TheoryData<string, RouteKind> data = [];
        foreach ((string board, RouteKind route) in Routes)
        {
            data.Add(board, route);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryRoute))]
    public void Gives_up_on_a_device_that_sends_noise_for_ever(string board, RouteKind route)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            Random random = new(seed);
            FlashException error = Fails(board, route, new Talker(() => (byte)random.Next(256)));
            Assert.Equal("device-unintelligible", error.Code);
            Assert.Matches("^[0-9]+ bytes that are no answer, beginning ([0-9A-F]{2} ){1,16}", error.Found);
        }
    }

    [Theory]
    [MemberData(nameof(EveryRoute))]
    public void Shows_the_text_of_a_program_that_prints_and_hears_nothing(string board, RouteKind route)
    {
        byte[] text = "rst:0x1 (POWERON_RESET),boot:0x13\r\n"u8.ToArray();
        int at = 0;
        FlashException error = Fails(board, route, new Talker(() => text[at++ % text.Length]));
        Assert.Equal("device-unintelligible", error.Code);
        Assert.Contains("(", error.Found);
    }

    [Theory]
    [MemberData(nameof(EveryRoute))]
    public void Is_not_taken_in_by_its_own_echo(string board, RouteKind route)
    {
        FlashException error = Fails(board, route, new Responder(bytes => bytes));
        Assert.Equal("device-unintelligible", error.Code);
        Assert.Contains("looped back", error.Try);
    }

    [Theory]
    [MemberData(nameof(EveryRoute))]
    public void Says_silence_where_nothing_comes(string board, RouteKind route)
    {
        FlashException error = Fails(board, route, new Responder(_ => []));
        Assert.Equal("device-silent", error.Code);
    }

    [Fact]
    public void Survives_firmware_that_acknowledges_everything_with_random_payloads()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            FlashException error = Fails("esp32-rev3", RouteKind.Wire, new LyingFirmware(new Random(seed)), board: seed % 2 == 0);
            Assert.InRange(error.ProcessExit, 20, 99);
        }
    }

    [Fact]
    public void Survives_a_loader_that_answers_every_command_with_random_data()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            FlashException error = Fails("esp32-rev3", RouteKind.EspRom, new LyingLoader(new Random(seed)), board: seed % 2 == 0);
            Assert.InRange(error.ProcessExit, 20, 99);
        }
    }

    [Fact]
    public void Survives_a_bootloader_that_says_ACK_to_everything_and_NACK_to_everything()
    {
        foreach (byte answer in (byte[])[0x79, 0x1F])
        {
            FlashException error = Fails("st-nucleo64-f091rc", RouteKind.Stm32Uart, new Responder(bytes => [.. Enumerable.Repeat(answer, bytes.Length)]));
            Assert.InRange(error.ProcessExit, 60, 99);
        }
    }

    [Theory]
    [MemberData(nameof(EveryRoute))]
    public void Says_what_an_unplugged_board_is_left_with(string name, RouteKind route)
    {
        FlashImage image = Bench.App(12_000);
        Board board = route == RouteKind.Stm32Uart ? SmallBoards.StmPages() : BoardCatalog.Default.Find(name).Board;
        Bench clean = new(board, route, FaultScript.None);
        clean.Flash(image);
        Bench bench = new(board, route, FaultScript.Parse($"disconnect host {clean.Board.Carried.Host / 2}"));
        FlashException error = bench.Fails(image);
        Assert.Equal("link-lost", error.Code);
        Assert.Contains($"0x{board.Deploy.At:X8}", error.Message);
        Assert.Contains("erased or partly written", error.Message);
        Assert.NotNull(error.Try);
        bench.Flash(image);
        Assert.True(bench.Holds(image));
    }

    [Fact]
    public void Does_not_claim_that_verifying_changed_anything()
    {
        FlashImage image = Bench.App(20_000);
        Bench bench = new("st-stm32f769i-disco", RouteKind.Wire);
        bench.Flash(image);
        using CancellationTokenSource source = new();
        FlashException error = Assert.Throws<FlashException>(() => bench.Service.Verify(bench.Request(image), new Cancelling(source), source.Token));
        Assert.Equal("flash-interrupted", error.Code);
        Assert.Contains("not changed", error.Message);
    }

    private static FlashException Fails(string name, RouteKind route, SimulatedDevice device, bool board = true)
    {
        VirtualClock clock = new();
        SimulatedLink link = new("hostile", new SimulationPump(device, FaultScript.None), clock);
        FlashRequest request = new() { Port = "hostile", Image = Bench.App(5_000), Board = board ? BoardCatalog.Default.Find(name).Board : null, Via = route };
        FlashException error = Assert.Throws<FlashException>(() => new FlashService(_ => link).Flash(request));
        Assert.True(clock.Now < Patience, $"{error.Code} after {clock.Now}");
        Assert.NotNull(error.Expected);
        Assert.NotNull(error.Found);
        Assert.NotNull(error.Try);
        return error;
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<FlashEvent>
    {
        public void Report(FlashEvent value)
        {
            if (value.Operation == FlashOperation.Verify)
            {
                source.Cancel();
            }
        }
    }

    /// <summary>Sends ten bytes every millisecond and hears nothing.</summary>
    private sealed class Talker(Func<byte> next) : SimulatedDevice
    {
        private TimeSpan due;

        internal override TimeSpan? NextTimer => due;

        internal override void Receive(byte value, TimeSpan now)
        {
        }

        internal override void Tick(TimeSpan now)
        {
            due = now + TimeSpan.FromMilliseconds(1);
            Send([.. Enumerable.Range(0, 10).Select(_ => next())]);
        }
    }

    /// <summary>Answers each byte at once.</summary>
    private sealed class Responder(Func<byte[], byte[]> answer) : SimulatedDevice
    {
        internal override void Receive(byte value, TimeSpan now) => Send(answer([value]));
    }

    private sealed class LyingFirmware(Random random) : SimulatedDevice
    {
        private readonly WireReceiver receiver = new(WireFormat.LargestPayload) { Policy = CrcPolicy.Never };

        internal override void Receive(byte value, TimeSpan now)
        {
            if (receiver.Push(value, now) != WireOutcome.Message)
            {
                return;
            }

            WireMessage message = receiver.Message!;
            byte[] payload = new byte[16 * random.Next(65)];
            random.NextBytes(payload);
            if (message.Command == WireCommand.Ping)
            {
                payload = [0, 0, 1, 0, 0, 1, 0, 0];
            }
            else if (message.Command == WireCommand.TargetInfo && random.Next(2) == 0)
            {
                payload = new byte[336];
                Encoding.ASCII.GetBytes("ESP32_REV3").CopyTo(payload, 144);
            }
            else if (message.Command == WireCommand.FlashSectorMap && random.Next(2) == 0)
            {
                Enormous(payload);
            }

            Send(new WireMessage(message.Command, 1, message.Sequence, WireFlags.Reply | WireFlags.Ack, payload).Encode(crc: false));
        }

        // Deploy regions whose sizes overflow every smaller number, and that overlap.
        private static void Enormous(byte[] payload)
        {
            for (int at = 0; at + 16 <= payload.Length; at += 16)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(at), 0xFFFF_0000);
                BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(at + 4), 65536);
                BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(at + 8), 0x1000_0000);
                BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(at + 12), 0x7E50);
            }
        }
    }

    private sealed class LyingLoader(Random random) : SimulatedDevice
    {
        private readonly SlipReceiver receiver = new(0x8000);

        internal override void Receive(byte value, TimeSpan now)
        {
            if (receiver.Push(value) is not { Length: >= EspFormat.HeaderBytes } packet)
            {
                return;
            }

            bool sync = packet[1] == (byte)EspCommand.Sync;
            byte[] data = new byte[sync ? 4 : random.Next(3) == 0 ? 4 : random.Next(2) == 0 ? 4 + EspFormat.ReadBytes : 4 + random.Next(100)];
            random.NextBytes(data);
            data.AsSpan(random.Next(4) == 0 ? 0 : Math.Max(0, data.Length - 4)).Clear();
            byte[] answer = new byte[EspFormat.HeaderBytes + data.Length];
            (answer[0], answer[1]) = (1, packet[1]);
            BinaryPrimitives.WriteUInt16LittleEndian(answer.AsSpan(2), (ushort)data.Length);
            random.NextBytes(answer.AsSpan(4, 4));
            data.CopyTo(answer.AsSpan(EspFormat.HeaderBytes));
            if (sync)
            {
                answer.AsSpan(EspFormat.HeaderBytes).Clear();
            }

            Send(Slip.Encode(answer));
        }
    }
}
