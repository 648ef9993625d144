namespace Edge.Train.Data;

/// <summary>The four IDX files of an MNIST-like data set in one folder, each plain or with .gz.</summary>
public static class IdxFolder
{
    /// <summary>Reads train-images-idx3-ubyte, train-labels-idx1-ubyte and their t10k- twins.</summary>
    /// <param name="classes">Class names, or null for "0", "1", ...</param>
    public static ImageData Read(string folder, IReadOnlyList<string>? classes = null) =>
        new(ReadPart(folder, "train", classes), ReadPart(folder, "t10k", classes));

    /// <summary>Whether the folder holds the training images.</summary>
    public static bool Exists(string folder) => Find(folder, "train-images-idx3-ubyte") is not null;

    private static ImageSet ReadPart(string folder, string part, IReadOnlyList<string>? classes)
    {
        string imagesPath = Require(folder, $"{part}-images-idx3-ubyte");
        (int[] shape, byte[] pixels) = IdxReader.Read(imagesPath);
        if (shape.Length is < 3 or > 4 || shape.Skip(1).Any(d => d == 0))
        {
            throw new DataException("data-corrupt", $"{imagesPath} does not hold images")
            {
                Expected = "3 or 4 dimensions: images, height, width and perhaps channels",
                Found = string.Join(" x ", shape),
            };
        }

        string labelsPath = Require(folder, $"{part}-labels-idx1-ubyte");
        (int[] labelShape, byte[] labelBytes) = IdxReader.Read(labelsPath);
        if (labelShape.Length != 1 || labelShape[0] != shape[0])
        {
            throw new DataException("data-corrupt", $"{labelsPath} does not fit {imagesPath}") { Expected = $"{shape[0]} labels", Found = string.Join(" x ", labelShape) };
        }

        int[] labels = Array.ConvertAll(labelBytes, b => (int)b);
        classes ??= [.. Enumerable.Range(0, labels.DefaultIfEmpty(0).Max() + 1).Select(i => i.ToString())];
        return new ImageSet(shape[1], shape[2], shape.Length == 4 ? shape[3] : 1, pixels, labels, classes);
    }

    private static string Require(string folder, string name) =>
        Find(folder, name) ?? throw new DataException("data-missing", $"{folder} lacks {name}")
        {
            Expected = $"{name} or {name}.gz",
            Try = "name the folder that holds the four IDX files: --data idx:DIR",
        };

    private static string? Find(string folder, string name) =>
        new[] { name, name + ".gz", name.Replace("-idx", ".idx"), name.Replace("-idx", ".idx") + ".gz" }
            .Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
}
