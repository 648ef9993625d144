using Edge.Train.Data;

namespace Edge.Train.Tests;

/// <summary>A test on real images; skipped, and reported so, where they are not installed.</summary>
public sealed class FashionFactAttribute : FactAttribute
{
    public FashionFactAttribute()
    {
        if (!FashionMnist.IsInstalled)
        {
            Skip = $"Fashion-MNIST is not installed in {FashionMnist.PackageFolder} (Debian package dataset-fashion-mnist)";
        }
    }
}
