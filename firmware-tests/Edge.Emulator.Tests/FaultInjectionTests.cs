using System.Globalization;
using Edge.Device;
using Edge.Emulator.Subset;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;
using Microsoft.CodeAnalysis;

namespace Edge.Emulator.Tests;

/// <summary>Each rule of the emulator against the device runtime with one fault in its source: the fault must be caught, and the sound runtime must pass.</summary>
public class FaultInjectionTests
{
    private const string Session = "Edge.Device.InferenceSession";
    private const string InRun = "        Status status = Begin(input);\n        if (status == Status.Ok && network.Native != null)";
    private const string InKernel = "    public static void Run(Network net, int[] program, int at, int layer, int[] output)\n    {\n";
    private const string InOpen = "            try\n            {\n";
    private static readonly Lazy<Dictionary<string, SyntaxTree>> Sources = new(Parse);
    private static readonly byte[] Model = ReferenceWriter.Write(RandomNetwork.Generate(1));

    [Fact]
    public void The_sound_runtime_opens_and_runs() => Assert.Equal(Status.Ok, Run(new Fault()));

    [Theory]
    [InlineData("InferenceSession.cs", InRun, "inputShape[0] += (new int[1])[0];")]
    [InlineData("InferenceSession.cs", InRun, "object boxed = outputLength; inputShape[0] += boxed == null ? 1 : 0;")]
    [InlineData("Kernels/LayerRunner.cs", InKernel, "at += (new int[1])[0];")]
    public void An_allocation_in_Run_is_caught_with_its_stack(string file, string anchor, string fault)
    {
        EmulatorException error = Assert.Throws<EmulatorException>(() => Run(new Fault { File = file, Anchor = anchor, Text = fault }));
        Assert.Equal("emulator-allocation", error.Code);
        Assert.Contains(error.Stack, frame => frame.StartsWith($"{Session}.Run(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("at += System.Numerics.BitOperations.PopCount(0u);", SubsetRule.Member)]
    [InlineData("at += System.Array.Empty<int>().Length;", SubsetRule.Generics)]
    [InlineData("at += (new int[1, 1])[0, 0];", SubsetRule.MultiDimensionalArray)]
    [InlineData("unsafe { int* fault = stackalloc int[1]; at += (int)(fault - fault); }", SubsetRule.Opcode)]
    public void What_the_interpreter_cannot_run_is_refused_at_load(string fault, SubsetRule rule)
    {
        EmulatorException error = Assert.Throws<EmulatorException>(() => Run(new Fault { File = "Kernels/LayerRunner.cs", Anchor = InKernel, Text = fault }));
        Assert.Equal("emulator-outside-the-subset", error.Code);
        Assert.Contains(error.Violations, violation => violation.Rule == rule && violation.Method?.Contains("LayerRunner.Run", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void An_assembly_over_the_limit_of_IL_is_refused_at_load()
    {
        string body = string.Concat(Enumerable.Repeat("x = (x * 77777) ^ (x << 3); ", 400));
        string methods = string.Concat(Enumerable.Range(0, 10).Select(i => $"public static int M{i}(int x) {{ {body} return x; }} "));
        EmulatorException error = Assert.Throws<EmulatorException>(() => Run(new Fault { Extra = $"namespace Edge.Device {{ public static class Large {{ {methods} }} }}" }));
        Assert.Contains(error.Violations, violation => violation.Rule == SubsetRule.AssemblyIl);
    }

    public static TheoryData<string, SubsetRule, string, string> Sizes => new()
    {
        { $"public class Large {{ {Members("public int F{0};", 256)} }}", SubsetRule.TypeSize, "256 instance fields where a type may have 255", "keep state in an array, or split the type" },
        { $"public class Large {{ {Members("public static int F{0};", 256)} }}", SubsetRule.TypeSize, "256 static fields where a type may have 255", "keep state in an array, or split the type" },
        { $"public class Large {{ {Members("public static int M{0}(int x) {{ return x; }}", 256)} }}", SubsetRule.TypeSize, "256 static methods where a type may have 255", "split the type" },
        { $"public static class Large {{ public static int M({Members("int a{0}", 256, ", ")}) {{ return a0; }} }}", SubsetRule.MethodSize, "256 arguments where a method may have 255", "pass an array" },
        { $"public static class Large {{ public static int M(int[] x) {{ return {Deep(255)}; }} }}", SubsetRule.MethodSize, "an evaluation stack of 256 slots where a method may have 255", "split the expression over local variables" },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void What_a_record_of_the_device_counts_in_a_byte_is_refused_at_load(string type, SubsetRule rule, string found, string instead)
    {
        EmulatorException error = Assert.Throws<EmulatorException>(() => Run(new Fault { Extra = $"namespace Edge.Device {{ {type} }}" }));
        Violation violation = Assert.Single(error.Violations);
        Assert.Equal((rule, found, instead), (violation.Rule, violation.What, violation.Instead));
        Assert.Contains("Large", violation.Method);
        Assert.Equal((found, instead), (error.Found, error.Try));
        Assert.NotNull(error.Expected);
    }

    [Fact]
    public void As_many_as_fit_a_byte_are_accepted()
    {
        string fields = Members("public int F{0}; public static int S{0}; public const int C{0} = {0};", 255);
        string methods = $"public static int M({Members("int a{0}", 255, ", ")}) {{ return a0; }} public static int N(int[] x) {{ return {Deep(254)}; }}";
        Assert.Equal(Status.Ok, Run(new Fault { Extra = $"namespace Edge.Device {{ public class Large {{ {fields} {methods} }} }}" }));
    }

    [Theory]
    [InlineData(786_364, Status.Ok)]
    [InlineData(786_365, Status.OutOfMemory)]
    public void An_array_larger_than_the_interpreter_has_is_not_allocated(int bytes, Status expected) =>
        Assert.Equal(expected, Run(new Fault { File = "InferenceSession.cs", Anchor = InOpen, Text = $"source.Read(0, new byte[{bytes}], 0, 0);" }));

    [Fact]
    public void A_heap_too_small_is_a_status_and_one_byte_more_than_the_peak_suffices()
    {
        EmulatorSession roomy = Load(new Fault(), 8_000_000);
        Assert.Equal(Status.Ok, Open(roomy, out _));
        Assert.Equal(Status.OutOfMemory, Open(Load(new Fault(), 9_000), out _));
        Assert.Equal(Status.Ok, Open(Load(new Fault(), roomy.PeakHeapBytes), out _));
    }

    private static string Members(string format, int count, string separator = " ") =>
        string.Join(separator, Enumerable.Range(0, count).Select(i => string.Format(CultureInfo.InvariantCulture, format, i)));

    /// <summary>A sum that holds <paramref name="count"/> operands before its first addition.</summary>
    private static string Deep(int count) => string.Join(" + (", Enumerable.Repeat("x[0]", count)) + new string(')', count - 1);

    private static Status Run(Fault fault)
    {
        EmulatorSession emulator = Load(fault, 8_000_000);
        Status status = Open(emulator, out object? session);
        if (status != Status.Ok)
        {
            return status;
        }

        ModelDefinition model = RandomNetwork.Generate(1);
        byte[] input = StoredTensor.Pack(ReferenceShape.OfModel(model)[0], RandomNetwork.InputValues(model, 1));
        return (Status)Convert.ToInt32(emulator.Invoke(session!, "Run", input, new int[model.Output.Count]));
    }

    private static Status Open(EmulatorSession emulator, out object? session)
    {
        object?[] opened = [emulator.Create("Edge.Device.ByteArraySource", Model), null];
        var status = (Status)Convert.ToInt32(emulator.Invoke(Session, "Open", opened));
        session = opened[1];
        return status;
    }

    private static EmulatorSession Load(Fault fault, long heap)
    {
        var options = new EmulatorOptions { HeapBytes = heap, AllocationForbidden = [Session + ".Run"] };
        if (fault == new Fault())
        {
            return EmulatorSession.Load([typeof(Format).Assembly.Location, typeof(InferenceSession).Assembly.Location], options);
        }

        IEnumerable<SyntaxTree> trees = Sources.Value.Select(source => source.Key == fault.File ? DeviceCompiler.Parse(Inject(source.Value.ToString(), fault)) : source.Value);
        byte[] image = DeviceCompiler.Compile([.. trees, DeviceCompiler.Parse(fault.Extra)], "Edge.Device", [typeof(Format).Assembly.Location], allowUnsafe: true);
        using var runtime = new TemporaryAssembly("Edge.Device", image);
        return EmulatorSession.Load([typeof(Format).Assembly.Location, runtime.Path], options);
    }

    private static string Inject(string text, Fault fault)
    {
        Assert.Contains(fault.Anchor, text);
        int at = text.IndexOf(fault.Anchor, StringComparison.Ordinal);
        return text.Insert(fault.Anchor == InRun ? at : at + fault.Anchor.Length, fault.Text + "\n");
    }

    private static Dictionary<string, SyntaxTree> Parse()
    {
        string folder = Path.Combine(FindRoot(), "device-runtime", "Edge.Device");
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, Name: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(file => !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal))
            .ToDictionary(file => file.Name, file => DeviceCompiler.Parse(File.ReadAllText(file.Path).ReplaceLineEndings("\n")));
    }

    private static string FindRoot()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    /// <summary>A text put into a source file behind an anchor (before the anchor in Run), or a source file more.</summary>
    private sealed record Fault
    {
        public string File { get; init; } = string.Empty;

        public string Anchor { get; init; } = string.Empty;

        public string Text { get; init; } = string.Empty;

        public string Extra { get; init; } = string.Empty;
    }
}
