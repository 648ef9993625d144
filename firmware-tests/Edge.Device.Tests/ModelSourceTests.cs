using Edge.Device.Tests.Support;
using Edge.Formats;
using Edge.Testing;

namespace Edge.Device.Tests;

public class ModelSourceTests
{
    private static readonly byte[] Good = ReferenceWriter.Write(ReferenceModel.Make());

    [Fact]
    public void A_source_that_fails_at_any_read_is_reported()
    {
        FailingSource counting = new(Good, int.MaxValue);
        Assert.Equal(Status.Ok, InferenceSession.Open(counting, out _));
        for (int read = 0; read < counting.Reads; read++)
        {
            Assert.Equal(Status.SourceFailed, InferenceSession.Open(new FailingSource(Good, read), out InferenceSession session));
            Assert.Null(session);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void A_source_without_bytes_gives_a_status(int length) =>
        Assert.NotEqual(Status.Ok, InferenceSession.Open(new FailingSource(Good, int.MaxValue) { ClaimedLength = length }, out _));

    [Fact]
    public void A_source_that_promises_more_than_it_has_gives_a_status() =>
        Assert.NotEqual(Status.Ok, InferenceSession.Open(new FailingSource(Good, int.MaxValue) { ClaimedLength = int.MaxValue }, out _));

    [Fact]
    public void An_array_is_read_in_parts_up_to_its_end()
    {
        ByteArraySource source = new([1, 2, 3]);
        byte[] buffer = new byte[4];
        Assert.Equal(3, source.Length);
        Assert.Equal(2, source.Read(1, buffer, 1, 3));
        Assert.Equal([0, 2, 3, 0], buffer);
        Assert.Equal(0, source.Read(3, buffer, 0, 1));
        Assert.Equal(0, source.Read(4, buffer, 0, 1));
        Assert.Equal(0, source.Read(-1, buffer, 0, 1));
    }

    /// <summary>Reads properly until read number <paramref name="failingRead"/>, which comes back one byte short.</summary>
    private sealed class FailingSource(byte[] file, int failingRead) : ModelSource
    {
        private readonly ByteArraySource _inner = new(file);

        public int Reads { get; private set; }

        public int ClaimedLength { get; init; } = file.Length;

        public override int Length => ClaimedLength;

        public override int Read(int position, byte[] buffer, int offset, int count)
        {
            int read = _inner.Read(position, buffer, offset, count);
            return Reads++ == failingRead ? read - 1 : read;
        }
    }
}
