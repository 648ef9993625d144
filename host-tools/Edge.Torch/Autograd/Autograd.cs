using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Within the returned object's life nothing is recorded for gradients on this thread.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static bool is_grad_enabled() => Shim.edge_grad_mode() != 0;

    public static IDisposable inference_mode(bool mode = true) => new GradMode(!mode);

    private sealed class GradMode : IDisposable
    {
        private readonly int before = Shim.edge_grad_mode();

        internal GradMode(bool enabled) => Shim.edge_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => Shim.edge_set_grad_mode(before);
    }

    /// <summary>Gradients by reverse-mode differentiation.</summary>
    public static partial class autograd
    {
        /// <summary>Adds the gradients of the tensors to those of the leaves.</summary>
        public static unsafe void backward(
            IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            IntPtr[] roots = Handles(tensors), leaves = Handles(inputs ?? []);
            IntPtr[]? grads = grad_tensors is null ? null : Handles(grad_tensors);
            CheckCount(roots, grads);
            int status;
            fixed (IntPtr* r = roots, g = grads, l = leaves)
            {
                status = Shim.edge_backward(r, g, roots.Length, Flag(retain_graph), create_graph ? 1 : 0, l, leaves.Length);
            }
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
            GC.KeepAlive(inputs);
            Check(status, nameof(backward));
        }

        public static void backward(
            Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(
            Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        /// <summary>The gradients of the outputs' sum with respect to the inputs; the leaves' own gradients stay as they are.</summary>
        /// <returns>One tensor for each input; null where allow_unused and the outputs do not depend on it.</returns>
        public static unsafe IList<Tensor> grad(
            IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            IntPtr[] roots = Handles(outputs), leaves = Handles(inputs);
            IntPtr[]? grads = grad_outputs is null ? null : Handles(grad_outputs);
            CheckCount(roots, grads);
            var results = new IntPtr[leaves.Length];
            int status;
            fixed (IntPtr* r = roots, g = grads, l = leaves, found = results)
            {
                status = Shim.edge_gradients(
                    r, g, roots.Length, l, leaves.Length, Flag(retain_graph || create_graph), create_graph ? 1 : 0, allow_unused ? 1 : 0, found);
            }
            GC.KeepAlive(outputs);
            GC.KeepAlive(inputs);
            GC.KeepAlive(grad_outputs);
            Check(status, nameof(grad));
            return Array.ConvertAll(results, handle => handle == 0 ? null! : new Tensor(handle));
        }

        private static void Check(int status, string operation)
        {
            if (status == 0) return;
            FunctionNode.ThrowFailure();
            throw TorchException.Last(operation);
        }

        private static IntPtr[] Handles(IList<Tensor> tensors)
        {
            var handles = new IntPtr[tensors.Count];
            for (int i = 0; i < handles.Length; i++) handles[i] = tensors[i]?.Handle ?? 0;
            return handles;
        }

        private static void CheckCount(IntPtr[] roots, IntPtr[]? grads)
        {
            if (grads is not null && grads.Length != roots.Length)
                throw new ArgumentException($"{roots.Length} tensors need as many gradients, found {grads.Length}");
        }

        private static int Flag(bool? value) => value is not { } set ? -1 : set ? 1 : 0;
    }
}
