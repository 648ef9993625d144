using System;
using Edge.Device.Loading;
using Edge.Formats;

namespace Edge.Device;

/// <summary>Computes the self-tests of a file and compares their checksums (FORMAT.md section 6).</summary>
internal static class SelfTestRunner
{
    /// <summary><paramref name="tests"/> is field 7 of the file as it stands there.</summary>
    public static Status Run(InferenceSession session, byte[] tests)
    {
        var reader = new HeaderReader(tests, tests.Length);
        int count = reader.Array(0);
        if (count > Format.MaxTests)
        {
            reader.Fail(Status.OutOfRange);
        }

        byte[] input = new byte[session.InputLength];
        int[] output = new int[session.OutputLength];
        for (int i = 0; i < count && reader.Status == Status.Ok; i++)
        {
            int fields = reader.Array(2);
            ReadInput(reader, session, input);
            uint crc = 0;
            if (reader.Status == Status.Ok)
            {
                reader.Status = MessagePackReader.TryReadUInt(reader.Buffer, reader.End, ref reader.At, out crc);
            }

            reader.Skip(fields - 2);
            if (reader.Status != Status.Ok)
            {
                return reader.Status;
            }

            Status status = session.Run(input, output);
            if (status != Status.Ok)
            {
                return status;
            }

            if (Checksum(output) != crc)
            {
                return Status.SelfTestFailed;
            }
        }

        return reader.Status;
    }

    private static void ReadInput(HeaderReader reader, InferenceSession session, byte[] input)
    {
        if (reader.Status != Status.Ok)
        {
            return;
        }

        int at = reader.At;
        if (MessagePackReader.TryReadBinaryHeader(reader.Buffer, reader.End, ref at, out int length) == Status.Ok)
        {
            if (length != input.Length)
            {
                reader.Fail(Status.InputLengthMismatch);
                return;
            }

            Array.Copy(reader.Buffer, at, input, 0, length);
            reader.At = at + length;
            return;
        }

        reader.Status = MessagePackReader.TryReadUInt(reader.Buffer, reader.End, ref reader.At, out uint seed);
        if (reader.Status == Status.Ok && seed == 0)
        {
            reader.Status = Status.OutOfRange;
        }

        if (reader.Status == Status.Ok)
        {
            Generate(seed, session, input);
        }
    }

    // Marsaglia's xorshift32 with 13, 17, 5: the top bits of each state.
    private static void Generate(uint seed, InferenceSession session, byte[] input)
    {
        uint x = seed;
        int format = session.InputFormat;
        if (format != Format.FormatBits)
        {
            for (int i = 0; i < input.Length; i++)
            {
                x ^= x << 13;
                x ^= x >> 17;
                x ^= x << 5;
                input[i] = (byte)((x >> 24) & ((1u << format) - 1));
            }

            return;
        }

        int channels = session.InputChannels;
        int pixelBytes = (channels + 7) >> 3;
        for (int pixel = 0; pixel < input.Length; pixel += pixelBytes)
        {
            Array.Clear(input, pixel, pixelBytes);
            for (int c = 0; c < channels; c++)
            {
                x ^= x << 13;
                x ^= x >> 17;
                x ^= x << 5;
                input[pixel + (c >> 3)] |= (byte)(x >> 31 << (c & 7));
            }
        }
    }

    private static uint Checksum(int[] output)
    {
        byte[] bytes = new byte[4];
        uint crc = 0;
        for (int i = 0; i < output.Length; i++)
        {
            int value = output[i];
            bytes[0] = (byte)value;
            bytes[1] = (byte)(value >> 8);
            bytes[2] = (byte)(value >> 16);
            bytes[3] = (byte)(value >> 24);
            crc = Crc32.Append(crc, bytes, 0, 4);
        }

        return crc;
    }
}
