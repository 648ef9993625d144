using Edge.Errors;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Train.Data;
using Edge.Train.Recipes;

namespace Edge.Cli.Verbs;

/// <summary>Brings an image into the form a model's input is stored in.</summary>
internal static class InputImage
{
    /// <summary>Reads a picture (resized to the input's shape) or a raw file of exactly the input's bytes; "-" is standard input.</summary>
    public static byte[] Read(string path, InputDefinition input)
    {
        if (path != "-" && ImageFile.IsKnown(path))
        {
            return Prepare(ImageFile.Read(path), input);
        }

        byte[] raw = path == "-" ? ReadStandardInput() : ReadFile(path);
        int expected = SectionLength.OfTensor(input.Height, input.Width, input.Channels, input.Format);
        return raw.Length == expected ? raw : throw new EdgeException(ExitCode.Input, "input-length", "the raw input has the wrong length")
        {
            Expected = $"{expected} bytes: {input.Height}x{input.Width}x{input.Channels}",
            Found = $"{raw.Length} bytes",
            Try = "a PNG, PGM or PPM image is resized by itself",
        };
    }

    /// <summary>Image <paramref name="index"/> of a test set, and its label.</summary>
    public static (byte[] Stored, int? Label) FromSet(ModelDefinition model, string? source, int index)
    {
        ImageSet set = TestSet.Load(model, source);
        if (index < 0 || index >= set.Count)
        {
            throw new EdgeException(ExitCode.Usage, "index", "there is no such image in the test set") { Expected = $"0 .. {set.Count - 1}", Found = $"{index}" };
        }

        return (set.At(index).Pixels, set.Labels[index]);
    }

    private static byte[] Prepare(Image image, InputDefinition input)
    {
        var recipe = new InputRecipe(input.Height, input.Width, input.Channels, input.Format, input.ZeroPoint, InputFit.Resize);
        var one = new ImageSet(image.Height, image.Width, image.Channels, image.Pixels, [0], ["?"]);
        return new InputPreparation(recipe).Prepare(one).Pixels;
    }

    private static byte[] ReadFile(string path) => File.Exists(path)
        ? File.ReadAllBytes(path)
        : throw new EdgeException(ExitCode.Input, "input-missing", $"there is no file {path}");

    private static byte[] ReadStandardInput()
    {
        using Stream stream = Console.OpenStandardInput();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
