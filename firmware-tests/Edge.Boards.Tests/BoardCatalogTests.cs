using Edge.Errors;

namespace Edge.Boards.Tests;

public class BoardCatalogTests
{
    [Theory]
    [InlineData("esp32-rev3", BoardNameKind.Id)]
    [InlineData("ESP32_REV3", BoardNameKind.Target)]
    [InlineData("esp32_wroom_32", BoardNameKind.Alias)]
    public void Finds_a_board_by_each_of_its_names(string name, BoardNameKind by)
    {
        BoardMatch match = BoardCatalog.Default.Find(name);
        Assert.Equal("esp32-rev3", match.Board.Id);
        Assert.Equal(by, match.By);
    }

    [Theory]
    [InlineData("esp32-rev4", "esp32-rev3")]
    [InlineData("f429", "st-stm32f429i-disco")]
    [InlineData("esp32-c33", "esp32-c3")]
    [InlineData("ESP32_S3_QAUD", "esp32-s3-quad")]
    public void Suggests_the_closest_board(string typed, string meant) => Assert.Equal(meant, BoardCatalog.Default.Suggest(typed)[0]);

    [Fact]
    public void Says_what_to_try_when_no_board_has_the_name()
    {
        EdgeException error = Assert.Throws<EdgeException>(() => BoardCatalog.Default.Find("esp32-rev4"));
        Assert.Equal(ExitCode.Usage, error.Exit);
        Assert.Equal("esp32-rev4", error.Found);
        Assert.Contains("esp32-rev3", error.Try);
    }

    [Fact]
    public void Suggests_nothing_for_a_name_like_no_other() => Assert.Empty(BoardCatalog.Default.Suggest("raspberry-pi-zero-2-w"));

    [Fact]
    public void Reads_a_file_of_the_user()
    {
        string path = Path.Combine(Path.GetTempPath(), $"edge-boards-{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(path, Documents.Text("boards.json").Replace("\"esp32-rev3\"", "\"my-board\""));
            BoardCatalog catalog = BoardCatalog.Load(path);
            Assert.Equal(path, catalog.Source);
            Assert.Equal("my-board", catalog.Find("ESP32_REV3").Board.Id);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Says_that_a_file_of_the_user_is_missing()
    {
        EdgeException error = Assert.Throws<EdgeException>(() => BoardCatalog.Load("/nowhere/boards.json"));
        Assert.Equal(ExitCode.Input, error.Exit);
        Assert.Contains("/nowhere/boards.json", error.Message);
        Assert.NotNull(error.Try);
    }

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("same", "same", 0)]
    public void Measures_the_distance_between_words(string a, string b, int expected) => Assert.Equal(expected, EditDistance.Between(a, b));
}
