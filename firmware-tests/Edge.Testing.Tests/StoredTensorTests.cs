namespace Edge.Testing.Tests;

public class StoredTensorTests
{
    [Fact]
    public void Bits_of_a_pixel_start_at_a_new_byte_lowest_channel_lowest_bit()
    {
        ReferenceShape shape = new(1, 2, 9, 0);
        int[] values = [1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0];
        byte[] bytes = StoredTensor.Pack(shape, values);
        Assert.Equal([0x81, 0x01, 0x02, 0x00], bytes);
        Assert.Equal(values, StoredTensor.Unpack(shape, bytes));
    }

    [Fact]
    public void Bytes_are_the_values() => Assert.Equal([3, 0, 2], StoredTensor.Pack(new(1, 3, 1, 2), [3, 0, 2]));

    [Fact]
    public void Seeded_values_follow_the_xorshift_of_the_format()
    {
        // By hand: 1 -> 0x00042021; 0xdeadbeef -> 0x477d20b7 -> 0x8e1d9142. The top byte is the value, the top bit the bit.
        Assert.Equal([0x00], SelfTestVectors.Values(new(1, 1, 1, 8), 1));
        Assert.Equal([0x47, 0x8e], SelfTestVectors.Values(new(1, 2, 1, 8), 0xdeadbeef));
        Assert.Equal([0x7, 0xe], SelfTestVectors.Values(new(1, 2, 1, 4), 0xdeadbeef));
        Assert.Equal([0, 1], SelfTestVectors.Values(new(1, 2, 1, 0), 0xdeadbeef));
    }

    [Fact]
    public void The_checksum_is_that_of_zlib() =>

        // zlib.crc32(bytes([1, 0, 0, 0, 255, 255, 255, 255]))
        Assert.Equal(0x7733ff14u, SelfTestVectors.Crc([1, -1]));
}
