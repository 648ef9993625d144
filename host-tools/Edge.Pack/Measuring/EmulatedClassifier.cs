using System.Diagnostics;
using Edge.Boards;
using Edge.Device;
using Edge.Errors;
using Edge.Formats;
using Edge.Train.Data;

namespace Edge.Pack.Measuring;

/// <summary>A data set classified in the emulator.</summary>
/// <param name="Accuracy">Share of the images whose largest score is their label's.</param>
/// <param name="DifferingScores">Scores that are not those of the runtime on this PC: 0, or there is a defect.</param>
/// <param name="Scores">Scores compared.</param>
/// <param name="Instructions">IL instructions of all images.</param>
/// <param name="Seconds">What it took here.</param>
public sealed record EmulatedAccuracy(int Images, double Accuracy, long DifferingScores, long Scores, long Instructions, double Units, double Seconds);

/// <summary>Classifies a whole data set in the emulator, several sessions side by side, and holds every score to the runtime's on this PC.</summary>
public static class EmulatedClassifier
{
    private const int ProgressStep = 50;

    /// <summary>Runs <paramref name="file"/> over <paramref name="set"/> in the heap of <paramref name="board"/>; <paramref name="progress"/> gets images done and images in all.</summary>
    /// <exception cref="EdgeException">The model does not open in that heap, or the images do not have its shape.</exception>
    public static EmulatedAccuracy Run(byte[] file, ImageSet set, Board? board, int sessions, Action<int, int>? progress, CancellationToken cancellation)
    {
        Status status = InferenceSession.Open(new ByteArraySource(file), out InferenceSession first);
        if (status != Status.Ok)
        {
            throw new PackException("model-refused", $"the device runtime refuses the model: {status}", ExitCode.Input);
        }

        if (first.InputLength != set.ImageSize)
        {
            throw new PackException("input-shape", "the images do not have the model's input shape", ExitCode.Input)
            {
                Expected = $"{first.InputHeight}x{first.InputWidth}x{first.InputChannels}",
                Found = $"{set.Height}x{set.Width}x{set.Channels}",
            };
        }

        Worker[] workers = [.. Enumerable.Range(0, Math.Clamp(sessions, 1, Math.Max(1, set.Count))).Select(_ => new Worker(EmulatedModel.Open(file, board), file))];
        var watch = Stopwatch.StartNew();
        int done = 0;
        Parallel.For(0, workers.Length, new ParallelOptions { MaxDegreeOfParallelism = workers.Length, CancellationToken = cancellation }, worker =>
        {
            for (int i = worker; i < set.Count; i += workers.Length)
            {
                cancellation.ThrowIfCancellationRequested();
                workers[worker].Classify(set, i);
                if (Interlocked.Increment(ref done) is var now && now % ProgressStep == 0)
                {
                    progress?.Invoke(now, set.Count);
                }
            }
        });
        return new EmulatedAccuracy(
            set.Count, workers.Sum(w => w.Right) / (double)Math.Max(1, set.Count), workers.Sum(w => w.Different), (long)set.Count * first.OutputLength,
            workers.Sum(w => w.Model.Counted.Instructions), workers.Sum(w => w.Model.Counted.Units), watch.Elapsed.TotalSeconds);
    }

    /// <summary>One emulated device beside a session of the runtime on this PC.</summary>
    private sealed class Worker
    {
        private readonly InferenceSession session;
        private readonly int[] expected;

        public Worker(EmulatedModel model, byte[] file)
        {
            Model = model;
            model.ClearCounts();
            InferenceSession.Open(new ByteArraySource(file), out session);
            expected = new int[session.OutputLength];
        }

        public EmulatedModel Model { get; }

        public int Right { get; private set; }

        public long Different { get; private set; }

        public void Classify(ImageSet set, int image)
        {
            byte[] stored = set.Pixels.AsSpan(image * set.ImageSize, set.ImageSize).ToArray();
            int[] scores = Model.Scores(stored);
            session.Run(stored, expected);
            Different += scores.Zip(expected).Count(pair => pair.First != pair.Second);
            Right += InferenceSession.ArgMax(scores) == set.Labels[image] ? 1 : 0;
        }
    }
}
