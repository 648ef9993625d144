using System.Runtime.CompilerServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>
/// One operator of libtorch, found by schema name and overload when first called. Missing trailing arguments take the schema's
/// defaults. A tensor result is new and belongs to the current dispose scope.
/// </summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int StackWords = 64;
    private IntPtr handle;

    /// <summary>The name as libtorch prints it: "aten::add.Tensor".</summary>
    internal string Name => overload.Length == 0 ? name : $"{name}.{overload}";

    /// <summary>Looks the operator up; throws where this libtorch has none of that name.</summary>
    internal IntPtr Find()
    {
        if (handle != 0) return handle;
        IntPtr found;
        fixed (byte* first = Encoding.ASCII.GetBytes(name + '\0'), second = Encoding.ASCII.GetBytes(overload + '\0'))
        {
            TorchException.Check(Shim.edge_find(first, second, &found), Name);
        }
        return handle = found;
    }

    /// <summary>Calls an operator that returns one tensor.</summary>
    internal Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return new Tensor((IntPtr)result.Bits);
    }

    /// <summary>Calls an operator that changes its first argument; its result is dropped.</summary>
    internal void Run(params ReadOnlySpan<Argument> arguments) => Invoke(arguments, null, 0);

    /// <summary>Calls an operator that returns two tensors.</summary>
    internal (Tensor, Tensor) CallPair(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue* results = stackalloc NativeValue[2];
        Invoke(arguments, results, 2);
        return (new Tensor((IntPtr)results[0].Bits), new Tensor((IntPtr)results[1].Bits));
    }

    /// <summary>Calls an operator that returns a truth value or a whole number.</summary>
    internal long CallInteger(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Invoke(arguments, &result, 1);
        return result.Bits;
    }

    /// <summary>Calls an operator that returns a list of at most <paramref name="most"/> tensors.</summary>
    internal Tensor[] CallList(int most, params ReadOnlySpan<Argument> arguments)
    {
        var results = new NativeValue[Math.Max(most, 1)];
        int count;
        fixed (NativeValue* first = results) count = Invoke(arguments, first, results.Length);
        var tensors = new Tensor[count];
        for (int i = 0; i < count; i++) tensors[i] = new Tensor((IntPtr)results[i].Bits);
        return tensors;
    }

    [SkipLocalsInit]
    private int Invoke(ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        int words = 0;
        foreach (ref readonly Argument argument in arguments) words += argument.Words;
        if (words > StackWords)
        {
            fixed (long* lists = new long[words]) return Invoke(arguments, lists, results, capacity);
        }
        long* small = stackalloc long[StackWords];
        return Invoke(arguments, small, results, capacity);
    }

    [SkipLocalsInit]
    private int Invoke(ReadOnlySpan<Argument> arguments, long* lists, NativeValue* results, int capacity)
    {
        NativeValue* values = stackalloc NativeValue[arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i].Write(lists);
            lists += arguments[i].Words;
        }
        int count;
        int status = Shim.edge_call(Find(), values, arguments.Length, results, capacity, &count);
        // Without this a tensor whose last use is this call could be finalized, and its memory freed, while the call runs.
        foreach (ref readonly Argument argument in arguments) GC.KeepAlive(argument.Reference);
        TorchException.Check(status, Name);
        return count;
    }
}
