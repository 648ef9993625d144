using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Edge.Train.Training;

/// <summary>
/// The checkpoint container: "EDGECKP1", header length (uint32, little-endian), header (JSON: recipe, state, tensors as name, shape, offset), tensor data
/// (float32, little-endian, one after the other), SHA-256 of all before. Equal content gives equal bytes.
/// </summary>
internal static class CheckpointFile
{
    private const int HashSize = 32;
    private static readonly byte[] Magic = "EDGECKP1"u8.ToArray();
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = false };

    /// <summary>Writes to a temporary file beside <paramref name="path"/>, then renames.</summary>
    public static void Write(string path, string recipe, TrainingState state, IReadOnlyList<StoredTensor> tensors)
    {
        List<TensorEntry> entries = [];
        long offset = 0;
        foreach (StoredTensor tensor in tensors)
        {
            entries.Add(new TensorEntry(tensor.Name, tensor.Shape, offset));
            offset += 4L * tensor.Values.Length;
        }

        byte[] header = JsonSerializer.SerializeToUtf8Bytes(new Header(recipe, state, entries), Json);
        byte[] file = new byte[Magic.Length + 4 + header.Length + offset + HashSize];
        Magic.CopyTo(file, 0);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(Magic.Length), header.Length);
        int at = Magic.Length + 4;
        header.CopyTo(file, at);
        at += header.Length;
        foreach (float value in tensors.SelectMany(t => t.Values))
        {
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(at), value);
            at += 4;
        }

        SHA256.HashData(file.AsSpan(0, at), file.AsSpan(at));
        string temporary = path + ".tmp";
        File.WriteAllBytes(temporary, file);
        File.Move(temporary, path, overwrite: true);
    }

    public static (string Recipe, TrainingState State, IReadOnlyList<StoredTensor> Tensors) Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new CheckpointException("checkpoint-missing", $"{path} does not exist") { Expected = "a checkpoint that edge train wrote: best.checkpoint or last.checkpoint" };
        }

        byte[] file = File.ReadAllBytes(path);
        int start = Magic.Length + 4;
        if (file.Length < start + HashSize || !file.AsSpan().StartsWith(Magic))
        {
            throw Corrupt(path, "the signature EDGECKP1", Encoding.Latin1.GetString(file.AsSpan(0, Math.Min(8, file.Length))));
        }

        if (!SHA256.HashData(file.AsSpan(0, file.Length - HashSize)).AsSpan().SequenceEqual(file.AsSpan(file.Length - HashSize)))
        {
            throw Corrupt(path, "its own SHA-256 at the end", "another");
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(Magic.Length));
        if (length < 0 || length > file.Length - start - HashSize)
        {
            throw Corrupt(path, $"a header of at most {file.Length - start - HashSize} bytes", length.ToString());
        }

        try
        {
            Header header = JsonSerializer.Deserialize<Header>(file.AsSpan(start, length), Json) ?? throw Corrupt(path, "a header", "null");
            ReadOnlyMemory<byte> data = file.AsMemory(start + length, file.Length - start - length - HashSize);
            return (header.Recipe, header.State, [.. header.Tensors.Select(t => ReadTensor(t, data.Span, path))]);
        }
        catch (JsonException e)
        {
            throw new CheckpointException("checkpoint-corrupt", $"{path} is not a checkpoint this version reads", e) { Found = e.Message };
        }
    }

    private static StoredTensor ReadTensor(TensorEntry entry, ReadOnlySpan<byte> data, string path)
    {
        long count = 1;
        foreach (long side in entry.Shape)
        {
            count = side < 0 || side > data.Length || count > data.Length ? -1 : count * side;
        }

        if (count is < 0 or > int.MaxValue || entry.Offset < 0 || entry.Offset > data.Length || count * 4 > data.Length - entry.Offset)
        {
            throw Corrupt(path, $"the values of {entry.Name}", "the end of the file");
        }

        float[] values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(data.Slice((int)entry.Offset + 4 * i));
        }

        return new StoredTensor(entry.Name, entry.Shape, values);
    }

    private static CheckpointException Corrupt(string path, string expected, string found) =>
        new("checkpoint-corrupt", $"{path} is not a valid checkpoint") { Expected = expected, Found = found };

    private sealed record Header(string Recipe, TrainingState State, IReadOnlyList<TensorEntry> Tensors);

    private sealed record TensorEntry(string Name, long[] Shape, long Offset);
}

/// <summary>A tensor's values on their way to or from a file.</summary>
internal sealed record StoredTensor(string Name, long[] Shape, float[] Values);
