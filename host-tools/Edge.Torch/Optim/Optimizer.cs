using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Changes parameters so that a loss falls.</summary>
            public abstract class Optimizer : IDisposable
            {
                private protected readonly List<ParamGroup> groups = [];

                private protected Optimizer()
                {
                }

                /// <summary>The groups, each with its learning rate, which can be set at any time.</summary>
                public virtual IEnumerable<ILearningRateController> ParamGroups => groups;

                /// <summary>All parameters of all groups.</summary>
                public virtual IEnumerable<Parameter> parameters() => groups.SelectMany(group => group.Parameters);

                /// <summary>Drops the gradients of all parameters.</summary>
                public virtual void zero_grad()
                {
                    foreach (Parameter parameter in parameters()) parameter.grad = null;
                }

                /// <summary>Changes every parameter that has a gradient once.</summary>
                /// <param name="closure">Computes the loss and the gradients first, where given.</param>
                /// <returns>The loss, or null without closure.</returns>
                public abstract Tensor? step(Func<Tensor>? closure = null);

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }
            }

            /// <summary>Something with a learning rate.</summary>
            public interface ILearningRateController
            {
                double LearningRate { get; set; }

                /// <summary>The rate a scheduler starts from.</summary>
                double InitialLearningRate { get; set; }
            }

            /// <summary>Something with momentum, for schedules that move it against the learning rate.</summary>
            public interface IMomentum
            {
                double Momentum { get; set; }
            }

            /// <summary>Something with decay rates of moments, of which the first plays the part of momentum.</summary>
            public interface IBetas
            {
                (double, double) Betas { get; set; }
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The numbers an optimizer works with, of one group of parameters.</summary>
    public abstract class OptimizerOptions
    {
        public double? LearningRate { get; set; }

        public double InitialLearningRate { get; set; }

        internal virtual void Write(BinaryWriter writer)
        {
            writer.Write(LearningRate!.Value);
            writer.Write(InitialLearningRate);
        }

        internal virtual void Read(BinaryReader reader)
        {
            LearningRate = reader.ReadDouble();
            InitialLearningRate = reader.ReadDouble();
        }
    }

    /// <summary>Parameters that are optimized with the same numbers.</summary>
    public class ParamGroup : optim.ILearningRateController
    {
        public IEnumerable<Parameter> Parameters { get; set; } = [];

        internal OptimizerOptions Numbers { get; set; } = null!;

        public double LearningRate
        {
            get => Numbers.LearningRate!.Value;
            set => Numbers.LearningRate = value;
        }

        public double InitialLearningRate
        {
            get => Numbers.InitialLearningRate;
            set => Numbers.InitialLearningRate = value;
        }
    }

    /// <summary>A group with options of one optimizer.</summary>
    public class ParamGroup<TOptions> : ParamGroup where TOptions : OptimizerOptions
    {
        public ParamGroup()
        {
        }

        public ParamGroup(IEnumerable<Parameter> parameters, TOptions options)
        {
            Parameters = [.. parameters];
            Options = options;
        }

        public TOptions Options
        {
            get => (TOptions)Numbers;
            set => Numbers = value;
        }
    }
}
