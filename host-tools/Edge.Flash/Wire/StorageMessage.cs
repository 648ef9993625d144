using System.Buffers.Binary;
using System.Text;
using Edge.Flash.Plans;

namespace Edge.Flash.Wire;

/// <summary>
/// The payload that writes to a file: operation, with older firmware the length of the name, length and offset of the data,
/// the name, with newer firmware a zero byte, and the data.
/// </summary>
internal static class StorageMessage
{
    internal static byte[] Encode(PlanFile file, uint operation, int offset, ReadOnlySpan<byte> data)
    {
        byte[] name = Encoding.UTF8.GetBytes(file.Path);
        bool old = file.Layout == StorageLayout.NameLength;
        int fixedBytes = old ? 16 : 12;
        byte[] payload = new byte[fixedBytes + name.Length + (old ? 0 : 1) + data.Length];
        int at = 0;
        void Word(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(at), value);
            at += 4;
        }

        Word(operation);
        if (old)
        {
            Word((uint)name.Length);
        }

        Word((uint)data.Length);
        Word((uint)offset);
        name.CopyTo(payload, at);
        data.CopyTo(payload.AsSpan(payload.Length - data.Length));
        return payload;
    }

    internal static void RequireResult(WireMessage reply, string path)
    {
        if (reply.IsNack)
        {
            throw new LinkFaultException($"writing {path}", "the device to accept it", "a refusal") { Final = DeviceErrors.FileRefused(path, "a firmware without storage for files") };
        }

        uint result = reply.Payload.Length >= 4 ? reply.Word(0) : 0;
        if (result != WireFormat.ResultOk)
        {
            FlashException? final = result == WireFormat.StorageWriteError ? DeviceErrors.FileRefused(path, "a write error: the drive is full or damaged") : null;
            throw new LinkFaultException($"writing {path}", "the device to report success", $"error 0x{result:X}") { Final = final };
        }
    }
}
