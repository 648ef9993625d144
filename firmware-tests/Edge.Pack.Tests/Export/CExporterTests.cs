using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Edge.Formats.Writing;
using Edge.Pack.Export;
using Edge.Testing;

namespace Edge.Pack.Tests.Export;

public sealed class CExporterTests : IDisposable
{
    private static readonly string[] Strict = ["-std=c99", "-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror"];

    private readonly string _folder = Directory.CreateTempSubdirectory("edge-export-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [CCompilerTheory("gcc")]
    [InlineData("gcc")]
    public void Exported_golden_files_and_random_networks_compute_the_same_integers(string compiler)
    {
        List<(byte[] File, ModelDefinition Model, int[][] Inputs, int[][] Outputs)> networks = [.. Golden().Concat(Random(40))];
        for (int i = 0; i < networks.Count; i++)
        {
            ModelExporters.Write(ModelExporters.Find("c"), new ExportRequest($"net_{i}", networks[i].File), _folder);
        }

        string[] names = [.. networks.Select((_, i) => $"net_{i}")];
        File.WriteAllText(Path.Combine(_folder, "all.c"), Driver(names));
        string[] sources = ["all.c", .. names.Select(name => name + ".c"), .. Directory.GetFiles(Path.Combine(_folder, "engine", "src"), "*.c")];
        Run(compiler, [.. Strict, "-O1", "-fsanitize=undefined", "-fno-sanitize-recover=all", .. sources, "-o", "all"], []);

        using MemoryStream request = new();
        foreach ((int index, int[] input) in networks.SelectMany((network, i) => network.Inputs.Select(input => (i, input))))
        {
            request.Write(BitConverter.GetBytes(index));
            request.Write(EdgeFile.InputBytes(networks[index].Model, input));
        }

        byte[] answers = Run(Path.Combine(_folder, "all"), [], request.ToArray());
        byte[] expected = [.. networks.SelectMany(network => network.Outputs).SelectMany(output => output).SelectMany(BitConverter.GetBytes)];
        Assert.True(expected.Length > 4 * networks.Count);
        Assert.Equal(expected, answers);
    }

    [CCompilerTheory("gcc", "arm-none-eabi-gcc", "riscv64-unknown-elf-gcc")]
    [InlineData("gcc", "")]
    [InlineData("arm-none-eabi-gcc", "-mcpu=cortex-m4 -mthumb -ffreestanding")]
    [InlineData("arm-none-eabi-gcc", "-mcpu=cortex-m0 -mthumb -ffreestanding")]
    [InlineData("riscv64-unknown-elf-gcc", "-march=rv32imac -mabi=ilp32 -ffreestanding")]
    public void Every_file_of_the_folder_compiles_without_warnings(string compiler, string flags)
    {
        string[] files = Export("network-bytes");
        Run(compiler, [.. Strict, "-O3", .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-c", .. files.Where(file => file.EndsWith(".c", StringComparison.Ordinal))], []);
    }

    [CCompilerTheory("gcc", "make")]
    [InlineData("make")]
    public void The_makefile_builds_the_library_and_the_example(string make)
    {
        Export("network-bytes");
        Run(make, ["-s", "CC=gcc", "CFLAGS=-O1 -Werror", "demo"], []);
        Assert.True(File.Exists(Path.Combine(_folder, "libnetwork.a")));
        Assert.True(File.Exists(Path.Combine(_folder, "demo")));
    }

    [Fact]
    public void A_dense_ternary_network_brings_the_dense_kernels_alone() =>
        Assert.Equal(
            ["dense.c", "lanes2.c", "raw.c", "rows.c", "run.c"],
            Export("dense-lanes2").Select(file => Path.GetFileName(file)).Where(name => name.EndsWith(".c", StringComparison.Ordinal) && name is not ("main.c" or "network.c")).Order(StringComparer.Ordinal));

    [Fact]
    public void The_example_is_short() => Assert.True(File.ReadAllLines(Export("network-bytes").First(file => file.EndsWith("main.c", StringComparison.Ordinal))).Length <= 21);

    [Fact]
    public void Names_and_labels_cannot_break_out_of_comments_and_strings()
    {
        ModelDefinition model = RandomNetwork.Generate(3);
        ModelDefinition odd = new() { Name = "a */ int x; /* \n b", Input = model.Input, Output = model.Output with { Labels = [.. Enumerable.Range(0, model.Output.Count).Select(i => $"\"\\??/{i}\u00e9")] }, ArenaBytes = model.ArenaBytes };
        odd.Layers.AddRange(model.Layers);
        string source = Encoding.UTF8.GetString(ModelExporters.Find("c").Export(new ExportRequest("odd", ReferenceWriter.Write(odd))).Single(file => file.Name == "odd.c").Bytes);
        Assert.Contains("/* a * / int x; / *  b: written by edge export", source);
        Assert.Contains("\"\\042\\134\\077\\077/0\\303\\251\"", source);
    }

    private string[] Export(string vector) =>
        [.. ModelExporters.Write(ModelExporters.Find("c"), new ExportRequest("network", File.ReadAllBytes(Path.Combine(Vectors(), vector + ".edge"))), _folder).Select(file => file.Name)];

    private static IEnumerable<(byte[], ModelDefinition, int[][], int[][])> Golden()
    {
        foreach (string path in Directory.GetFiles(Vectors(), "*.edge").Order(StringComparer.Ordinal))
        {
            byte[] file = File.ReadAllBytes(path);
            using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".expected")));
            int[][][] runs = [.. expected.RootElement.GetProperty("runs").EnumerateArray().Select(run => JsonSerializer.Deserialize<int[][]>(run.GetProperty("tensors"))!)];
            yield return (file, ModelReader.Read(file), [.. runs.Select(run => run[0])], [.. runs.Select(run => run[^1])]);
        }
    }

    private static IEnumerable<(byte[], ModelDefinition, int[][], int[][])> Random(int count)
    {
        for (int seed = 5000; seed < 5000 + count; seed++)
        {
            ModelDefinition model = RandomNetwork.Generate(seed);
            int[] input = RandomNetwork.InputValues(model, seed);
            yield return (ReferenceWriter.Write(model), model, [input], [ReferenceNetwork.Run(model, input)[^1]]);
        }
    }

    private static string Driver(string[] names) => $$"""
        #include <stdio.h>
        #include <stdlib.h>
        {{string.Join("\n", names.Select(name => $"#include \"{name}.h\""))}}

        static const edge_model *const models[] = { {{string.Join(", ", names.Select(name => "&" + name))}} };

        int main(void)
        {
            uint32_t index;
            while (fread(&index, 4, 1, stdin) == 1) {
                const edge_model *model = models[index];
                uint8_t *input = malloc(model->input_bytes);
                int32_t *output = malloc(4 * model->outputs);
                if (!input || !output || fread(input, 1, model->input_bytes, stdin) != model->input_bytes || edge_run(model, input, output) != EDGE_OK) {
                    return 2;
                }
                fwrite(output, 4, model->outputs, stdout);
                free(input);
                free(output);
            }
            return 0;
        }

        """;

    private byte[] Run(string command, IEnumerable<string> arguments, byte[] input)
    {
        ProcessStartInfo start = new(command, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task write = Task.Run(() =>
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        });
        using MemoryStream output = new();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && errors.Result.Length == 0, $"{command}: {process.ExitCode} {errors.Result}");
        write.Wait();
        return output.ToArray();
    }

    private static string Vectors()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "formats", "vectors");
    }
}
