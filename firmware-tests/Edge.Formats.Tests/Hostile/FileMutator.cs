using Edge.Testing;

namespace Edge.Formats.Tests.Hostile;

/// <summary>Damages files: blindly in their bytes, or in their tree with everything else kept valid, so that the damage reaches what lies deep.</summary>
internal sealed class FileMutator(Random random, byte[][] files)
{
    private static readonly long[] Extremes =
        [0, 1, -1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 63, 127, 128, 255, 256, 65535, 65536, 1 << 24, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    public byte[] Next()
    {
        byte[] file = files[random.Next(files.Length)];
        return random.Next(10) switch
        {
            0 => RandomDocument(),
            1 => file[..random.Next(file.Length)],
            2 or 3 => Damage(file, repair: random.Next(4) > 0),
            _ => ChangeTree(file),
        };
    }

    /// <summary>Flipped bits, bytes set to codes that promise much, four-byte fields set to extremes, bytes taken out or put in.</summary>
    private byte[] Damage(byte[] file, bool repair)
    {
        List<byte> bytes = [.. file];
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(0x80, 0xe0);
                    break;
                case 2:
                    uint extreme = (uint)Extremes[random.Next(Extremes.Length)];
                    for (int j = 0; j < 4 && at + j < bytes.Count; j++)
                    {
                        bytes[at + j] = (byte)(extreme >> (24 - (8 * j)));
                    }

                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, 9)).Select(_ => (byte)random.Next(256)).ToArray());
                    break;
            }

            if (bytes.Count == 0)
            {
                return [];
            }
        }

        byte[] damaged = [.. bytes];
        if (repair)
        {
            EdgeFile.RepairChecksum(damaged);
        }

        return damaged;
    }

    private byte[] ChangeTree(byte[] file)
    {
        List<object?> fields = EdgeFile.Fields(file);
        for (int i = random.Next(1, 3); i > 0; i--)
        {
            List<object?>[] arrays = [.. FileTree.Arrays(fields).Where(array => array.Count > 0)];
            List<object?> array = arrays[random.Next(arrays.Length)];
            int at = random.Next(array.Count);

            // The blob must stay one, or nothing could be put together.
            if (array == fields && at is EdgeFile.Padding or EdgeFile.Blob or EdgeFile.Checksum)
            {
                DamageBlob(fields);
                continue;
            }

            switch (random.Next(6))
            {
                case 0 when array != fields:
                    array.RemoveAt(at);
                    break;
                case 1 when array != fields:
                    array.Insert(at, array[at]);
                    break;
                case 2:
                    array[at] = Value(3);
                    break;
                default:
                    array[at] = array[at] is long number && random.Next(3) == 0 ? number + random.Next(-9, 10) : Extremes[random.Next(Extremes.Length)];
                    break;
            }
        }

        return EdgeFile.Compose(fields);
    }

    private void DamageBlob(List<object?> fields)
    {
        byte[] blob = (byte[])((byte[])fields[EdgeFile.Blob]!).Clone();
        if (blob.Length > 0)
        {
            blob[random.Next(blob.Length)] ^= (byte)(1 << random.Next(8));
        }

        fields[EdgeFile.Blob] = random.Next(4) == 0 ? blob[..random.Next(blob.Length + 1)] : blob;
    }

    /// <summary>Random MessagePack behind a valid start, or none.</summary>
    private byte[] RandomDocument()
    {
        List<byte> bytes = [];
        FileTree.Encode(bytes, random.Next(3) == 0
            ? Value(6)
            : new List<object?> { "edge", 1L, Value(4), Value(4), Value(4), Value(4), Value(6), Value(4), Value(6), new byte[random.Next(9)], new byte[random.Next(64)], 0L });
        byte[] document = [.. bytes];
        EdgeFile.RepairChecksum(document);
        return document;
    }

    private object? Value(int depth) => random.Next(depth > 0 ? 9 : 6) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => Extremes[random.Next(Extremes.Length)],
        3 => random.NextDouble(),
        4 => new string('x', random.Next(40)),
        5 => new byte[random.Next(40)],
        6 => Map(depth),
        _ => Enumerable.Range(0, random.Next(12)).Select(_ => Value(depth - 1)).ToList(),
    };

    private FileTree.Pairs Map(int depth)
    {
        FileTree.Pairs pairs = [];
        for (int i = random.Next(5); i > 0; i--)
        {
            pairs.Add(new(random.Next(8) == 0 ? Value(1) : $"k{i}", Value(depth - 1)));
        }

        return pairs;
    }
}
