using System;
using Edge.Device;
using Edge.Device.Kernels;
using Edge.Formats;

namespace Edge.Firmware;

/// <summary>Opens each golden vector, runs it, compares the integers, and prints one JSON line each and a last line that says that all ran.</summary>
public static class VectorRunner
{
    /// <summary>Begins the last line. A program that stops early, for whatever reason, never prints it.</summary>
    public const string Sentinel = "EDGE-FIRMWARE-DONE";

    /// <summary>Runs the vectors of a bundle in an array.</summary>
    public static int RunArray(byte[] bundle)
    {
        return Run(new ByteArraySource(bundle));
    }

    /// <summary>Runs the vectors of a bundle; the number that failed.</summary>
    public static int Run(ModelSource bundle)
    {
        var reader = new BundleReader(bundle);
        int count = reader.Int();
        int failed = 0;
        for (int i = 0; i < count; i++)
        {
            if (!RunVector(reader))
            {
                failed++;
            }
        }

        Console.WriteLine(Sentinel + " {\"vectors\":" + count.ToString() + ",\"failed\":" + failed.ToString() + "}");
        return failed;
    }

    private static bool RunVector(BundleReader reader)
    {
        string name = reader.Text();
        Status status = InferenceSession.Open(new ByteArraySource(reader.Bytes()), out InferenceSession session);
        if (status == Status.Ok)
        {
            status = session.SelfTest();
        }

        int runs = reader.Int();
        int different = 0;
        long ticks = 0;
        for (int run = 0; run < runs; run++)
        {
            byte[] input = reader.Bytes();
            int[] expected = reader.Ints();
            int[] output = new int[expected.Length];
            if (status == Status.Ok)
            {
                long start = DateTime.UtcNow.Ticks;
                status = session.Run(input, output);
                ticks += DateTime.UtcNow.Ticks - start;
                different += Differences(output, expected);
            }
        }

        bool passed = status == Status.Ok && different == 0;
        Console.WriteLine("{\"vector\":\"" + name + "\",\"status\":" + ((int)status).ToString() + ",\"different\":" + different.ToString()
            + ",\"native\":" + (status == Status.Ok && session.LayerVariant(0) == Variant.Native ? "true" : "false")
            + ",\"microseconds\":" + (ticks / 10).ToString() + "}");
        return passed;
    }

    private static int Differences(int[] output, int[] expected)
    {
        int different = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            if (output[i] != expected[i])
            {
                different++;
            }
        }

        return different;
    }
}
