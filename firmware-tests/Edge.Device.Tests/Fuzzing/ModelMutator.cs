using Edge.Testing;

namespace Edge.Device.Tests.Fuzzing;

/// <summary>Damages files. Most damage gets a valid checksum again: else nothing behind the checksum would ever be tried.</summary>
internal sealed class ModelMutator(Random random)
{
    private static readonly byte[] ExtremeBytes = [0, 1, 0x7f, 0x80, 0x90, 0xc0, 0xc4, 0xc6, 0xcf, 0xd3, 0xdc, 0xdd, 0xdf, 0xff];

    private static readonly long[] ExtremeNumbers =
    [
        0, 1, -1, 2, 3, 7, 8, 9, 15, 16, 17, 18, 32, 255, 256, 1023, 1024, 1025, 65535, 65536, 1 << 24, (1 << 24) + 1,
        int.MaxValue, int.MaxValue - 7L, int.MinValue, uint.MaxValue, 1L << 32, (1L << 32) + 1, long.MaxValue, long.MinValue,
    ];

    public byte[] Mutate(byte[] file) => random.Next(20) switch
    {
        0 => FlipBits([.. file]),
        1 => file[..random.Next(file.Length)],
        2 => WithNewChecksum(file[..random.Next(file.Length)]),
        < 6 => Repaired(FlipBits([.. file], HeaderEnd(file))),
        6 => Repaired(FlipBits([.. file])),
        < 9 => Repaired(SetExtremeBytes([.. file])),
        < 11 => Repaired(SetLengths([.. file])),
        11 => WithNewChecksum(RandomMessagePack()),
        12 => RandomBytes(file.Length),
        _ => ForgeTree(file),
    };

    private byte[] FlipBits(byte[] file, int end = int.MaxValue)
    {
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            file[random.Next(Math.Min(end, file.Length))] ^= (byte)(1 << random.Next(8));
        }

        return file;
    }

    private byte[] SetExtremeBytes(byte[] file)
    {
        int end = HeaderEnd(file);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            file[random.Next(end)] = ExtremeBytes[random.Next(ExtremeBytes.Length)];
        }

        return file;
    }

    /// <summary>Writes extremes over what follows a code with a length or an integer of 1, 2, 4 or 8 bytes.</summary>
    private byte[] SetLengths(byte[] file)
    {
        int[] places = [.. Enumerable.Range(0, HeaderEnd(file) - 9).Where(at => file[at] is (>= 0xc4 and <= 0xc6) or (>= 0xcc and <= 0xd3) or (>= 0xd9 and <= 0xdf))];
        if (places.Length > 0)
        {
            int at = places[random.Next(places.Length)];
            byte[] pattern = BitConverter.GetBytes(ExtremeNumbers[random.Next(ExtremeNumbers.Length)]);
            int size = 1 << random.Next(4);
            Array.Reverse(pattern);
            Array.Copy(pattern, 8 - size, file, at + 1, size);
        }

        return file;
    }

    /// <summary>Changes numbers, kinds and counts somewhere in the header and writes a file that is sound in every other respect.</summary>
    private byte[] ForgeTree(byte[] file)
    {
        List<object?> fields = EdgeFile.Fields(file);
        List<List<object?>> arrays = [.. FileTree.Arrays(fields.Take(EdgeFile.Padding).ToList())];
        arrays.RemoveAt(0);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            switch (random.Next(10))
            {
                case 0:
                    fields[random.Next(EdgeFile.Padding)] = RandomValue(2);
                    break;
                case 1:
                    fields[EdgeFile.Arena] = ExtremeNumbers[random.Next(ExtremeNumbers.Length)];
                    break;
                default:
                    ForgeArray(arrays[random.Next(arrays.Count)]);
                    break;
            }
        }

        if (random.Next(8) == 0)
        {
            byte[] blob = (byte[])fields[EdgeFile.Blob]!;
            fields[EdgeFile.Blob] = blob[..random.Next(blob.Length + 1)];
        }

        return EdgeFile.Compose(fields);
    }

    private void ForgeArray(List<object?> array)
    {
        if (array.Count == 0)
        {
            array.Add(RandomValue(2));
            return;
        }

        int at = random.Next(array.Count);
        switch (random.Next(8))
        {
            case 0:
                array.RemoveAt(at);
                break;
            case 1:
                object? copied = array[at];
                array.InsertRange(at, Enumerable.Repeat(copied, random.Next(1, random.Next(20) == 0 ? 1100 : 12)));
                break;
            case 2:
                array[at] = RandomValue(2);
                break;
            case 3 when array[at] is long number:
                array[at] = number + random.Next(-8, 9);
                break;
            case 4 when array[at] is long:
                array[at] = (long)random.Next(70_000);
                break;
            default:
                array[at] = ExtremeNumbers[random.Next(ExtremeNumbers.Length)];
                break;
        }
    }

    private byte[] RandomMessagePack()
    {
        List<byte> bytes = [];
        if (random.Next(2) == 0)
        {
            bytes.AddRange([0x9c, 0xa4, 0x65, 0x64, 0x67, 0x65, 0x01]);
        }

        for (int i = random.Next(1, 20); i > 0; i--)
        {
            FileTree.Encode(bytes, RandomValue(3));
        }

        return [.. bytes];
    }

    private object? RandomValue(int depth) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => ExtremeNumbers[random.Next(ExtremeNumbers.Length)],
        3 => (long)random.Next(-40, 300),
        4 => random.NextDouble(),
        5 => "edge"[..random.Next(5)],
        6 => RandomBytes(random.Next(300)),
        7 => new FileTree.Raw([(byte)random.Next(0xc4, 0xe0), (byte)random.Next(256), (byte)random.Next(256)]),
        _ => Enumerable.Range(0, random.Next(20)).Select(_ => RandomValue(depth - 1)).ToList(),
    };

    private byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Where the blob's bytes begin in a sound file.</summary>
    private static int HeaderEnd(byte[] file)
    {
        byte[] blob = (byte[])EdgeFile.Fields(file)[EdgeFile.Blob]!;
        return file.Length - 5 - blob.Length;
    }

    private static byte[] Repaired(byte[] file)
    {
        EdgeFile.RepairChecksum(file);
        return file;
    }

    private static byte[] WithNewChecksum(byte[] start)
    {
        List<byte> bytes = [.. start];
        EdgeFile.AppendChecksum(bytes);
        return [.. bytes];
    }
}
