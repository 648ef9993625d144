using static TorchSharp.torch;

namespace TorchSharp.Modules
{
    /// <summary>A tensor that is trained.</summary>
    public class Parameter : Tensor
    {
        /// <param name="data">The first value; this object takes it over and leaves it as if disposed.</param>
        /// <param name="requires_grad">Whether gradients are computed for it.</param>
        public Parameter(Tensor data, bool requires_grad = true)
            : base(data.with_requires_grad(requires_grad).Release(), register: false)
        {
            if (data.OwningDisposeScope is not { } scope) return;
            scope.MarkAsDisposed(data);
            scope.Attach(this);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Makes a trained tensor of a value and takes the value over.</summary>
            public static Modules.Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}
