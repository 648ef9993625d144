using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adam (Kingma and Ba 2015).</summary>
            public static Adam Adam(
                IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new([new Adam.ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static Adam Adam(
                IEnumerable<(string name, Parameter parameter)> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                Adam(parameters.Select(entry => entry.parameter), lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            public static Adam Adam(
                IEnumerable<Adam.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>
    /// Adam (Kingma and Ba 2015, algorithm 1): w = w - rate * m / (sqrt(v) + eps), m and v the running means of gradient and squared
    /// gradient without their bias towards zero; weight decay adds weight_decay * w to the gradient.
    /// </summary>
    public class Adam : OptimizerHelper, optim.IBetas
    {
        private readonly Options defaults;

        public Adam(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
        {
        }

        public Adam(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        {
            AdamMath.Check(lr, beta1, beta2, eps, weight_decay);
            defaults = new() { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize };
            foreach (ParamGroup group in parameters) Add(group, Filled(group.Numbers as Options), () => new State());
        }

        public (double, double) Betas
        {
            get => (defaults.beta1!.Value, defaults.beta2!.Value);
            set
            {
                (defaults.beta1, defaults.beta2) = value;
                foreach (Modules.ParamGroup group in groups) ((ParamGroup)group).Betas = value;
            }
        }

        public override Tensor? step(Func<Tensor>? closure = null) => Step<ParamGroup, State>(closure, Update);

        private static void Update(ParamGroup group, State state, Parameter parameter, Tensor gradient)
        {
            Options o = group.Options;
            if (o.maximize!.Value) gradient = gradient.neg();
            if (o.weight_decay != 0) gradient = gradient.add(parameter, o.weight_decay!.Value);
            AdamMath.Update(state, o, parameter, gradient);
        }

        private Options Filled(Options? o) => new()
        {
            LearningRate = o?.LearningRate ?? defaults.LearningRate,
            beta1 = o?.beta1 ?? defaults.beta1,
            beta2 = o?.beta2 ?? defaults.beta2,
            eps = o?.eps ?? defaults.eps,
            weight_decay = o?.weight_decay ?? defaults.weight_decay,
            amsgrad = o?.amsgrad ?? defaults.amsgrad,
            maximize = o?.maximize ?? defaults.maximize,
        };

        /// <summary>The moments of one parameter.</summary>
        public sealed class State : AdamState
        {
        }

        /// <summary>The numbers of one group.</summary>
        public class Options : AdamOptions
        {
        }

        /// <summary>Parameters with numbers of their own.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IBetas
        {
            public ParamGroup()
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options)
                : base(parameters, options)
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
                : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay, amsgrad = amsgrad, maximize = maximize })
            {
            }

            public (double, double) Betas
            {
                get => (Options.beta1!.Value, Options.beta2!.Value);
                set => (Options.beta1, Options.beta2) = value;
            }
        }
    }
}
