namespace Edge.Cores;

/// <summary>A processor core that QEMU emulates, with how to compile and link for it and the machine that stands for it.</summary>
/// <param name="Id">What users call it: <c>cortex-m4</c>.</param>
/// <param name="Name">For headings: <c>Cortex-M4</c>.</param>
/// <param name="Tools">The beginning of the names of compiler and binary utilities.</param>
/// <param name="Flags">The compiler's flags for this core.</param>
/// <param name="LinkerScript">A file of Harness/.</param>
/// <param name="Startup">A file of Harness/.</param>
/// <param name="Emulator">The program.</param>
/// <param name="Machine">Its options.</param>
public sealed record Core(string Id, string Name, string Tools, string[] Flags, string LinkerScript, string Startup, string Emulator, string[] Machine)
{
    private static readonly string[] Rv32Imac = ["-march=rv32imac", "-mabi=ilp32"];
    private static readonly string[] Virt = ["-M", "virt", "-bios", "none"];

    /// <summary>
    /// The cores. The board that stands for the Cortex-M0 has a Cortex-M3, which runs its instructions; QEMU's own Cortex-M0 board has 16 KiB of RAM.
    /// What the M3 allows and an M0 does not, unaligned accesses, the counting plugin reports.
    /// </summary>
    public static IReadOnlyList<Core> All { get; } =
    [
        Arm("cortex-m4", "Cortex-M4", "mps2-an386"),
        Arm("cortex-m3", "Cortex-M3", "mps2-an385"),
        Arm("cortex-m0", "Cortex-M0", "mps2-an385"),
        Arm("cortex-m7", "Cortex-M7", "mps2-an500"),
        Arm("cortex-m33", "Cortex-M33", "mps2-an505", "mps2_secure.ld"),
        new("rv32imac", "RV32IMAC", "riscv64-unknown-elf-", Rv32Imac, "riscv_virt.ld", "startup_riscv.c", "qemu-system-riscv32", Virt),
        new("rv32imac-zbb", "RV32IMAC + Zbb", "riscv64-unknown-elf-", ["-march=rv32imac_zbb", "-mabi=ilp32"], "riscv_virt.ld", "startup_riscv.c", "qemu-system-riscv32", [.. Virt, "-cpu", "rv32,zbb=on"]),
    ];

    /// <summary>The compiler.</summary>
    public string Compiler => Tools + "gcc";

    /// <summary>The flags by which the compiler finds its own library for this core.</summary>
    internal string[] LibraryFlags => Emulator == "qemu-system-riscv32" ? Rv32Imac : Flags;

    /// <summary>The core of an id.</summary>
    /// <exception cref="CoreException"><c>core-unknown</c>.</exception>
    public static Core Find(string id) => All.FirstOrDefault(core => core.Id == id) ?? throw CoreException.Unknown(id);

    /// <summary>What is not installed of that which this core needs, or null where all is there.</summary>
    /// <param name="counted">Whether instructions shall be counted, for which the plugin is compiled by the host's compiler.</param>
    public string? Missing(bool counted)
    {
        string[] needed = counted ? [Compiler, Emulator, "gcc"] : [Compiler, Emulator];
        return needed.FirstOrDefault(command => !Tool.Exists(command));
    }

    /// <summary>Refuses to begin where a tool is missing.</summary>
    /// <exception cref="CoreException"><c>core-tool-missing</c>.</exception>
    public void RequireTools()
    {
        if (Missing(counted: true) is { } missing)
        {
            throw CoreException.ToolMissing(missing);
        }
    }

    private static Core Arm(string id, string name, string board, string script = "mps2.ld") =>
        new(id, name, "arm-none-eabi-", [$"-mcpu={id}", "-mthumb"], script, "startup_cortex_m.c", "qemu-system-arm", ["-M", board]);
}
