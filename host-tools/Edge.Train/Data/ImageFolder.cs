namespace Edge.Train.Data;

/// <summary>A folder of images whose sub-folders are the classes, in alphabetical order.</summary>
public static class ImageFolder
{
    /// <summary>Reads train/ and test/ where both exist, else one set to be split.</summary>
    /// <param name="prepare">Brings each image to the network's input shape.</param>
    public static (ImageSet Train, ImageSet? Test) Read(string folder, Func<Image, Image> prepare)
    {
        if (!Directory.Exists(folder))
        {
            throw new DataException("data-missing", $"{folder} does not exist") { Expected = "a folder with one sub-folder of images a class" };
        }

        string train = Path.Combine(folder, "train");
        string test = Path.Combine(folder, "test");
        if (!Directory.Exists(train) || !Directory.Exists(test))
        {
            return (ReadPart(folder, ClassNames(folder), prepare), null);
        }

        IReadOnlyList<string> classes = ClassNames(train);
        return (ReadPart(train, classes, prepare), ReadPart(test, classes, prepare));
    }

    private static IReadOnlyList<string> ClassNames(string folder)
    {
        List<string> names = [.. Directory.GetDirectories(folder).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];
        return names.Count >= 2 ? names : throw new DataException("data-missing", $"{folder} holds no classes")
        {
            Expected = "at least two sub-folders, one a class",
            Found = names.Count.ToString(),
        };
    }

    private static ImageSet ReadPart(string folder, IReadOnlyList<string> classes, Func<Image, Image> prepare)
    {
        List<Image> images = [];
        List<int> labels = [];
        for (int label = 0; label < classes.Count; label++)
        {
            string path = Path.Combine(folder, classes[label]);
            IEnumerable<string> files = Directory.Exists(path) ? Directory.GetFiles(path).Where(ImageFile.IsKnown).Order(StringComparer.Ordinal) : [];
            foreach (string file in files)
            {
                images.Add(prepare(ImageFile.Read(file)));
                labels.Add(label);
            }
        }

        if (images.Count == 0)
        {
            throw new DataException("data-missing", $"{folder} holds no images") { Expected = ".png, .pgm or .ppm files in the sub-folders" };
        }

        Image first = images[0];
        return new ImageSet(first.Height, first.Width, first.Channels, [.. images.SelectMany(i => i.Pixels)], [.. labels], classes);
    }
}
