namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>
                /// One cycle (Smith and Topin 2018): from max_lr / div_factor up to max_lr in pct_start of the steps, then down to the first rate /
                /// final_div_factor; with three phases first down to where it began. Momentum runs the other way.
                /// </summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly List<Phase> phases = [];
                    private readonly bool moves;
                    private readonly int steps;

                    /// <summary>How values go from one to the next.</summary>
                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    public OneCycleLR(
                        Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        steps = total_steps > 0 ? total_steps : epochs > 0 && steps_per_epoch > 0 ? epochs * steps_per_epoch
                            : throw new ArgumentException("OneCycleLR needs total_steps, or epochs and steps_per_epoch");
                        if (pct_start is < 0 or > 1) throw new ArgumentException($"pct_start must be within 0 and 1, found {pct_start}");
                        if (cycle_momentum && optimizer is not (IMomentum or IBetas)) throw new ArgumentException("the optimizer has no momentum to cycle");
                        moves = cycle_momentum;
                        double first = max_lr / div_factor, last = first / final_div_factor, top = pct_start * steps - 1;
                        phases.Add(new(top, first, max_lr, max_momentum, base_momentum, anneal_strategy));
                        if (three_phase) phases.Add(new(2 * pct_start * steps - 2, max_lr, first, base_momentum, max_momentum, anneal_strategy));
                        phases.Add(three_phase
                            ? new(steps - 1, first, last, max_momentum, max_momentum, anneal_strategy)
                            : new(steps - 1, max_lr, last, base_momentum, max_momentum, anneal_strategy));
                        step();
                    }

                    public override void step(int? epoch)
                    {
                        base.step(epoch);
                        if (!moves) return;
                        (Phase phase, double part) = At(this.epoch);
                        double momentum = phase.Between(phase.FirstMomentum, phase.LastMomentum, part);
                        foreach (ILearningRateController group in groups)
                        {
                            if (group is IBetas betas) betas.Betas = (momentum, betas.Betas.Item2);
                            else if (group is IMomentum moving) moving.Momentum = momentum;
                        }
                    }

                    private protected override double Rate(int group, int epoch)
                    {
                        (Phase phase, double part) = At(epoch);
                        return phase.Between(phase.FirstRate, phase.LastRate, part);
                    }

                    private (Phase Phase, double Part) At(int step)
                    {
                        if (step >= steps) throw new InvalidOperationException($"step {step} is past the {steps} steps of the cycle");
                        double start = 0;
                        foreach (Phase phase in phases)
                        {
                            if (step <= phase.End || phase == phases[^1])
                                return (phase, phase.End > start ? (step - start) / (phase.End - start) : 1);
                            start = phase.End;
                        }
                        throw new InvalidOperationException("a cycle has at least one phase");
                    }

                    private sealed record Phase(double End, double FirstRate, double LastRate, double FirstMomentum, double LastMomentum, AnnealStrategy Strategy)
                    {
                        internal double Between(double first, double last, double part) => Strategy == AnnealStrategy.Cos
                            ? last + (first - last) / 2 * (1 + Math.Cos(Math.PI * part))
                            : first + (last - first) * part;
                    }
                }
            }
        }
    }
}
