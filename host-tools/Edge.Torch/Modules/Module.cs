using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>
        /// A part of a network: parameters, buffers and further modules, by name. A subclass keeps them in fields and calls
        /// <see cref="RegisterComponents"/> at the end of its constructor, or registers each itself.
        /// </summary>
        public partial class Module : IDisposable
        {
            private readonly List<(string Name, Module Child)> children_ = [];
            private readonly List<(string Name, Parameter Value)> parameters_ = [];
            private readonly List<(string Name, Tensor Value, bool Persistent)> buffers_ = [];
            private readonly string name_;
            private bool registered;

            /// <param name="name">The module's name in messages.</param>
            protected Module(string name) => name_ = name;

            /// <summary>Whether the module trains: batch norm and dropout behave differently then.</summary>
            public virtual bool training { get; private set; } = true;

            /// <summary>The module's name.</summary>
            public virtual string GetName() => name_;

            /// <summary>Disposes parameters, buffers and children.</summary>
            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach ((string _, Parameter value) in parameters_) value.Dispose();
                foreach ((string _, Tensor value, bool _) in buffers_) value.Dispose();
                foreach ((string _, Module child) in children_) child.Dispose();
            }

            /// <summary>Switches this module and all below to training or to evaluation.</summary>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach ((string _, Module child) in children_) child.train(train);
            }

            public virtual void eval() => train(false);

            /// <summary>Does something with this module and all below, those below first.</summary>
            public virtual Module apply(Action<Module> fn)
            {
                foreach ((string _, Module child) in children_) child.apply(fn);
                fn(this);
                return this;
            }

            /// <summary>Drops the gradients of all parameters, or sets them to zero.</summary>
            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (Parameter parameter in parameters())
                {
                    using Tensor? grad = parameter.grad;
                    if (grad is null) continue;
                    if (set_to_none) parameter.grad = null;
                    else grad.zero_();
                }
            }

            /// <summary>Adds a tensor that belongs to the state but is not trained.</summary>
            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                CheckName(name);
                buffers_.Add((name, tensor, persistent));
            }

            /// <summary>Adds a trained tensor.</summary>
            public virtual void register_parameter(string name, Parameter param)
            {
                CheckName(name);
                parameters_.Add((name, param));
            }

            /// <summary>Adds a module below this one.</summary>
            public virtual void register_module(string name, Module submodule)
            {
                CheckName(name);
                submodule.RegisterComponents();
                children_.Add((name, submodule));
            }

            public void add_module(string name, Module module) => register_module(name, module);

            /// <summary>Registers what the subclass keeps in fields and has not registered yet, under the fields' names.</summary>
            protected virtual void RegisterComponents()
            {
                if (registered) return;
                registered = true;
                foreach (FieldInfo field in Fields(GetType()))
                {
                    string name = field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
                    if (IsRegistered(name)) continue;
                    switch (field.GetValue(this))
                    {
                        case Module module:
                            register_module(name, module);
                            break;
                        case Parameter parameter:
                            register_parameter(name, parameter);
                            break;
                        case Tensor tensor:
                            register_buffer(name, tensor);
                            break;
                    }
                }
            }

            /// <summary>Puts another tensor or none in place of a registered one; for modules whose properties can be set.</summary>
            private protected void Replace(string name, Parameter? value)
            {
                parameters_.RemoveAll(entry => entry.Name == name);
                if (value is not null) parameters_.Add((name, value));
            }

            /// <summary>Changes the type of all real parameters and buffers.</summary>
            internal void Convert(ScalarType type)
            {
                using IDisposable quiet = no_grad();
                foreach ((string _, Parameter value) in parameters_) value.ConvertInPlace(type);
                foreach ((string _, Tensor value, bool _) in buffers_) value.ConvertInPlace(type);
                foreach ((string _, Module child) in children_) child.Convert(type);
            }

            private protected void ReplaceBuffer(string name, Tensor? value)
            {
                buffers_.RemoveAll(entry => entry.Name == name);
                if (value is not null) buffers_.Add((name, value, true));
            }

            private static IEnumerable<FieldInfo> Fields(Type type)
            {
                const BindingFlags own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
                List<Type> types = [];
                for (Type? t = type; t is not null && t != typeof(Module); t = t.BaseType) types.Insert(0, t);
                return types.SelectMany(t => t.GetFields(own));
            }

            private void CheckName(string name)
            {
                if (string.IsNullOrEmpty(name) || name.Contains('.')) throw new ArgumentException($"'{name}' cannot name a component of {GetName()}");
                if (IsRegistered(name)) throw new InvalidOperationException($"{GetName()} has a component '{name}' already");
            }

            private bool IsRegistered(string name) =>
                parameters_.Exists(entry => entry.Name == name) || buffers_.Exists(entry => entry.Name == name) || children_.Exists(entry => entry.Name == name);
        }

        /// <summary>Something that turns one value into another.</summary>
        public interface IModule<T, TResult>
        {
            TResult call(T input1);
        }

        /// <summary>A module with one input.</summary>
        public abstract class Module<T, TResult> : Module, IModule<T, TResult>
        {
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>Computes the output; call <see cref="call"/> from outside.</summary>
            public abstract TResult forward(T input);

            public TResult call(T input) => forward(input);
        }

        /// <summary>A module with two inputs.</summary>
        public abstract class Module<T1, T2, TResult> : Module
        {
            protected Module(string name)
                : base(name)
            {
            }

            /// <summary>Computes the output; call <see cref="call"/> from outside.</summary>
            public abstract TResult forward(T1 input1, T2 input2);

            public TResult call(T1 input1, T2 input2) => forward(input1, input2);
        }
    }
}
