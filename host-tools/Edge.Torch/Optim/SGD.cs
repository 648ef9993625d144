using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Stochastic gradient descent, with momentum where asked for.</summary>
            public static SGD SGD(
                IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new([new SGD.ParamGroup { Parameters = parameters }], learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(
                IEnumerable<(string name, Parameter parameter)> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                SGD(parameters.Select(entry => entry.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            public static SGD SGD(
                IEnumerable<SGD.ParamGroup> parameters, double learningRate, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>
    /// Stochastic gradient descent: v = momentum * v + (1 - dampening) * g, w = w - rate * v (Sutskever et al. 2013 in libtorch's form);
    /// weight decay adds weight_decay * w to g.
    /// </summary>
    public class SGD : OptimizerHelper, optim.IMomentum
    {
        private readonly Options defaults;

        public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters }], lr, momentum, dampening, weight_decay, nesterov, maximize)
        {
        }

        public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        {
            if (lr < 0 || momentum < 0 || weight_decay < 0) throw new ArgumentException("rate, momentum and weight decay must not be negative");
            if (nesterov && (momentum <= 0 || dampening != 0)) throw new ArgumentException("Nesterov momentum needs momentum and no dampening");
            defaults = new() { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize };
            foreach (ParamGroup group in parameters) Add(group, Filled(group.Numbers as Options), () => new State());
        }

        public double Momentum
        {
            get => defaults.momentum!.Value;
            set
            {
                defaults.momentum = value;
                foreach (Modules.ParamGroup group in groups) ((Options)group.Numbers).momentum = value;
            }
        }

        public override Tensor? step(Func<Tensor>? closure = null) => Step<ParamGroup, State>(closure, Update);

        private static void Update(ParamGroup group, State state, Parameter parameter, Tensor gradient)
        {
            Options o = group.Options;
            if (o.maximize!.Value) gradient = gradient.neg();
            if (o.weight_decay != 0) gradient = gradient.add(parameter, o.weight_decay!.Value);
            if (o.momentum != 0)
            {
                if (state.momentum_buffer is null) state.momentum_buffer = gradient.detach().clone().DetachFromDisposeScope();
                else state.momentum_buffer.mul_(o.momentum!.Value).add_(gradient, 1 - o.dampening!.Value);
                gradient = o.nesterov!.Value ? gradient.add(state.momentum_buffer, o.momentum!.Value) : state.momentum_buffer;
            }
            parameter.add_(gradient, -o.LearningRate!.Value);
        }

        private Options Filled(Options? o) => new()
        {
            LearningRate = o?.LearningRate ?? defaults.LearningRate,
            momentum = o?.momentum ?? defaults.momentum,
            dampening = o?.dampening ?? defaults.dampening,
            weight_decay = o?.weight_decay ?? defaults.weight_decay,
            nesterov = o?.nesterov ?? defaults.nesterov,
            maximize = o?.maximize ?? defaults.maximize,
        };

        /// <summary>The velocity of one parameter.</summary>
        public sealed class State : OptimizerState
        {
            public Tensor? momentum_buffer;

            internal override void Write(BinaryWriter writer) => WriteOptional(writer, momentum_buffer);

            internal override void Read(BinaryReader reader) => momentum_buffer = ReadOptional(reader, momentum_buffer);

            internal override void Release() => momentum_buffer?.Dispose();
        }

        /// <summary>The numbers of one group.</summary>
        public class Options : OptimizerOptions
        {
            public double? momentum;
            public double? dampening;
            public double? weight_decay;
            public bool? nesterov;
            public bool? maximize;

            internal override void Write(BinaryWriter writer)
            {
                base.Write(writer);
                writer.Write(momentum!.Value);
                writer.Write(dampening!.Value);
                writer.Write(weight_decay!.Value);
                writer.Write(nesterov!.Value);
                writer.Write(maximize!.Value);
            }

            internal override void Read(BinaryReader reader)
            {
                base.Read(reader);
                momentum = reader.ReadDouble();
                dampening = reader.ReadDouble();
                weight_decay = reader.ReadDouble();
                nesterov = reader.ReadBoolean();
                maximize = reader.ReadBoolean();
            }
        }

        /// <summary>Parameters with numbers of their own.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IMomentum
        {
            public ParamGroup()
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options)
                : base(parameters, options)
            {
            }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
            {
            }

            public double Momentum
            {
                get => Options.momentum!.Value;
                set => Options.momentum = value;
            }
        }
    }
}
