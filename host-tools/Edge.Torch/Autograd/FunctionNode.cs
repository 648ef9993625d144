using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// The managed half of a node in libtorch's graph (native/edge_function.cpp): lives as long as the native node, which calls it in the
/// backward pass.
/// </summary>
internal sealed unsafe class FunctionNode
{
    [ThreadStatic] private static ExceptionDispatchInfo? failure;

    private readonly string name;
    private readonly autograd.AutogradContext context;
    private readonly bool[] isTensor;
    private readonly Func<autograd.AutogradContext, List<Tensor>, List<Tensor>> backward;

    private FunctionNode(string name, autograd.AutogradContext context, bool[] isTensor, Func<autograd.AutogradContext, List<Tensor>, List<Tensor>> backward)
    {
        this.name = name;
        this.context = context;
        this.isTensor = isTensor;
        this.backward = backward;
    }

    /// <summary>Makes the outputs results of a new node over the inputs.</summary>
    internal static List<Tensor> Record(
        string name, autograd.AutogradContext context, bool[] isTensor, Tensor[] inputs, List<Tensor> outputs, Func<autograd.AutogradContext, List<Tensor>, List<Tensor>> backward)
    {
        GCHandle self = GCHandle.Alloc(new FunctionNode(name, context, isTensor, backward));
        IntPtr node = Shim.edge_function_new(&Backward, &Release, GCHandle.ToIntPtr(self));
        IntPtr[] given = Handles(inputs), made = Handles(outputs), constant = Handles(context.Constant), dirty = Handles(context.Dirty), saved = Handles(context.Saved);
        var results = new IntPtr[made.Length];
        int status;
        fixed (IntPtr* i = given, o = made, c = constant, d = dirty, s = saved, r = results)
        {
            status = Shim.edge_function_record(
                node, i, given.Length, o, made.Length, c, constant.Length, d, dirty.Length, s, saved.Length, context.MaterializeGrads ? 1 : 0, r);
        }
        GC.KeepAlive(inputs);
        GC.KeepAlive(outputs);
        GC.KeepAlive(context);
        Shim.edge_function_free(node);
        TorchException.Check(status, name);
        context.Forget();
        foreach (Tensor output in outputs)
        {
            if (!inputs.Contains(output, ReferenceEqualityComparer.Instance)) output.Dispose();
        }
        return [.. results.Select(handle => new Tensor(handle))];
    }

    internal static List<Tensor> SavedBy(IntPtr node)
    {
        if (node == 0) throw new InvalidOperationException("saved tensors can be had in backward only");
        int count;
        TorchException.Check(Shim.edge_function_saved(node, null, &count), "get_saved_variables");
        var handles = new IntPtr[count];
        fixed (IntPtr* first = handles) TorchException.Check(Shim.edge_function_saved(node, first, &count), "get_saved_variables");
        return [.. handles.Select(handle => handle == 0 ? null! : new Tensor(handle))];
    }

    /// <summary>Throws what a backward function threw on this thread, as it was thrown.</summary>
    internal static void ThrowFailure()
    {
        ExceptionDispatchInfo? thrown = failure;
        failure = null;
        thrown?.Throw();
    }

    [UnmanagedCallersOnly]
    private static int Backward(IntPtr context, IntPtr node, IntPtr* gradients, int n, IntPtr* results, int m)
    {
        try
        {
            var self = (FunctionNode)GCHandle.FromIntPtr(context).Target!;
            self.Run(node, new ReadOnlySpan<IntPtr>(gradients, n), new Span<IntPtr>(results, m));
            return 0;
        }
        catch (Exception thrown)
        {
            failure = ExceptionDispatchInfo.Capture(thrown);
            return 1;
        }
    }

    [UnmanagedCallersOnly]
    private static void Release(IntPtr context) => GCHandle.FromIntPtr(context).Free();

    private static IntPtr[] Handles(IEnumerable<Tensor> tensors) => [.. tensors.Select(tensor => tensor?.Handle ?? 0)];

    private void Run(IntPtr node, ReadOnlySpan<IntPtr> gradients, Span<IntPtr> results)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> given = [];
        foreach (IntPtr gradient in gradients) given.Add(gradient == 0 ? null! : new Tensor(Shim.edge_share(gradient)));
        context.Node = node;
        List<Tensor> found;
        try
        {
            found = backward(context, given);
        }
        finally
        {
            context.Node = 0;
        }
        if (found.Count < isTensor.Length || found.Skip(isTensor.Length).Any(extra => extra is not null))
            throw new InvalidOperationException($"backward of {name} gave {found.Count} gradients for {isTensor.Length} arguments");
        int at = 0;
        for (int i = 0; i < isTensor.Length; i++)
        {
            if (isTensor[i]) results[at++] = found[i] is { } gradient ? Shim.edge_share(gradient.Handle) : 0;
            else if (found[i] is not null) throw new InvalidOperationException($"backward of {name} gave a gradient for argument {i}, which is not a tensor");
        }
        GC.KeepAlive(found);
    }
}
