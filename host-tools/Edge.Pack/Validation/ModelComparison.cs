using Edge.Device;
using Edge.Errors;
using Edge.Formats;
using Edge.Train.Data;

namespace Edge.Pack.Validation;

/// <summary>An image that two models put into different classes.</summary>
public readonly record struct Disagreement(int Image, int Label, int FirstClass, int SecondClass);

/// <summary>How two models answer over the same images. Accuracies are shares, 0 .. 1.</summary>
/// <param name="Disagreements">In the order of the images.</param>
public sealed record ModelComparison(int Images, double FirstAccuracy, double SecondAccuracy, IReadOnlyList<Disagreement> Disagreements)
{
    /// <summary>Of the disagreements, those where only the first model is right, and those where only the second is.</summary>
    public int OnlyFirstRight => Disagreements.Count(d => d.FirstClass == d.Label);

    public int OnlySecondRight => Disagreements.Count(d => d.SecondClass == d.Label);

    /// <summary>
    /// Runs both files on the device runtime. The sets hold the same images in the same order, each prepared for its model; <paramref name="progress"/> gets images done and images in all.
    /// </summary>
    /// <exception cref="PackException">A model that the runtime refuses, or images that are not the same in both sets or not of a model's shape.</exception>
    public static ModelComparison Of(byte[] first, ImageSet firstSet, byte[] second, ImageSet secondSet, Action<int, int>? progress, CancellationToken cancellation)
    {
        if (!firstSet.Labels.SequenceEqual(secondSet.Labels))
        {
            throw new PackException("compare-data", "the two models are not tested on the same images", ExitCode.Usage)
            {
                Expected = $"{firstSet.Count} images with the same labels",
                Found = $"{secondSet.Count} images",
                Try = "--data with a data set that suits both",
            };
        }

        InferenceSession a = Validator.Open(first, firstSet);
        InferenceSession b = Validator.Open(second, secondSet);
        var disagreements = new List<Disagreement>();
        int firstRight = 0;
        int secondRight = 0;
        for (int i = 0; i < firstSet.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int label = firstSet.Labels[i];
            int firstClass = Classify(a, firstSet, i);
            int secondClass = Classify(b, secondSet, i);
            firstRight += firstClass == label ? 1 : 0;
            secondRight += secondClass == label ? 1 : 0;
            if (firstClass != secondClass)
            {
                disagreements.Add(new Disagreement(i, label, firstClass, secondClass));
            }

            progress?.Invoke(i + 1, firstSet.Count);
        }

        double count = Math.Max(1, firstSet.Count);
        return new ModelComparison(firstSet.Count, firstRight / count, secondRight / count, disagreements);
    }

    private static int Classify(InferenceSession session, ImageSet set, int image)
    {
        int[] scores = new int[session.OutputLength];
        Status status = session.Run(set.At(image).Pixels, scores);
        return status == Status.Ok ? InferenceSession.ArgMax(scores) : throw new PackException("compare-input", $"the device runtime refuses image {image}: {status}", ExitCode.Input)
        {
            Expected = $"{session.InputLength} bytes of {session.InputHeight}x{session.InputWidth}x{session.InputChannels}",
            Found = $"{set.ImageSize} bytes",
        };
    }
}
