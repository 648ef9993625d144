using Edge.Train.Recipes;

namespace Edge.Train.Training;

/// <summary>The learning rate as a function of how far training is; no state.</summary>
internal static class LearningRate
{
    /// <param name="progress">Epochs done, with fraction.</param>
    public static double At(double progress, TrainingRecipe training)
    {
        ScheduleRecipe schedule = training.Schedule;
        double rate = training.Optimizer.LearningRate;
        if (progress < schedule.Warmup)
        {
            return rate * (progress + 1e-3) / schedule.Warmup;
        }

        double share = Math.Clamp((progress - schedule.Warmup) / Math.Max(1e-9, training.Epochs - schedule.Warmup), 0, 1);
        return rate * schedule.Kind switch
        {
            ScheduleKind.Constant => 1,
            ScheduleKind.Cosine => schedule.Final + (1 - schedule.Final) * (1 + Math.Cos(Math.PI * share)) / 2,
            ScheduleKind.Linear => schedule.Final + (1 - schedule.Final) * (1 - share),
            _ => Math.Pow(schedule.Factor, Math.Floor((progress - schedule.Warmup) / schedule.Every)),
        };
    }
}
