namespace Edge.Cores.Benchmarks;

/// <summary>CMSIS-NN from a folder of the user's, built by the same compiler and counted in the same way.</summary>
internal sealed class CmsisNn(string folder)
{
    // Not those for floating point, which need more headers.
    private readonly string[] _sources =
        [.. Directory.GetFiles(Path.Combine(folder, "Source"), "*.c", SearchOption.AllDirectories).Where(path => !path.Contains("_f32") && !path.Contains("_f16") && !path.Contains("_flt")).Order(StringComparer.Ordinal)];

    private readonly Dictionary<string, string> _objects = [];

    /// <summary>The instructions of the layer; null on cores that are not Arm's.</summary>
    public long? Count(Core core, string peer, CoreBench bench)
    {
        if (!core.Id.StartsWith("cortex", StringComparison.Ordinal))
        {
            return null;
        }

        string main = Path.Combine(bench.Folder, "cmsis_nn.c");
        using (Stream resource = typeof(CmsisNn).Assembly.GetManifestResourceStream("cmsis_nn.c")!)
        using (FileStream file = File.Create(main))
        {
            resource.CopyTo(file);
        }

        // Their code warns under our flags.
        string[] options = ["-O3", "-w", "-I", Path.Combine(folder, "Include"), $"-D{peer}"];
        string program = bench.Build(core, "cmsis-nn", [main, Library(core, bench)], options);
        IReadOnlyList<Mark> marks = bench.Run(core, program, counted: true).Marks;
        return marks[2].Instructions - marks[1].Instructions - (marks[1].Instructions - marks[0].Instructions);
    }

    private string Library(Core core, CoreBench bench)
    {
        if (!_objects.TryGetValue(core.Id, out string? library))
        {
            string objects = Directory.CreateDirectory(Path.Combine(bench.Folder, "cmsis-nn-" + core.Id)).FullName;
            Tool.Run(core.Compiler, ["-std=c99", "-w", "-O3", "-ffunction-sections", "-fdata-sections", .. core.Flags, "-I", Path.Combine(folder, "Include"), "-c", .. _sources], objects);
            library = Path.Combine(bench.Folder, $"libcmsis-nn-{core.Id}.a");
            Tool.Run(core.Tools + "ar", ["rcs", library, .. Directory.GetFiles(objects, "*.o")], objects);
            _objects[core.Id] = library;
        }

        return library;
    }
}
