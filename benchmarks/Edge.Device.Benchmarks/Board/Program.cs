using System;
using Edge.Device;
using Edge.Formats;
using Edge.Naive;

namespace Edge.Device.Benchmarks;

/// <summary>For a board or the real interpreter: for each layer of the resource, the least ticks of the obvious loops and of the runtime, and whether their integers are equal.</summary>
public static class Program
{
    private static int at;

    public static void Main()
    {
        int layers = Int();
        long idle = DateTime.UtcNow.Ticks;
        idle = DateTime.UtcNow.Ticks - idle;
        for (int i = 0; i < layers; i++)
        {
            int runs = Int();
            Console.WriteLine(Measure(runs, idle));
        }

        Console.WriteLine("EDGE-LAYERS-DONE");
    }

    private static string Measure(int runs, long idle)
    {
        byte[] file = Bytes();
        byte[] input = Bytes();
        NaiveNetwork naive = NaiveReader.Read(Bytes());
        byte[] values = Bytes();
        if (InferenceSession.Open(new ByteArraySource(file), out InferenceSession session) != Status.Ok)
        {
            return "differs: the file does not open";
        }

        int[] output = new int[session.OutputLength];
        int[] scores = new int[session.OutputLength];
        session.Begin(input);
        naive.Run(values, scores);
        long own = long.MaxValue;
        long obvious = long.MaxValue;
        for (int run = 0; run < runs; run++)
        {
            long start = DateTime.UtcNow.Ticks;
            session.RunLayer(0, output);
            long ticks = DateTime.UtcNow.Ticks - start - idle;
            own = ticks < own ? ticks : own;
            start = DateTime.UtcNow.Ticks;
            naive.RunLayer(naive.LayerCount - 1, scores);
            ticks = DateTime.UtcNow.Ticks - start - idle;
            obvious = ticks < obvious ? ticks : obvious;
        }

        byte[] stored = naive.Output(naive.LayerCount - 1);
        if (stored != null)
        {
            session.ReadTensor(1, output);
        }

        for (int i = 0; i < output.Length; i++)
        {
            if (output[i] != (stored == null ? scores[i] : stored[i]))
            {
                return "differs";
            }
        }

        return obvious.ToString() + " " + own.ToString();
    }

    private static int Int()
    {
        byte[] word = Bin.Get(Bin.Id.layers, at, 4);
        at += 4;
        return word[0] | (word[1] << 8) | (word[2] << 16) | (word[3] << 24);
    }

    private static byte[] Bytes()
    {
        int length = Int();
        at += length;
        return Bin.Get(Bin.Id.layers, at - length, length);
    }
}
