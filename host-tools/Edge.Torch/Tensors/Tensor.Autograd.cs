using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether operations on this tensor are recorded for gradients.</summary>
        public bool requires_grad
        {
            get
            {
                bool answer = Shim.edge_requires_grad(Handle) != 0;
                GC.KeepAlive(this);
                return answer;
            }
            set
            {
                TorchException.Check(Shim.edge_set_requires_grad(Handle, value ? 1 : 0), nameof(requires_grad));
                GC.KeepAlive(this);
            }
        }

        /// <summary>Whether no recorded operation made this tensor.</summary>
        public bool is_leaf
        {
            get
            {
                bool answer = Shim.edge_is_leaf(Handle) != 0;
                GC.KeepAlive(this);
                return answer;
            }
        }

        /// <summary>The gradient that backward accumulated, or null. Each reading gives a new handle.</summary>
        public unsafe Tensor? grad
        {
            get
            {
                IntPtr found;
                TorchException.Check(Shim.edge_grad(Handle, &found), nameof(grad));
                GC.KeepAlive(this);
                return found == 0 ? null : new Tensor(found);
            }
            set
            {
                TorchException.Check(Shim.edge_set_grad(Handle, value?.Handle ?? 0), nameof(grad));
                GC.KeepAlive(this);
                GC.KeepAlive(value);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Keeps the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad()
        {
            TorchException.Check(Shim.edge_retain_grad(Handle), nameof(retain_grad));
            GC.KeepAlive(this);
        }

        /// <summary>Adds the gradients of this one-element tensor to those of the leaves it was computed from.</summary>
        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}
