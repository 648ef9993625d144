using Edge.Flash.Links;

namespace Edge.Flash.Stm32;

/// <summary>Speaks AN3155: every step is answered by one byte, ACK or NACK, and waits for ever for bytes that were lost.</summary>
internal sealed class Stm32Client(IByteLink link)
{
    private const int SynchronizeTries = 3;
    private const int ResynchronizeRounds = 14;
    private const int FirstBurstBytes = 64;
    private const int LargestBurstBytes = 32768;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan EraseTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(60);

    /// <summary>Sends the byte by which the bootloader measures the baud rate. One that is already synchronized answers NACK.</summary>
    /// <exception cref="LinkFaultException">No answer.</exception>
    internal void Synchronize()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                link.DiscardInput();
                link.Write([Stm32Format.Synchronize]);
                byte answer = LinkReader.Byte(link, AnswerTimeout / 2, "synchronizing");
                if (answer is Stm32Format.Ack or Stm32Format.Nack)
                {
                    return;
                }

                throw new LinkFaultException("synchronizing", "79 or 1F", $"{answer:X2}");
            }
            catch (LinkFaultException) when (attempt < SynchronizeTries)
            {
                // Next try.
            }
        }
    }

    /// <summary>
    /// Gets a bootloader that waits for the rest of something back to waiting for a command: feeds it bytes that complete
    /// nothing valid until it complains, then sees whether Get works. Bursts of odd and even length end on either half of a command;
    /// they grow because an erase whose count was cut short may wait for the numbers of 32,640 sectors.
    /// </summary>
    internal void Resynchronize()
    {
        int sent = 0;
        for (int round = 0; round < ResynchronizeRounds; round++)
        {
            LinkReader.Drain(link, Quiet);
            try
            {
                Get(ProbeTimeout);
                return;
            }
            catch (LinkFaultException)
            {
                byte[] burst = new byte[Math.Min(FirstBurstBytes << (round / 2 * 2), LargestBurstBytes) + round % 2];
                for (int i = 0; i < burst.Length; i++)
                {
                    // An FE now and then keeps a long run of FF from becoming its own valid checksum.
                    burst[i] = ++sent % 100 == 0 ? (byte)0xFE : (byte)0xFF;
                }

                link.Write(burst);
            }
        }

        throw new LinkFaultException("getting the bootloader's attention", "an answer to Get", "none");
    }

    /// <summary>Bootloader version and the commands it knows.</summary>
    internal (byte Version, IReadOnlyList<byte> Commands) Get() => Get(AnswerTimeout);

    /// <summary>The product id.</summary>
    internal int GetId()
    {
        Command(Stm32Command.GetId);
        byte[] answer = new byte[3];
        LinkReader.Exactly(link, answer, AnswerTimeout, "GetID");
        RequireAck("GetID", AnswerTimeout);
        return answer[0] == 1 ? (answer[1] << 8) | answer[2] : throw new LinkFaultException("GetID", "two bytes", $"{answer[0] + 1}");
    }

    internal byte[] Read(uint address, int length)
    {
        Command(Stm32Command.ReadMemory);
        Step(Stm32Format.Address(address), "the address of Read", AnswerTimeout);
        byte count = (byte)(length - 1);
        Step([count, (byte)~count], "the length of Read", AnswerTimeout);
        byte[] data = new byte[length];
        LinkReader.Exactly(link, data, AnswerTimeout, $"reading at 0x{address:X8}");
        return data;
    }

    /// <summary>Writes up to 256 bytes, a multiple of four.</summary>
    internal void Write(uint address, ReadOnlySpan<byte> data)
    {
        Command(Stm32Command.WriteMemory);
        Step(Stm32Format.Address(address), "the address of Write", AnswerTimeout);
        byte[] block = [(byte)(data.Length - 1), .. data, 0];
        block[^1] = Stm32Format.Xor(block.AsSpan(0, block.Length - 1));
        Step(block, $"writing at 0x{address:X8}", AnswerTimeout);
    }

    /// <summary>Erases one sector or page by its number.</summary>
    internal void Erase(int number, bool extended)
    {
        Command(extended ? Stm32Command.ExtendedErase : Stm32Command.Erase);
        byte[] block = extended ? [0, 0, (byte)(number >> 8), (byte)number, 0] : [0, (byte)number, 0];
        block[^1] = Stm32Format.Xor(block.AsSpan(0, block.Length - 1));
        Step(block, $"erasing sector {number}", EraseTimeout);
    }

    internal void Go(uint address)
    {
        Command(Stm32Command.Go);
        Step(Stm32Format.Address(address), "the address of Go", AnswerTimeout);
    }

    internal (byte Version, IReadOnlyList<byte> Commands) Get(TimeSpan timeout)
    {
        Step([(byte)Stm32Command.Get, 0xFF], "the command Get", timeout);
        int count = LinkReader.Byte(link, AnswerTimeout, "Get");
        byte[] rest = new byte[count + 1];
        LinkReader.Exactly(link, rest, AnswerTimeout, "Get");
        RequireAck("Get", AnswerTimeout);
        return (rest[0], rest[1..]);
    }

    private void Command(Stm32Command command)
    {
        byte code = (byte)command;
        Step([code, (byte)~code], $"the command {command}", AnswerTimeout);
    }

    private void Step(ReadOnlySpan<byte> bytes, string what, TimeSpan timeout)
    {
        link.Write(bytes);
        RequireAck(what, timeout);
    }

    private void RequireAck(string what, TimeSpan timeout)
    {
        byte answer = LinkReader.Byte(link, timeout, what);
        if (answer != Stm32Format.Ack)
        {
            throw new LinkFaultException(what, "ACK (79)", answer == Stm32Format.Nack ? "NACK (1F)" : $"{answer:X2}") { DeviceCode = answer };
        }
    }
}
