using Edge.Cores;
using Edge.Device;
using Edge.Errors;
using Edge.Formats;
using Edge.Pack.Export;

namespace Edge.Pack.Measuring;

/// <summary>A model exported as C into the folder of a <see cref="CoreBench"/>, under the name <c>model</c>, to be linked with a program of the harness.</summary>
internal sealed class CoreProgram
{
    public const string Name = "model";

    private readonly CoreBench _bench;
    private readonly string _folder;

    public CoreProgram(byte[] file, CoreBench bench)
    {
        _bench = bench;
        _folder = Path.Combine(bench.Folder, "export");
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        IReadOnlyList<ExportedFile> files = ModelExporters.Write(ModelExporters.Find("c"), new ExportRequest(Name, file), _folder);
        Sources = [.. files.Select(f => f.Name).Where(name => name.EndsWith(".c", StringComparison.Ordinal) && Path.GetFileName(name) != "main.c")];
    }

    public string[] Sources { get; }

    public string TableSource => Path.Combine(_folder, Name + ".c");

    /// <summary>Compiles with a program of the harness; by default as a user would for speed.</summary>
    public string Build(Core core, string program, string optimization = "-O3") => _bench.Build(core, Path.GetFileNameWithoutExtension(program), [_bench.Harness(program), .. Sources], optimization, "-I", _folder);

    /// <summary>What this PC computes.</summary>
    public static int[] HostOutputs(byte[] file, IEnumerable<byte[]> inputs)
    {
        Status status = InferenceSession.Open(new ByteArraySource(file), out InferenceSession session);
        List<int> outputs = [];
        int[] output = new int[status == Status.Ok ? session.OutputLength : 0];
        foreach (byte[] input in inputs)
        {
            status = status == Status.Ok ? session.Run(input, output) : status;
            outputs.AddRange(output);
        }

        return status == Status.Ok ? [.. outputs] : throw new PackException("model-does-not-run", $"the model does not run on this PC: {status}", ExitCode.Input);
    }

    public static int[] Numbers(byte[] bytes) => [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.ToInt32(bytes, 4 * i))];

    public static PackException Mismatch(Core core, string expected, string found) =>
        new("core-mismatch", $"the emulated {core.Name} computes other outputs than this PC", ExitCode.Mismatch) { Expected = expected, Found = found };
}
