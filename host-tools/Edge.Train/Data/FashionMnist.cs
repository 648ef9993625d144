namespace Edge.Train.Data;

/// <summary>Fashion-MNIST (Xiao, Rasul, Vollgraf 2017) from the Debian package dataset-fashion-mnist.</summary>
public static class FashionMnist
{
    /// <summary>Where the Debian package puts the files.</summary>
    public const string PackageFolder = "/usr/share/datasets/fashion-mnist";

    /// <summary>The ten classes in label order.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Whether the package is installed.</summary>
    public static bool IsInstalled => IdxFolder.Exists(PackageFolder);

    public static ImageData Load()
    {
        if (!IsInstalled)
        {
            throw new DataException("data-missing", "Fashion-MNIST is not installed")
            {
                Expected = $"the files of the Debian package dataset-fashion-mnist in {PackageFolder}",
                Try = "apt-get install dataset-fashion-mnist, or --data idx:DIR with the folder that holds its four IDX files",
            };
        }

        return IdxFolder.Read(PackageFolder, Classes);
    }
}
