namespace Edge.Formats.Tests.Reader;

public partial class MessagePackReaderTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-1.5)]
    [InlineData(1e-310)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.NaN)]
    public void Reads_float64(double expected)
    {
        byte[] bytes = [0xcb, .. BitConverter.GetBytes(expected).Reverse()];
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(ReadDouble(bytes)));
    }

    [Fact]
    public void Reads_float32_as_the_double_of_equal_value()
    {
        Random random = new(3);
        float[] edges = [0f, -0f, 1f, -2f, float.Epsilon, -float.Epsilon, 1.17549435e-38f, 1.1754942e-38f, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN];
        IEnumerable<float> values = edges.Concat(Enumerable.Range(0, 2000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))));
        foreach (float value in values)
        {
            byte[] bytes = [0xca, .. BitConverter.GetBytes(value).Reverse()];
            double read = ReadDouble(bytes);
            Assert.True(float.IsNaN(value) ? double.IsNaN(read) : BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(read), $"{value}");
        }
    }

    [Fact]
    public void Reads_an_integer_where_a_float_may_stand() => Assert.Equal(-32768.0, ReadDouble(Hex.Bytes("d1 80 00")));

    [Fact]
    public void Reads_every_cut_float_as_truncated()
    {
        foreach (byte[] bytes in new[] { Hex.Bytes("ca 3f 80 00 00"), Hex.Bytes("cb 3f f0 00 00 00 00 00 00") })
        {
            for (int end = 0; end < bytes.Length; end++)
            {
                int at = 0;
                Assert.Equal(Status.Truncated, MessagePackReader.TryReadDouble(bytes, end, ref at, out _));
                Assert.Equal(0, at);
            }
        }
    }

    private static double ReadDouble(byte[] bytes)
    {
        int at = 0;
        Assert.Equal(Status.Ok, MessagePackReader.TryReadDouble(bytes, bytes.Length, ref at, out double value));
        Assert.Equal(bytes.Length, at);
        return value;
    }
}
