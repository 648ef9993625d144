using Edge.Formats.Writing;
using Edge.Formats.Writing.Coding;

namespace Edge.Formats.Tests.Hostile;

/// <summary>The section of FORMAT.md section 5 with one thing wrong.</summary>
public class CodedSectionTests
{
    private const int Decoded = 4;
    private const int Words = 8;
    private const int Repeats = 23;
    private const int Symbols = 24;
    private const int Table = 27;
    private const int Stream = 29;

    // 0 0 0 0 0 5 in the symbols 5 (0), 0 (10), 0 four times (11).
    private static readonly byte[] Good = Hex.Bytes("1e 00 00 00 06 00 00 00 01 02 00 00 00 00 00 00 00 00 00 00 00 00 00 01 05 00 00 02 03 e0");

    [Fact]
    public void The_section_itself_is_right() => Assert.Equal([0, 0, 0, 0, 0, 5], CodedSection.Decode(Good, 6, "plane"));

    [Theory]
    [InlineData(Decoded, 7, Status.ShapeMismatch)] // not what the layout needs
    [InlineData(Decoded + 3, 0x80, Status.ShapeMismatch)]
    [InlineData(Words, 2, Status.OutOfRange)] // over-subscribed
    [InlineData(Words + 1, 1, Status.OutOfRange)] // incomplete
    [InlineData(Words + 14, 1, Status.OutOfRange)]
    [InlineData(Repeats, 2, Status.Truncated)] // more repetitions than bytes
    [InlineData(Table, 3, Status.OutOfRange)] // a symbol that does not exist
    [InlineData(Table + 1, 0, Status.OutOfRange)] // repeats that is one
    [InlineData(Table + 1, 255, Status.ShapeMismatch)] // goes beyond the end
    [InlineData(Stream, 0xe1, Status.OutOfRange)] // a spare bit
    [InlineData(Stream, 0xff, Status.ShapeMismatch)] // 8 bytes
    [InlineData(Stream, 0x00, Status.ShapeMismatch)] // one word a bit: the section would end earlier
    public void One_wrong_byte_is_refused(int at, byte value, Status status)
    {
        byte[] section = [.. Good];
        section[at] = value;
        if (at == Stream && value == 0)
        {
            section = [.. section, 0]; // six words of one bit, and a byte behind them
        }

        Assert.Equal(status, Assert.Throws<ModelFormatException>(() => CodedSection.Decode(section, 6, "plane")).Status);
    }

    [Fact]
    public void A_stream_that_ends_early_is_refused()
    {
        byte[] section = [.. Good];
        section[Decoded] = 30; // thirty fives would take thirty bits
        section[Stream] = 0;
        Assert.Equal(Status.Truncated, Assert.Throws<ModelFormatException>(() => CodedSection.Decode(section, 30, "plane")).Status);
    }

    [Fact]
    public void Repetitions_ascend()
    {
        byte[] section = [.. Good[..Table], 2, 3, 1, 1, .. Good[Stream..]];
        section[Repeats] = 2;
        Assert.Equal(Status.OutOfRange, Assert.Throws<ModelFormatException>(() => CodedSection.Decode(section, 6, "plane")).Status);
    }

    [Fact]
    public void More_than_256_symbols_are_refused()
    {
        byte[] section = new byte[600];
        section[Decoded] = 6;
        section[Words + 7] = 254; // of eight bits; what remains of the code are two of them
        section[Words + 8] = 3;
        section[Words + 9] = 2;
        Assert.Equal(Status.OutOfRange, Assert.Throws<ModelFormatException>(() => CodedSection.Decode(section, 6, "plane")).Status);
    }

    [Theory]
    [InlineData(0, Status.OutOfRange)]
    [InlineData(23, Status.OutOfRange)]
    [InlineData(255, Status.OutOfBounds)]
    public void A_section_that_is_shorter_than_its_header_or_longer_than_the_blob_is_refused(byte stored, Status status)
    {
        byte[] file = ModelWriter.Write(SmallModel.Of(SmallModel.Bytes(1, 1, 6), SmallModel.Dense(1, PlaneDefinition.Signed(8, [-128, -128, -128, -128, -128, -123]) with { Coded = true })));
        ModelHeader.TryFindBlob(file, file.Length, file.Length, out int at, out _);
        file[at] = stored;
        Testing.EdgeFile.RepairChecksum(file);
        Assert.Equal(status, Assert.Throws<ModelFormatException>(() => ModelReader.Read(file)).Status);
    }

    [Fact]
    public void Random_damage_is_refused_or_decodes_to_the_length_of_the_layout()
    {
        var random = new Random(Fuzz.Seed);
        for (int run = 0; run < 20_000; run++)
        {
            byte[] section = [.. Good];
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                section[random.Next(Words, section.Length)] = (byte)random.Next(random.Next(2) == 0 ? 4 : 256);
            }

            try
            {
                Assert.Equal(6, CodedSection.Decode(section, 6, "plane").Length);
            }
            catch (ModelFormatException)
            {
                // Refused.
            }
        }
    }
}
