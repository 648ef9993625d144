using System;
using Edge.Device;
using Edge.Formats;
using nanoFramework.Runtime.Native;

namespace Digits
{
    /// <summary>Classifies the images of the resource "images" with the network of the resource "model": ten digits of 28 x 28 bytes, one after the other.</summary>
    public static class Program
    {
        public static void Main()
        {
            Status status = InferenceSession.Open(new ModelResource(), out InferenceSession session);
            if (status == Status.Ok)
            {
                status = session.SelfTest();
            }

            if (status != Status.Ok)
            {
                Console.WriteLine("model: status " + (int)status);
                return;
            }

            Console.WriteLine("model: self-test passed");
            int[] scores = new int[session.OutputLength];
            for (int i = 0; i < 10; i++)
            {
                byte[] image = ModelResource.Bytes(Resources.BinaryResources.images, i * session.InputLength, session.InputLength);
                long start = DateTime.UtcNow.Ticks;
                status = session.Run(image, scores);
                long microseconds = (DateTime.UtcNow.Ticks - start) / 10;
                Console.WriteLine(status == Status.Ok
                    ? "image " + i + ": " + InferenceSession.ArgMax(scores) + " in " + microseconds + " us"
                    : "image " + i + ": status " + (int)status);
            }

            Console.WriteLine("done");
        }
    }

    /// <summary>The model in the application's resources: it stays in flash and is copied in small chunks while it loads.</summary>
    public sealed class ModelResource : ModelSource
    {
        private readonly int length;

        public ModelResource()
        {
            // A resource does not tell its length; the file does, once its header is known.
            Status status = Status.Truncated;
            for (int prefix = 256; status == Status.Truncated && prefix <= 8192; prefix *= 2)
            {
                byte[] header = Bytes(Resources.BinaryResources.model, 0, prefix);
                status = ModelHeader.TryFindBlob(header, header.Length, int.MaxValue, out int blobAt, out int blobLength);
                length = status == Status.Ok ? blobAt + blobLength + Format.ChecksumBytes : 0;
            }
        }

        public override int Length { get { return length; } }

        public static byte[] Bytes(Enum resource, int position, int count)
        {
            return (byte[])ResourceUtility.GetObject(Resources.ResourceManager, resource, position, count);
        }

        public override int Read(int position, byte[] buffer, int offset, int count)
        {
            byte[] chunk = Bytes(Resources.BinaryResources.model, position, count);
            Array.Copy(chunk, 0, buffer, offset, chunk.Length);
            return chunk.Length;
        }
    }
}
