using System.Globalization;

namespace Edge.Cores;

/// <summary>One mark the program passed: its number, and the instructions executed until then.</summary>
public readonly record struct Mark(int Number, long Instructions);

/// <summary>What a program on an emulated core left behind.</summary>
/// <param name="Messages">What it printed.</param>
/// <param name="Marks">The marks in the order it passed them; empty where nothing was counted.</param>
/// <param name="Unaligned">Loads and stores across their alignment, where counted.</param>
public sealed record CoreRun(string Messages, IReadOnlyList<Mark> Marks, long Unaligned);

/// <summary>A folder in which programs for emulated cores are built and run. Host and program share files in it by their names.</summary>
public sealed class CoreBench : IDisposable
{
    private const string Counts = "counts.txt";
    private static readonly string[] Common = ["-std=c99", "-Wall", "-Wextra", "-Wconversion", "-pedantic", "-ffreestanding", "-fbuiltin", "-ffunction-sections", "-fdata-sections"];
    private static readonly string[] HarnessSources = ["memory.c", "semihosting.c", "marks.c"];

    private readonly string _harness;

    /// <summary>Makes the folder, with the harness's sources in it.</summary>
    public CoreBench()
    {
        Folder = Directory.CreateTempSubdirectory("edge-cores-").FullName;
        _harness = Directory.CreateDirectory(Path.Combine(Folder, "harness")).FullName;
        foreach (string name in typeof(CoreBench).Assembly.GetManifestResourceNames())
        {
            using Stream resource = typeof(CoreBench).Assembly.GetManifestResourceStream(name)!;
            using FileStream file = File.Create(Path.Combine(_harness, name));
            resource.CopyTo(file);
        }
    }

    /// <summary>Where programs run.</summary>
    public string Folder { get; }

    /// <summary>How long a program may run before it counts as failed.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Compiles and links a program with start-up code and semihosting. Warnings of the compiler are failures.</summary>
    /// <param name="core">For which core.</param>
    /// <param name="name">The program's file name.</param>
    /// <param name="sources">C sources.</param>
    /// <param name="options">Optimization, folders of headers, definitions.</param>
    /// <returns>The path of the program.</returns>
    public string Build(Core core, string name, IEnumerable<string> sources, params string[] options)
    {
        string program = Path.Combine(Folder, $"{name}-{core.Id}.elf");
        IEnumerable<string> harness = HarnessSources.Append(core.Startup).Select(file => Path.Combine(_harness, file));
        Tool.Run(
            core.Compiler,
            [.. Common, .. core.Flags, .. options, "-I", _harness, .. sources, .. harness, "-nostdlib", "-L", _harness, "-T", Path.Combine(_harness, core.LinkerScript), "-Wl,--gc-sections,-u,edge_marks", Libgcc(core), "-o", program],
            Folder);
        return program;
    }

    /// <summary>The path of a file of the harness.</summary>
    public string Harness(string name) => Path.Combine(_harness, name);

    /// <summary>The bytes of code that a table of constants needs: everything it leads to and <c>edge_run</c>, optimized for size, without the table itself, memcpy and memset.</summary>
    /// <param name="core">For which core.</param>
    /// <param name="table">The C source of the constants; it holds no code.</param>
    /// <param name="root">The constant that leads to all others.</param>
    /// <param name="sources">All C sources, the table's too.</param>
    public int CodeBytes(Core core, string table, string root, IEnumerable<string> sources)
    {
        string[] small = [.. Common, .. core.Flags, "-Os"];
        string linked = Path.Combine(Folder, "size.elf");
        string alone = Path.Combine(Folder, "size.o");
        Tool.Run(core.Compiler, [.. small, .. sources, "-nostdlib", $"-Wl,--gc-sections,-e,edge_run,-u,{root},--defsym=memcpy=edge_run,--defsym=memset=edge_run", Libgcc(core), "-o", linked], Folder);
        Tool.Run(core.Compiler, [.. small, "-c", table, "-o", alone], Folder);
        return ConstantBytes(core, linked) - ConstantBytes(core, alone);
    }

    /// <summary>Runs a program in the emulator.</summary>
    /// <param name="core">The core it was built for.</param>
    /// <param name="program">The path from <see cref="Build"/>.</param>
    /// <param name="counted">Whether to count instructions between marks.</param>
    /// <exception cref="CoreException">It fails, takes an exception, or runs longer than <see cref="Limit"/>.</exception>
    public CoreRun Run(Core core, string program, bool counted)
    {
        List<string> arguments = [.. core.Machine, "-nographic", "-monitor", "none", "-serial", "none", "-semihosting-config", "enable=on,target=native", "-kernel", program];
        if (counted)
        {
            arguments.AddRange(["-plugin", $"{Plugin()},marks={AddressOfMarks(core, program)},out={Counts}"]);
        }

        (int status, string output, string errors) = Tool.Start(core.Emulator, arguments, Folder, Limit);
        string messages = output + errors;
        if (status != 0)
        {
            throw CoreException.ProgramFailed(core, status < 0 ? $"it still ran after {Limit.TotalSeconds} s. {messages}" : $"exit status {status}. {messages}");
        }

        return counted ? ReadCounts(messages) : new(messages, [], 0);
    }

    /// <summary>Removes the folder.</summary>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private CoreRun ReadCounts(string messages)
    {
        List<Mark> marks = [];
        long unaligned = 0;
        foreach (string[] line in File.ReadLines(Path.Combine(Folder, Counts)).Select(line => line.Split(' ')))
        {
            long number = long.Parse(line[1], CultureInfo.InvariantCulture);
            if (line[0] == "unaligned")
            {
                unaligned = number;
                continue;
            }

            marks.Add(new(int.Parse(line[0], CultureInfo.InvariantCulture), number));
        }

        return new(messages, marks, unaligned);
    }

    private int ConstantBytes(Core core, string program) =>
        int.Parse(Tool.Run(core.Tools + "size", [program], Folder).Split('\n')[1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);

    private string Plugin()
    {
        string library = Path.Combine(Folder, "count.so");
        if (!File.Exists(library))
        {
            Tool.Run("gcc", ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-o", library, Path.Combine(_harness, "count.c")], Folder);
        }

        return library;
    }

    // By its path: compilers find the library of a core without its extensions only.
    private string Libgcc(Core core) => Tool.Run(core.Compiler, [.. core.LibraryFlags, "-print-libgcc-file-name"], Folder).Trim();

    private string AddressOfMarks(Core core, string program) =>
        Tool.Run(core.Tools + "nm", [program], Folder).Split('\n').First(line => line.EndsWith(" edge_marks", StringComparison.Ordinal)).Split(' ')[0];
}
