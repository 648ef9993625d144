using Edge.Boards;
using Edge.Flash.Stm32;

namespace Edge.Flash.Simulation;

/// <summary>
/// The STM32 system bootloader on a USART (AN3155): waits for ever for the bytes of a step, answers each step with ACK or NACK,
/// and says nothing when a protected sector ignores a write.
/// </summary>
internal sealed class SimulatedStm32 : SimulatedDevice
{
    private const byte Version = 0x31;
    private const int AddressBytes = 5;
    private static readonly Stm32Command[] Known =
    [
        Stm32Command.Get, Stm32Command.GetVersion, Stm32Command.GetId, Stm32Command.ReadMemory, Stm32Command.Go, Stm32Command.WriteMemory,
        Stm32Command.ExtendedErase, Stm32Command.WriteProtect, Stm32Command.WriteUnprotect, Stm32Command.ReadoutProtect, Stm32Command.ReadoutUnprotect,
    ];

    private readonly SimulatedMemory memory;
    private readonly DeviceQuirks quirks;
    private readonly IReadOnlyList<EraseBlock> sectors;
    private readonly int product;
    private readonly List<byte> step = [];
    private Func<int> needed;
    private Action complete;
    private bool synchronized;
    private uint address;

    internal SimulatedStm32(Board board, SimulatedMemory memory, DeviceQuirks quirks)
    {
        this.memory = memory;
        this.quirks = quirks;
        product = (int)(quirks.Chip ?? (uint?)board.Chip.Stm32Pid ?? 0);
        sectors = [.. EraseLayout.Blocks(board.FlashAt, board.FlashSectors)];
        (needed, complete) = (() => 2, Command);
    }

    internal override void Receive(byte value, TimeSpan now)
    {
        if (!synchronized)
        {
            if (value == Stm32Format.Synchronize)
            {
                synchronized = true;
                Send(Stm32Format.Ack);
            }

            return;
        }

        // A synchronized bootloader takes 7F as the start of a command it does not know.
        if (step.Count == 0 && complete == Command && value == Stm32Format.Synchronize)
        {
            Send(Stm32Format.Nack);
            return;
        }

        step.Add(value);
        if (step.Count >= needed())
        {
            complete();
        }
    }

    private void Expect(Func<int> count, Action then)
    {
        step.Clear();
        (needed, complete) = (count, then);
    }

    private void Idle() => Expect(() => 2, Command);

    private void Refuse()
    {
        Idle();
        Send(Stm32Format.Nack);
    }

    private void Command()
    {
        Stm32Command command = (Stm32Command)step[0];
        bool valid = (step[0] ^ step[1]) == 0xFF && Known.Contains(command);
        bool touchesMemory = command is Stm32Command.ReadMemory or Stm32Command.WriteMemory or Stm32Command.ExtendedErase or Stm32Command.Go;
        if (!valid || RefusesNext() || (quirks.ReadProtected && touchesMemory))
        {
            Refuse();
            return;
        }

        Log(command.ToString());
        Idle();
        switch (command)
        {
            case Stm32Command.Get:
                Send([Stm32Format.Ack, (byte)Known.Length, Version, .. Known.Select(known => (byte)known), Stm32Format.Ack]);
                break;
            case Stm32Command.GetVersion:
                Send(Stm32Format.Ack, Version, 0, 0, Stm32Format.Ack);
                break;
            case Stm32Command.GetId:
                Send(Stm32Format.Ack, 1, (byte)(product >> 8), (byte)product, Stm32Format.Ack);
                break;
            case Stm32Command.ReadMemory:
                TakeAddress(() => Expect(() => 2, Read));
                break;
            case Stm32Command.WriteMemory:
                TakeAddress(() => Expect(() => step.Count == 0 ? 1 : step[0] + 3, Write));
                break;
            case Stm32Command.Go:
                TakeAddress(Leave);
                break;
            case Stm32Command.ExtendedErase:
                Send(Stm32Format.Ack);
                Expect(() => step.Count < 2 ? 2 : step[0] == 0xFF && step[1] >= 0xFD ? 3 : 2 * (((step[0] << 8) | step[1]) + 1) + 3, Erase);
                break;
            default:
                // Changing the protection resets the chip.
                Send(Stm32Format.Ack, Stm32Format.Ack);
                synchronized = false;
                break;
        }
    }

    private void TakeAddress(Action then)
    {
        Send(Stm32Format.Ack);
        Expect(() => AddressBytes, () =>
        {
            byte[] bytes = [.. step];
            address = (uint)((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]);
            if (Stm32Format.Xor(bytes) != 0 || !memory.Contains(address, 1))
            {
                Refuse();
                return;
            }

            Idle();
            Send(Stm32Format.Ack);
            then();
        });
    }

    private void Read()
    {
        int length = step[0] + 1;
        if ((step[0] ^ step[1]) != 0xFF || !memory.Contains(address, length))
        {
            Refuse();
            return;
        }

        Idle();
        Send([Stm32Format.Ack, .. memory.At(address, length)]);
    }

    private void Write()
    {
        byte[] block = [.. step];
        if (Stm32Format.Xor(block) != 0 || !memory.Contains(address, block.Length - 2))
        {
            Refuse();
            return;
        }

        memory.Program(address, block.AsSpan(1, block.Length - 2));
        Idle();
        Send(Stm32Format.Ack);
    }

    private void Erase()
    {
        byte[] block = [.. step];
        bool mass = block[0] == 0xFF && block[1] >= 0xFD;
        int[] numbers = mass ? [] : [.. Enumerable.Range(0, (block.Length - 3) / 2).Select(i => (block[2 + 2 * i] << 8) | block[3 + 2 * i])];
        if (Stm32Format.Xor(block) != 0 || numbers.Any(number => number >= sectors.Count))
        {
            Refuse();
            return;
        }

        foreach (EraseBlock sector in mass ? sectors : numbers.Select(number => sectors[number]))
        {
            memory.Erase(sector.Address, sector.Bytes);
        }

        Idle();
        Send(Stm32Format.Ack);
    }

    // BOOT0 stays high here, so that the next reset leads back into the bootloader.
    private void Leave()
    {
        Log($"go to 0x{address:X8}");
        synchronized = false;
    }
}
