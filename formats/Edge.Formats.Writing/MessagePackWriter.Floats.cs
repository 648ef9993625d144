namespace Edge.Formats.Writing;

public sealed partial class MessagePackWriter
{
    /// <summary>Always eight bytes: a scale keeps every bit it had.</summary>
    public void WriteDouble(double value) => WriteCode64(MessagePackCode.Float64, BitConverter.DoubleToUInt64Bits(value));
}
