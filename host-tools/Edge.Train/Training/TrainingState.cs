namespace Edge.Train.Training;

/// <summary>Where a run stands, apart from its tensors: what a checkpoint keeps.</summary>
public sealed record TrainingState
{
    /// <summary>Seed, epochs and data source as used: they may differ from the recipe's by the command line.</summary>
    public required long Seed { get; init; }

    public required int Epochs { get; init; }

    public required string DataSource { get; init; }

    /// <summary>Class names in label order.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Whole epochs done.</summary>
    public int Epoch { get; init; }

    /// <summary>Batches done of the epoch after them.</summary>
    public int Batch { get; init; }

    /// <summary>Optimizer updates done.</summary>
    public int Steps { get; init; }

    /// <summary>Sum of the losses of the batches done in the epoch under way, each times its images.</summary>
    public double LossSum { get; init; }

    /// <summary>Training images of the epoch under way that were classified rightly.</summary>
    public int Correct { get; init; }

    /// <summary>Training images of the epoch under way.</summary>
    public int Seen { get; init; }

    /// <summary>The epoch (from 1) with the best validation accuracy; 0 before the first.</summary>
    public int BestEpoch { get; init; }

    /// <summary>0 .. 1.</summary>
    public double BestAccuracy { get; init; }

    /// <summary>0 .. 1, known once training has ended.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>Threads of the tensor library; other numbers round sums differently.</summary>
    public int Threads { get; init; }

    /// <summary>Version of the tensor library.</summary>
    public string Library { get; init; } = string.Empty;
}
