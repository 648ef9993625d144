namespace Edge.Device;

/// <summary>Where a model file comes from: an array, a resource of the application, a file. It is read in chunks and may be read twice.</summary>
public abstract class ModelSource
{
    /// <summary>The file's length in bytes.</summary>
    public abstract int Length { get; }

    /// <summary>
    /// Copies <paramref name="count"/> bytes from <paramref name="position"/> of the file into <paramref name="buffer"/> at <paramref name="offset"/>.
    /// Returns how many were copied; fewer than asked for is a failure.
    /// </summary>
    public abstract int Read(int position, byte[] buffer, int offset, int count);
}
