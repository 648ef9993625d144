using System;

namespace Edge.Device;

/// <summary>A model file that lies in an array.</summary>
public sealed class ByteArraySource : ModelSource
{
    private readonly byte[] file;

    public ByteArraySource(byte[] file)
    {
        this.file = file;
    }

    public override int Length
    {
        get { return file.Length; }
    }

    public override int Read(int position, byte[] buffer, int offset, int count)
    {
        if (position < 0 || position > file.Length)
        {
            return 0;
        }

        int available = file.Length - position;
        int copied = count < available ? count : available;
        Array.Copy(file, position, buffer, offset, copied);
        return copied;
    }
}
