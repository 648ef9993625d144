namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Learning rates that change with the epochs.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>
            /// Sets the learning rate of every group as a function of the rate it began with and the number of steps. Building one takes the
            /// first step; step() takes the next.
            /// </summary>
            public abstract class LRScheduler
            {
                private protected readonly ILearningRateController[] groups;
                private readonly double[] rates;

                private protected LRScheduler(Optimizer optimizer, int last_epoch)
                {
                    groups = [.. optimizer.ParamGroups];
                    rates = Array.ConvertAll(groups, group => group.LearningRate);
                    epoch = last_epoch;
                }

                private protected int epoch;

                /// <summary>Takes the next step.</summary>
                public virtual void step() => step(null);

                /// <summary>Goes to a step by number.</summary>
                public virtual void step(int? epoch)
                {
                    this.epoch = epoch ?? this.epoch + 1;
                    for (int i = 0; i < groups.Length; i++) groups[i].LearningRate = rates[i] = Rate(i, this.epoch);
                }

                /// <summary>Takes the next step; the measure is for schedules that follow one.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates in force, one for each group.</summary>
                public IEnumerable<double> get_last_lr() => rates;

                /// <summary>The rate of a group at a step.</summary>
                private protected abstract double Rate(int group, int epoch);

                private protected double Initial(int group) => groups[group].InitialLearningRate;
            }

            /// <summary>The initial rate times gamma for every step_size steps.</summary>
            public static LRScheduler StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.StepLR(optimizer, step_size, gamma, last_epoch, verbose);

            /// <summary>The initial rate times a function of the step.</summary>
            public static LRScheduler LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false) =>
                new impl.LambdaLR(optimizer, lr_lambda, last_epoch, verbose);

            /// <summary>The initial rate times gamma for every milestone passed.</summary>
            public static LRScheduler MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.MultiStepLR(optimizer, milestones, gamma, last_epoch, verbose);

            /// <summary>The initial rate times gamma for every step.</summary>
            public static LRScheduler ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false) =>
                new impl.ExponentialLR(optimizer, gamma, last_epoch, verbose);

            /// <summary>From the initial rate to eta_min in T_max steps along half a cosine (Loshchilov and Hutter 2017, equation 5).</summary>
            public static LRScheduler CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false) =>
                new impl.CosineAnnealingLR(optimizer, T_max, eta_min, last_epoch, verbose);

            /// <summary>Up to max_lr and down to almost nothing, momentum the other way (Smith and Topin 2018); a step for every batch.</summary>
            public static LRScheduler OneCycleLR(
                Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1, double pct_start = 0.3, impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos, bool cycle_momentum = true, double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false) =>
                new impl.OneCycleLR(optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum, base_momentum, max_momentum, div_factor, final_div_factor, three_phase, last_epoch, verbose);

            /// <summary>The schedules' classes.</summary>
            public static partial class impl
            {
                public class StepLR : LRScheduler
                {
                    private readonly int size;
                    private readonly double gamma;

                    public StepLR(Optimizer optimizer, int step_size, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        (size, this.gamma) = (step_size, gamma);
                        step();
                    }

                    private protected override double Rate(int group, int epoch) => Initial(group) * Math.Pow(gamma, epoch / size);
                }

                public class LambdaLR : LRScheduler
                {
                    private readonly Func<int, double> factor;

                    public LambdaLR(Optimizer optimizer, Func<int, double> lr_lambda, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        factor = lr_lambda;
                        step();
                    }

                    private protected override double Rate(int group, int epoch) => Initial(group) * factor(epoch);
                }

                public class MultiStepLR : LRScheduler
                {
                    private readonly int[] milestones;
                    private readonly double gamma;

                    public MultiStepLR(Optimizer optimizer, IList<int> milestones, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        (this.milestones, this.gamma) = ([.. milestones], gamma);
                        step();
                    }

                    private protected override double Rate(int group, int epoch) => Initial(group) * Math.Pow(gamma, milestones.Count(milestone => milestone <= epoch));
                }

                public class ExponentialLR : LRScheduler
                {
                    private readonly double gamma;

                    public ExponentialLR(Optimizer optimizer, double gamma = 0.1, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        this.gamma = gamma;
                        step();
                    }

                    private protected override double Rate(int group, int epoch) => Initial(group) * Math.Pow(gamma, epoch);
                }

                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double span;
                    private readonly double low;

                    public CosineAnnealingLR(Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch)
                    {
                        (span, low) = (T_max, eta_min);
                        step();
                    }

                    private protected override double Rate(int group, int epoch) => low + (Initial(group) - low) * (1 + Math.Cos(Math.PI * epoch / span)) / 2;
                }
            }
        }
    }
}
