using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Edge.Device;
using Edge.Device.Kernels;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Native.Tests.Interop;

/// <summary>Sessions that run in native code: the same files, the same integers, the managed kernels where the engine cannot.</summary>
[Collection(EngineCollection.Name)]
public sealed partial class InteropTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-interop-").FullName;

    public void Dispose()
    {
        NativeEngine.Installed = null;
        Directory.Delete(_folder, recursive: true);
    }

    [CompilerFact]
    public void Every_golden_file_runs_natively_whole_and_layer_by_layer_with_the_expected_integers()
    {
        using LibraryEngine engine = new(_folder);
        NativeEngine.Installed = engine;
        string[] files = Directory.GetFiles(Path.Combine(Compiler.Root, "formats", "vectors"), "*.edge");
        Assert.True(files.Length >= 48, $"{files.Length} golden files");
        foreach (string path in files)
        {
            byte[] file = File.ReadAllBytes(path);
            Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), out InferenceSession session));
            bool coded = CodedPlanes.Count(ModelReader.Read(file)) > 0;
            Assert.Equal(!coded, session.LayerVariant(0) == Variant.Native); // coded planes are the managed kernels'
            Assert.Equal(Status.Ok, session.SelfTest());
            using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".expected")));
            foreach (JsonElement run in expected.RootElement.GetProperty("runs").EnumerateArray())
            {
                CompareRun(session, file, JsonSerializer.Deserialize<int[][]>(run.GetProperty("tensors"))!, path);
            }
        }

        Assert.True(engine.Calls > files.Length);
    }

    [CompilerFact]
    public void A_file_and_a_memory_that_moved_between_two_layers_are_opened_again_and_keep_their_activations()
    {
        using LibraryEngine engine = new(_folder);
        NativeEngine.Installed = new MovingEngine(engine);
        foreach (string path in Directory.GetFiles(Path.Combine(Compiler.Root, "formats", "vectors"), "*.edge"))
        {
            byte[] file = File.ReadAllBytes(path);
            Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), out InferenceSession session));
            using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".expected")));
            JsonElement run = expected.RootElement.GetProperty("runs")[0];
            CompareRun(session, file, JsonSerializer.Deserialize<int[][]>(run.GetProperty("tensors"))!, path);
        }
    }

    [CompilerFact]
    public void A_memory_limit_that_the_whole_file_exceeds_leaves_the_layer_to_managed_kernels()
    {
        using LibraryEngine engine = new(_folder);
        byte[] file = File.ReadAllBytes(Path.Combine(Compiler.Root, "formats", "vectors", "dense-lanes2.edge"));
        Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), out InferenceSession managed));
        NativeEngine.Installed = engine;
        long limit = file.Length;
        Status status = InferenceSession.Open(new ByteArraySource(file), limit, out InferenceSession session);
        while (status == Status.OutOfMemory)
        {
            status = InferenceSession.Open(new ByteArraySource(file), limit += 16, out session);
        }

        Assert.Equal(Status.Ok, status);
        Assert.NotEqual(Variant.Native, session.LayerVariant(0));
        Assert.Equal(managed.InputLength, session.InputLength);
        Assert.Equal(Status.Ok, session.SelfTest());
        Assert.Equal(0, engine.Calls);
    }

    [CompilerFact]
    public void A_damaged_file_gives_the_status_of_the_managed_reader()
    {
        using LibraryEngine engine = new(_folder);
        NativeEngine.Installed = engine;
        byte[] file = File.ReadAllBytes(Path.Combine(Compiler.Root, "formats", "vectors", "dense-lanes2.edge"));
        file[^8] ^= 1;
        Assert.Equal(Status.ChecksumMismatch, InferenceSession.Open(new ByteArraySource(file), out InferenceSession session));
        Assert.Null(session);
    }

    [Fact]
    public void Without_the_firmwares_library_nothing_is_installed_and_nothing_is_thrown()
    {
        Assert.False(InteropEngine.Install());
        Assert.Null(NativeEngine.Installed);
    }

    [Fact]
    public void The_firmwares_method_table_has_the_order_of_the_managed_methods()
    {
        string table = File.ReadAllText(Path.Combine(Compiler.Root, "device-runtime", "native", "interop", "Edge_Native.cpp")).Split("method_lookup[] = {")[1].Split('}')[0];
        string?[] found = [.. Entry().Matches(table).Select(m => m.Groups[1].Success ? m.Groups[1].Value : null)];
        string?[] expected = [.. typeof(InteropEngine).Assembly.GetTypes()
            .Where(type => type.Namespace == "Edge.Native")
            .OrderBy(type => type.MetadataToken)
            .SelectMany(type => type.GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
                .OfType<MethodBase>().OrderBy(method => method.MetadataToken)
                .Select(method => (method.MethodImplementationFlags & MethodImplAttributes.InternalCall) != 0 ? method.Name : null))];
        Assert.Equal(expected, found);
    }

    [GeneratedRegex(@"NULL|NativeMethods::(\w+?)___STATIC")]
    private static partial Regex Entry();

    private static void CompareRun(InferenceSession session, byte[] file, int[][] tensors, string path)
    {
        byte[] input = EdgeFile.InputBytes(ModelReader.Read(file), tensors[0]);
        int[] output = new int[session.OutputLength];
        Assert.Equal(Status.Ok, session.Run(input, output));
        Assert.True(tensors[^1].AsSpan().SequenceEqual(output), $"{path}: whole network");
        Assert.Equal(Status.Ok, session.Begin(input));
        for (int layer = 0; layer < session.LayerCount; layer++)
        {
            int[] values = new int[session.TensorElements(layer + 1)];
            Assert.Equal(Status.Ok, session.RunLayer(layer, values));
            Status read = session.ReadTensor(layer + 1, values);
            Assert.True(read is Status.Ok or Status.Unsupported);
            Assert.True(tensors[^(session.LayerCount - layer)].AsSpan().SequenceEqual(values), $"{path}: layer {layer}");
        }
    }

    /// <summary>Hands the engine copies in other places, as a collector that compacts between two calls would.</summary>
    private sealed class MovingEngine(NativeEngine engine) : NativeEngine
    {
        public override Status Open(byte[] file, byte[] memory, int[] facts) => engine.Open(file, memory, facts);

        public override Status Run(byte[] file, byte[] memory, int layer, byte[] input, int[] output)
        {
            byte[] moved = (byte[])memory.Clone();
            Status status = engine.Run((byte[])file.Clone(), moved, layer, input, output);
            moved.CopyTo(memory, 0);
            return status;
        }
    }
}
