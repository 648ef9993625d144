namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>
        /// An operation whose forward and backward are written in C#. A subclass names itself as <typeparamref name="T"/>, keeps no state, and
        /// is used by its static <c>apply</c>. Tensors among the arguments take part in the graph; other arguments are passed through.
        /// </summary>
        public abstract class Function<T> where T : Function<T>, new()
        {
            private static readonly T Instance = new();

            /// <summary>The operation's name in messages.</summary>
            public abstract string Name { get; }

            internal abstract List<Tensor> Forward(AutogradContext ctx, object[] vars);

            internal abstract List<Tensor> Backward(AutogradContext ctx, List<Tensor> gradients);

            private protected static List<Tensor> Apply(object[] vars)
            {
                Tensor[] inputs = [.. vars.OfType<Tensor>()];
                AutogradContext context = new();
                List<Tensor> outputs;
                bool recorded = is_grad_enabled() && inputs.Any(input => input.requires_grad);
                using (no_grad()) outputs = Instance.Forward(context, vars);
                if (!recorded) return outputs;
                bool[] isTensor = Array.ConvertAll(vars, value => value is Tensor);
                return FunctionNode.Record(Instance.Name, context, isTensor, inputs, outputs, Instance.Backward);
            }
        }

        /// <summary>An operation with one result.</summary>
        public abstract class SingleTensorFunction<T> : Function<T> where T : SingleTensorFunction<T>, new()
        {
            /// <summary>Runs the operation and records it.</summary>
            public static Tensor apply(params object[] vars) => Apply(vars)[0];

            /// <summary>Computes the result; nothing in here is recorded.</summary>
            public abstract Tensor forward(AutogradContext ctx, params object[] vars);

            /// <summary>The gradients of the arguments, one for each, null where there is none, from the gradient of the result.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, Tensor grad_output);

            internal sealed override List<Tensor> Forward(AutogradContext ctx, object[] vars) => [forward(ctx, vars)];

            internal sealed override List<Tensor> Backward(AutogradContext ctx, List<Tensor> gradients) => backward(ctx, gradients[0]);
        }

        /// <summary>An operation with several results.</summary>
        public abstract class MultiTensorFunction<T> : Function<T> where T : MultiTensorFunction<T>, new()
        {
            /// <summary>Runs the operation and records it.</summary>
            public static List<Tensor> apply(params object[] vars) => Apply(vars);

            /// <summary>Computes the results; nothing in here is recorded.</summary>
            public abstract List<Tensor> forward(AutogradContext ctx, params object[] vars);

            /// <summary>The gradients of the arguments, one for each, null where there is none, from the gradients of the results.</summary>
            public abstract List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs);

            internal sealed override List<Tensor> Forward(AutogradContext ctx, object[] vars) => forward(ctx, vars);

            internal sealed override List<Tensor> Backward(AutogradContext ctx, List<Tensor> gradients) => backward(ctx, gradients);
        }

        /// <summary>What an operation's forward pass leaves to its backward pass.</summary>
        public class AutogradContext : IDisposable
        {
            private readonly Dictionary<string, object> data = [];

            internal AutogradContext()
            {
            }

            /// <summary>Whether backward gets zeros rather than null for a result that nothing depended on.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> Saved { get; private set; } = [];

            internal List<Tensor> Dirty { get; private set; } = [];

            internal List<Tensor> Constant { get; private set; } = [];

            /// <summary>The native node while backward runs.</summary>
            internal IntPtr Node { get; set; }

            /// <summary>Keeps arguments or results; backward notices when they were changed in between.</summary>
            public void save_for_backward(List<Tensor> tensors) => Saved = tensors;

            /// <summary>Keeps something that is not a tensor.</summary>
            public void save_data(string key, object value) => data[key] = value;

            /// <summary>Names the arguments that forward changed.</summary>
            public void mark_dirty(List<Tensor> tensors) => Dirty = tensors;

            /// <summary>Names the results that have no gradient.</summary>
            public void mark_non_differentiable(List<Tensor> tensors) => Constant = tensors;

            public void set_materialize_grads(bool value) => MaterializeGrads = value;

            /// <summary>The tensors that forward saved, in its order; backward only.</summary>
            public List<Tensor> get_saved_variables() => FunctionNode.SavedBy(Node);

            /// <summary>What forward saved under the key, or null.</summary>
            public object? get_data(string key) => data.GetValueOrDefault(key);

            /// <summary>Lets go of the tensors once the native node holds them.</summary>
            internal void Forget() => (Saved, Dirty, Constant) = ([], [], []);

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
            }
        }
    }
}
