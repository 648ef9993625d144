using Edge.Cli.CommandLine;

namespace Edge.Cli.Tests;

public class CommandLineTests
{
    [Fact]
    public async Task No_arguments_print_the_help_and_return_0()
    {
        (int exit, string output, _) = await CommandLineRunner.RunAsync();
        Assert.Equal(0, exit);
        Assert.Contains("Usage:", output);
        Assert.Contains("Exit codes:", output);
    }

    [Fact]
    public async Task An_unknown_option_returns_2_with_the_closest_one_and_no_page_of_help()
    {
        (int exit, string output, string error) = await CommandLineRunner.RunAsync("--jsn");
        Assert.Equal(2, exit);
        Assert.Empty(output);
        Assert.Contains("'--jsn'", error);
        Assert.Contains("try: --json", error);
        Assert.DoesNotContain("Usage:", error);
    }

    [Fact]
    public async Task An_unknown_verb_returns_2_with_the_closest_one()
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync("tset");
        Assert.Equal(2, exit);
        Assert.Contains("try: test", error);
    }

    [Fact]
    public async Task A_mistyped_option_of_a_verb_is_named_and_corrected()
    {
        (int exit, _, string error) = await CommandLineRunner.RunAsync("train", "--epoch", "3", "recipe.json");
        Assert.Equal(2, exit);
        Assert.Contains("does not know '--epoch'", error);
        Assert.Contains("try: --epochs", error);
    }

    [Theory]
    [InlineData("paxk", "pack")]
    [InlineData("INSPECT", "inspect")]
    [InlineData("zzzzzz", null)]
    public void The_closest_name_is_found_by_edit_distance(string word, string? expected) =>
        Assert.Equal(expected, ClosestName.Find(word, ["train", "pack", "inspect", "validate"]));
}
