namespace Edge.Train.Training;

/// <summary>One finished epoch: a line on the screen and a line in metrics.csv.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainAccuracy">0 .. 1, over the epoch's batches as they were trained.</param>
/// <param name="ValidationAccuracy">0 .. 1.</param>
/// <param name="Zeros">Share of the quantized weights that are 0.</param>
/// <param name="Elapsed">Of this epoch, validation included.</param>
/// <param name="Remaining">Estimate until the last epoch ends.</param>
/// <param name="IsBest">Whether no earlier epoch had a better validation accuracy.</param>
public sealed record EpochReport(
    int Epoch,
    int Epochs,
    double Loss,
    double TrainAccuracy,
    double ValidationAccuracy,
    double Zeros,
    double LearningRate,
    TimeSpan Elapsed,
    TimeSpan Remaining,
    bool IsBest);

/// <summary>Progress within an epoch.</summary>
/// <param name="Batch">From 1.</param>
public sealed record BatchReport(int Epoch, int Epochs, int Batch, int Batches, double Loss);

/// <summary>What a run was asked to do beyond its recipe.</summary>
/// <param name="Folder">The run folder; it is made where it does not exist.</param>
public sealed record TrainingOptions(string Folder)
{
    /// <summary>Continue from last.checkpoint in the folder.</summary>
    public bool Resume { get; init; }

    /// <summary>Instead of the recipe's.</summary>
    public int? Epochs { get; init; }

    /// <summary>Instead of the recipe's.</summary>
    public long? Seed { get; init; }

    /// <summary>Instead of the recipe's source.</summary>
    public string? Data { get; init; }

    /// <summary>What relative data paths start from: the recipe's folder.</summary>
    public string BaseFolder { get; init; } = ".";
}

/// <summary>How a run ended.</summary>
/// <param name="Completed">False: it was cancelled and can be resumed.</param>
/// <param name="TestAccuracy">Of the best epoch's network on the test images, 0 .. 1; null where not completed.</param>
public sealed record TrainingResult(bool Completed, int BestEpoch, double ValidationAccuracy, double? TestAccuracy, TimeSpan Elapsed, string BestCheckpoint);
