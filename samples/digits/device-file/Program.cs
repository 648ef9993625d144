using System;
using System.IO;
using System.Threading;
using Edge.Device;
using Edge.Formats;

namespace Digits;

/// <summary>Classifies the images of I:\images.bin with the network of I:\digits.edge, and tells the PC what it has read: edge flash puts both there and waits for these lines.</summary>
public static class Program
{
    public static void Main()
    {
        string reports = Start("I:\\digits.edge", "I:\\images.bin");
        while (true)
        {
            Console.WriteLine(reports);
            Thread.Sleep(2000);
        }
    }

    /// <summary>Loads and runs once; returns the lines to repeat.</summary>
    public static string Start(string modelPath, string imagesPath)
    {
        if (!File.Exists(modelPath))
        {
            return "no model: edge flash digits.edge --port PORT";
        }

        ModelFile model = new ModelFile(modelPath);
        string reports = ModelReport.Of(modelPath, model);
        Console.WriteLine(reports);
        Status status = InferenceSession.Open(model, out InferenceSession session);
        status = status == Status.Ok ? session.SelfTest() : status;
        Console.WriteLine(status == Status.Ok ? "model: self-test passed" : "model: status " + (int)status);
        model.Close();
        if (status != Status.Ok || !File.Exists(imagesPath))
        {
            return reports;
        }

        ModelFile images = new ModelFile(imagesPath);
        byte[] image = new byte[session.InputLength];
        int[] scores = new int[session.OutputLength];
        for (int i = 0; i < images.Length / image.Length && images.Read(i * image.Length, image, 0, image.Length) == image.Length; i++)
        {
            status = session.Run(image, scores);
            Console.WriteLine(status == Status.Ok ? "image " + i + ": " + InferenceSession.ArgMax(scores) : "image " + i + ": status " + (int)status);
        }

        reports = reports + "\n" + ModelReport.Of(imagesPath, images);
        images.Close();
        return reports;
    }
}

/// <summary>A file on the board's drive. It is read in chunks and never lies in memory as a whole.</summary>
public sealed class ModelFile : ModelSource
{
    private readonly FileStream stream;
    private readonly int length;

    public ModelFile(string path)
    {
        stream = new FileStream(path, FileMode.Open, FileAccess.Read);
        length = (int)stream.Length;
    }

    public override int Length { get { return length; } }

    public override int Read(int position, byte[] buffer, int offset, int count)
    {
        stream.Seek(position, SeekOrigin.Begin);
        return stream.Read(buffer, offset, count);
    }

    public void Close() { stream.Close(); }
}
