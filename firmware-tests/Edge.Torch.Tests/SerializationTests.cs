using TorchSharp;
using static TorchSharp.torch;

namespace Edge.Torch.Tests;

public sealed class SerializationTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();
    private readonly string folder = Directory.CreateTempSubdirectory("edge-torch").FullName;

    public void Dispose()
    {
        scope.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Tensors_of_every_type_and_rank_come_back_to_the_bit()
    {
        manual_seed(1);
        string file = Path.Combine(folder, "t.bin");
        foreach (Tensor t in new[]
        {
            randn(3, 4), randn([2, 3, 4, 5], float64), tensor(7L), tensor(new byte[] { 1, 2, 3 }), tensor(new[] { true, false }), zeros(0, 3),
            tensor(new sbyte[] { -1 }), tensor(new[] { 5, -6 }), tensor(new[] { float.NaN, float.NegativeInfinity, -0.0f }), randn(300, 200).t(),
        })
        {
            save(t, file);
            Tensor back = load(file);
            Assert.Equal((t.dtype, t.shape.Length), (back.dtype, back.shape.Length));
            Assert.Equal(t.shape, back.shape);
            Assert.Equal(t.contiguous().bytes.ToArray(), back.bytes.ToArray());
        }
        Assert.Equal([file], Directory.GetFiles(folder));
    }

    [Fact]
    public void The_layout_is_type_rank_sizes_and_bytes()
    {
        using MemoryStream stream = new();
        tensor(new short[] { 1, -1, 300 }, [1, 3]).Save(new BinaryWriter(stream));
        Assert.Equal([2, 2, 1, 3, 1, 0, 255, 255, 44, 1], stream.ToArray());
        stream.SetLength(0);
        zeros(300, dtype: ScalarType.Byte).Save(new BinaryWriter(stream));
        Assert.Equal([0, 1, 0xAC, 0x02, 0], stream.ToArray()[..5]);
    }

    [Fact]
    public void Modules_come_back_to_the_bit()
    {
        string file = Path.Combine(folder, "m.bin");
        using var a = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4));
        using var b = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4));
        using var other = nn.Sequential(nn.Linear(3, 5), nn.BatchNorm1d(5));
        using var fewer = nn.Sequential(nn.Linear(3, 4));
        Tensor x = randn(5, 3);
        a.call(x);
        a.save(file);
        Dictionary<string, bool> loaded = [];
        b.load(file, loadedParameters: loaded);
        Assert.Equal(7, loaded.Count(entry => entry.Value));
        a.eval();
        b.eval();
        Assert.True(a.call(x).Equals(b.call(x)));
        Assert.Contains("[5, 3]", Assert.Throws<ArgumentException>(() => other.load(file)).Message);
        Assert.Throws<ArgumentException>(() => fewer.load(file));
        fewer.load(file, strict: false);
        Assert.True(fewer.call(x).Equals(((nn.Module<Tensor, Tensor>)a[0]).call(x)));
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 6, 1, 4, 0, 0 })]
    [InlineData(new byte[] { 99, 1, 1, 0 })]
    [InlineData(new byte[] { 6, 200, 1 })]
    [InlineData(new byte[] { 6, 1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1 })]
    [InlineData(new byte[] { 6, 2, 255, 255, 255, 255, 127, 255, 255, 255, 255, 127 })]
    [InlineData(new byte[] { 6, 1, 255, 255, 255, 255, 127, 1, 2, 3 })]
    public void Damaged_files_are_refused(byte[] bytes)
    {
        var thrown = Record.Exception(() => TensorExtensionMethods.Load(new BinaryReader(new MemoryStream(bytes))));
        Assert.True(thrown is InvalidDataException or EndOfStreamException or OverflowException, thrown?.ToString() ?? "nothing was thrown");
    }
}
