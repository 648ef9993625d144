using System.Reflection;
using System.Runtime.InteropServices;
using Edge.Errors;

namespace TorchSharp.Native;

/// <summary>The functions of the C++ shim (native/edge_torch.cpp). Those that can fail return 0 on success; see <see cref="TorchException"/>.</summary>
internal static unsafe partial class Shim
{
    private const string Library = "edge_torch";

    static Shim() => NativeLibrary.SetDllImportResolver(typeof(Shim).Assembly, Resolve);

    [LibraryImport(Library)] internal static partial byte* edge_last_error();
    [LibraryImport(Library)] internal static partial byte* edge_version();
    [LibraryImport(Library)] internal static partial int edge_find(byte* name, byte* overload, IntPtr* found);
    [LibraryImport(Library)] internal static partial int edge_call(IntPtr op, NativeValue* arguments, int n, NativeValue* results, int capacity, int* count);

    [LibraryImport(Library)] internal static partial void edge_release(IntPtr tensor);
    [LibraryImport(Library)] internal static partial IntPtr edge_share(IntPtr tensor);
    [LibraryImport(Library)] internal static partial void edge_info(IntPtr tensor, TensorInfo* info);
    [LibraryImport(Library)] internal static partial void edge_sizes(IntPtr tensor, long* sizes, long* strides);
    [LibraryImport(Library)] internal static partial IntPtr edge_data(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int edge_is_contiguous(IntPtr tensor, int format);
    [LibraryImport(Library)] internal static partial int edge_new(long* sizes, int dimensions, int scalarType, IntPtr* tensor);
    [LibraryImport(Library)] internal static partial int edge_default_type();
    [LibraryImport(Library)] internal static partial int edge_set_default_type(int scalarType);

    [LibraryImport(Library)] internal static partial int edge_grad_mode();
    [LibraryImport(Library)] internal static partial void edge_set_grad_mode(int enabled);
    [LibraryImport(Library)] internal static partial int edge_requires_grad(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int edge_set_requires_grad(IntPtr tensor, int value);
    [LibraryImport(Library)] internal static partial int edge_is_leaf(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int edge_retain_grad(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int edge_grad(IntPtr tensor, IntPtr* grad);
    [LibraryImport(Library)] internal static partial int edge_set_grad(IntPtr tensor, IntPtr grad);
    [LibraryImport(Library)] internal static partial int edge_backward(IntPtr* tensors, IntPtr* grads, int n, int keep, int create, IntPtr* inputs, int ninputs);
    [LibraryImport(Library)] internal static partial int edge_gradients(IntPtr* outputs, IntPtr* grads, int n, IntPtr* inputs, int ninputs, int keep, int create, int unused, IntPtr* results);

    [LibraryImport(Library)]
    internal static partial IntPtr edge_function_new(
        delegate* unmanaged<IntPtr, IntPtr, IntPtr*, int, IntPtr*, int, int> backward, delegate* unmanaged<IntPtr, void> release, IntPtr context);
    [LibraryImport(Library)] internal static partial void edge_function_free(IntPtr node);
    [LibraryImport(Library)]
    internal static partial int edge_function_record(
        IntPtr node, IntPtr* inputs, int n, IntPtr* outputs, int m, IntPtr* constant, int k, IntPtr* dirty, int l, IntPtr* saved, int s, int materialize, IntPtr* results);
    [LibraryImport(Library)] internal static partial int edge_function_saved(IntPtr node, IntPtr* results, int* count);

    [LibraryImport(Library)] internal static partial int edge_threads();
    [LibraryImport(Library)] internal static partial int edge_set_threads(int n);
    [LibraryImport(Library)] internal static partial IntPtr edge_default_generator();
    [LibraryImport(Library)] internal static partial IntPtr edge_new_generator(ulong seed);
    [LibraryImport(Library)] internal static partial void edge_release_generator(IntPtr generator);
    [LibraryImport(Library)] internal static partial void edge_generator_seed(IntPtr generator, ulong seed);
    [LibraryImport(Library)] internal static partial ulong edge_generator_current_seed(IntPtr generator);
    [LibraryImport(Library)] internal static partial int edge_generator_state(IntPtr generator, IntPtr* state);
    [LibraryImport(Library)] internal static partial int edge_generator_set_state(IntPtr generator, IntPtr state);

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == Library ? Load(Path.Combine(AppContext.BaseDirectory, "libedge_torch.so")) : IntPtr.Zero;

    /// <summary>Loads the shim, and with it libtorch.</summary>
    /// <exception cref="EdgeException">torch-library: the shim is missing, or libtorch cannot be loaded.</exception>
    internal static IntPtr Load(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException)
        {
            throw new EdgeException(ExitCode.Unexpected, "torch-library", "libtorch cannot be loaded", failure)
            {
                Expected = $"{file} and the libtorch it was compiled against",
                Found = File.Exists(file) ? failure.Message.Trim() : $"no file {file}",
                Try = "apt-get install libtorch-dev libopenblas0-pthread g++, then build again",
            };
        }
    }
}
