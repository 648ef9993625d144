using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>Modules one after another, each fed with the output of the one before.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.IModule<Tensor, Tensor>> steps = [];

        internal Sequential(IEnumerable<(string Name, nn.IModule<Tensor, Tensor> Module)> modules)
            : base(nameof(Sequential))
        {
            foreach ((string name, nn.IModule<Tensor, Tensor> module) in modules) append(name, module);
        }

        /// <summary>The number of modules.</summary>
        public int Count => steps.Count;

        public nn.IModule<Tensor, Tensor> this[int index] => steps[index];

        /// <summary>Adds a module at the end.</summary>
        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            register_module(name, (nn.Module)module);
            steps.Add(module);
            return this;
        }

        public Sequential append(nn.IModule<Tensor, Tensor> module) => append(steps.Count.ToString(), module);

        /// <summary>Runs all; what lies between is disposed with the scope the caller has open, or by the collector.</summary>
        public override Tensor forward(Tensor tensor)
        {
            foreach (nn.IModule<Tensor, Tensor> step in steps) tensor = step.call(tensor);
            return tensor;
        }

        // The list of steps is not a component, and the components are registered already.
        protected override void RegisterComponents()
        {
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Modules one after another; without names they are called "0", "1", ...</summary>
            public static Modules.Sequential Sequential() => new([]);

            public static Modules.Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
                Sequential((IEnumerable<(string, Module<Tensor, Tensor>)>)modules);

            public static Modules.Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

            public static Modules.Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
                Sequential((IEnumerable<Tuple<string, Module<Tensor, Tensor>>>)modules);

            public static Modules.Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) =>
                new(modules.Select(entry => (entry.name, (IModule<Tensor, Tensor>)entry.submodule)));

            public static Modules.Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
                new(modules.Select(entry => (entry.Item1, (IModule<Tensor, Tensor>)entry.Item2)));

            public static Modules.Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) =>
                new(modules.Select((module, i) => (i.ToString(), (IModule<Tensor, Tensor>)module)));
        }
    }
}
