using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Functions over the parameters of a network.</summary>
        public static partial class utils
        {
            /// <summary>Scales all gradients by one factor so that their joint norm is at most max_norm.</summary>
            /// <returns>The joint norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2)
            {
                using DisposeScope scope = NewDisposeScope();
                using IDisposable quiet = no_grad();
                Tensor[] grads = [.. tensors.Select(tensor => tensor.grad).OfType<Tensor>()];
                if (grads.Length == 0) return 0;
                Tensor norms = stack(grads.Select(grad => Operators.VectorNorm.Call(grad, (Scalar)norm_type)));
                double total = Operators.VectorNorm.Call(norms, (Scalar)norm_type).ToScalar().ToDouble();
                double factor = max_norm / (total + 1e-6);
                if (factor >= 1) return total;
                foreach (Tensor grad in grads) grad.mul_(factor);
                return total;
            }

            /// <summary>Limits every gradient to -clip_value .. clip_value.</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using DisposeScope scope = NewDisposeScope();
                using IDisposable quiet = no_grad();
                foreach (Parameter tensor in tensors) tensor.grad?.clamp_(-clip_value, clip_value);
            }
        }
    }
}
