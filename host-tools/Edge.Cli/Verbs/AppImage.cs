using Edge.Errors;
using Edge.Flash;
using Edge.Pack;

namespace Edge.Cli.Verbs;

/// <summary>A deployment image that must hold a certain model: resources lie in it as they are.</summary>
internal static class AppImage
{
    /// <summary>Reads the image and looks for the model in it.</summary>
    public static FlashImage Holding(string imagePath, string modelPath)
    {
        FlashImage image = FlashImage.Read(imagePath);
        byte[] model = ModelFile.ReadBytes(modelPath);
        if (image.Bytes.AsSpan().IndexOf(model) < 0)
        {
            throw new EdgeException(ExitCode.Input, "app-without-model", $"{imagePath} does not hold {Path.GetFileName(modelPath)}")
            {
                Expected = $"the {model.Length} bytes of the model somewhere in the deployment image",
                Found = "another model, or none",
                Try = "edge export MODEL --as resource, and build the application again",
            };
        }

        return image;
    }
}
