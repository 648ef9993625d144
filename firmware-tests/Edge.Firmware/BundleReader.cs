using Edge.Device;

namespace Edge.Firmware;

/// <summary>
/// Reads the golden vectors of formats/vectors from one block of bytes: a count, then for each vector its name, its model and two runs,
/// each with the stored input and the expected integers. Lengths and integers are 32 bits, little-endian; every length comes before its bytes.
/// </summary>
public sealed class BundleReader
{
    private readonly ModelSource source;
    private readonly byte[] word = new byte[4];
    private int at;

    public BundleReader(ModelSource source)
    {
        this.source = source;
    }

    /// <summary>The next integer; -1 past the end.</summary>
    public int Int()
    {
        if (source.Read(at, word, 0, 4) != 4)
        {
            return -1;
        }

        at += 4;
        return word[0] | (word[1] << 8) | (word[2] << 16) | (word[3] << 24);
    }

    /// <summary>The next block of bytes.</summary>
    public byte[] Bytes()
    {
        int length = Int();
        byte[] bytes = new byte[length < 0 ? 0 : length];
        at += source.Read(at, bytes, 0, bytes.Length);
        return bytes;
    }

    /// <summary>The next block of integers.</summary>
    public int[] Ints()
    {
        int[] values = new int[Int()];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Int();
        }

        return values;
    }

    /// <summary>The next text, of ASCII characters.</summary>
    public string Text()
    {
        byte[] bytes = Bytes();
        char[] letters = new char[bytes.Length];
        for (int i = 0; i < letters.Length; i++)
        {
            letters[i] = (char)bytes[i];
        }

        return new string(letters);
    }
}
