namespace Edge.Native.Tests;

/// <summary>No compiler warns about the engine: -Wall -Wextra -Wconversion -pedantic are errors.</summary>
public class StrictBuildTests
{
    [CompilerFact("gcc")]
    public void The_host_s_compiler_has_nothing_to_say() => Compile("gcc", "-O3");

    [CompilerFact("arm-none-eabi-gcc")]
    public void The_compiler_for_Cortex_M_has_nothing_to_say()
    {
        foreach (string core in new[] { "cortex-m0", "cortex-m3", "cortex-m4", "cortex-m7", "cortex-m33" })
        {
            Compile("arm-none-eabi-gcc", "-O3", $"-mcpu={core}", "-mthumb");
        }

        Compile("arm-none-eabi-gcc", "-Os", "-mcpu=cortex-m4", "-mthumb");
    }

    [CompilerFact("riscv64-unknown-elf-gcc")]
    public void The_compiler_for_RISC_V_has_nothing_to_say()
    {
        // Debian's compiler comes without a C library, so it has the headers of the language alone.
        Compile("riscv64-unknown-elf-gcc", "-O3", "-march=rv32imac", "-mabi=ilp32", "-ffreestanding");
        Compile("riscv64-unknown-elf-gcc", "-O3", "-march=rv32imac_zbb", "-mabi=ilp32", "-ffreestanding");
    }

    private static void Compile(string compiler, params string[] options)
    {
        string folder = Directory.CreateTempSubdirectory("edge-native-").FullName;
        try
        {
            Compiler.Run(compiler, [.. Compiler.Strict, .. options, "-c", .. Compiler.AllSources], folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
