using Edge.Train.Recipes;

namespace Edge.Train.Data;

/// <summary>
/// Finds a data set by its name in a recipe or on the command line: fashion-mnist, mnist, idx:DIR, folder:DIR, csv:FILE;
/// the images come back as the network's stored input.
/// </summary>
public static class DataSource
{
    private static readonly string[] Known = ["fashion-mnist", "mnist", "idx:DIR", "folder:DIR", "csv:FILE"];

    /// <summary>Loads and prepares both parts. A source without a test part gives data.TestShare of its images to it.</summary>
    /// <param name="baseFolder">What relative paths in the source start from.</param>
    /// <param name="source">Overrides the recipe's source where not null.</param>
    public static ImageData Load(Recipe recipe, string baseFolder, string? source = null)
    {
        InputPreparation preparation = new(recipe.Input);
        (ImageSet train, ImageSet? test) = Read(source ?? recipe.Data.Source, baseFolder, recipe.Input, preparation);
        if (source is null && recipe.Data.Test is { } separate)
        {
            test = Read(separate, baseFolder, recipe.Input, preparation).Train;
        }

        if (test is null)
        {
            (train, test) = DataSplit.Take(train, recipe.Data.TestShare, recipe.Training.Seed);
        }

        if (recipe.Data.Limit is { } limit)
        {
            train = Limit(train, limit, recipe.Training.Seed);
            test = Limit(test, limit, recipe.Training.Seed);
        }

        return new ImageData(train, test);
    }

    private static ImageSet Limit(ImageSet set, int count, long seed) =>
        set.Count <= count ? set : DataSplit.Take(set, (double)count / set.Count, seed).Taken;

    private static (ImageSet Train, ImageSet? Test) Read(string source, string baseFolder, InputRecipe input, InputPreparation preparation)
    {
        int colon = source.IndexOf(':');
        string kind = colon < 0 ? source : source[..colon];
        string path = colon < 0 ? string.Empty : Path.GetFullPath(source[(colon + 1)..], Path.GetFullPath(baseFolder));
        switch (kind)
        {
            case "fashion-mnist" when colon < 0:
                return Prepare(FashionMnist.Load(), preparation);
            case "mnist" when colon < 0:
                return Prepare(Mnist.Load(), preparation);
            case "idx":
                return Prepare(IdxFolder.Read(path), preparation);
            case "csv":
                return (preparation.Prepare(CsvReader.Read(path, (input.Height, input.Width, input.Channels))), null);
            case "folder":
                return ImageFolder.Read(path, preparation.Prepare);
            default:
                throw new DataException("data-source", $"there is no data source \"{source}\"") { Expected = string.Join(", ", Known), Found = source };
        }
    }

    private static (ImageSet Train, ImageSet? Test) Prepare(ImageData data, InputPreparation preparation) =>
        (preparation.Prepare(data.Train), preparation.Prepare(data.Test));
}
