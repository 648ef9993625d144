using System.Diagnostics;
using System.Text.Json;
using Edge.Device;
using Edge.Firmware;
using Edge.Formats;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Emulator.Tests;

/// <summary>The application that checks a board, over all golden vectors.</summary>
public class FirmwareTests
{
    private static readonly string Root = FindRoot();
    private static readonly string[] Vectors = [.. Directory.GetFiles(Path.Combine(Root, "formats", "vectors"), "*.edge").Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_golden_vector_gives_its_integers_in_the_emulator_and_allocates_nothing_in_Run()
    {
        EmulatorSession emulator = EmulatorSession.Load(
            [typeof(Format).Assembly.Location, typeof(InferenceSession).Assembly.Location, typeof(VectorRunner).Assembly.Location],
            new EmulatorOptions { AllocationForbidden = ["Edge.Device.InferenceSession.Run"], HeapBytes = 400_000 });
        byte[] bundle = Bundle(Vectors);
        Assert.Equal(0, emulator.Invoke("Edge.Firmware.VectorRunner", "RunArray", bundle));
        AssertPassed(emulator.Output);
    }

    [Fact]
    public void A_wrong_integer_is_reported()
    {
        EmulatorSession emulator = EmulatorSession.Load(
            [typeof(Format).Assembly.Location, typeof(InferenceSession).Assembly.Location, typeof(VectorRunner).Assembly.Location]);
        byte[] bundle = Bundle(Vectors[..1]);
        bundle[^1] ^= 1;
        Assert.Equal(1, emulator.Invoke("Edge.Firmware.VectorRunner", "RunArray", bundle));
        Assert.Contains("\"different\":1", emulator.Output);
        Assert.Contains("\"failed\":1", emulator.Output);
    }

    [NanoClrFact(NanoClrFactAttribute.Stock)]
    public void Every_golden_vector_gives_its_integers_on_the_real_interpreter() =>
        Assert.All(AssertPassed(RunOnInterpreter(NanoClrFactAttribute.Stock, "")), result => Assert.False(result.GetProperty("native").GetBoolean()));

    [NanoClrFact(NanoClrFactAttribute.Interop)]
    public void Every_golden_vector_gives_its_integers_in_native_code_on_an_interpreter_with_the_interop_library()
    {
        string output = RunOnInterpreter(NanoClrFactAttribute.Interop, $"--define NANOFRAMEWORK_1_0 --define EDGE_NATIVE --lib Edge.Native {Folder("device-runtime/Edge.Native")} --");
        Assert.Contains("{\"interop\":true}", output);

        // Coded planes are decoded by the managed loader; a firmware with the library runs such a model on the managed kernels.
        Assert.All(AssertPassed(output), result => Assert.NotEqual(result.GetProperty("vector").GetString()!.StartsWith("coded-", StringComparison.Ordinal), result.GetProperty("native").GetBoolean()));
    }

    [NanoClrFact(NanoClrFactAttribute.Stock)]
    public void An_interpreter_without_the_interop_library_runs_the_same_application_with_managed_kernels()
    {
        string output = RunOnInterpreter(NanoClrFactAttribute.Stock, $"--define NANOFRAMEWORK_1_0 --define EDGE_NATIVE --lib Edge.Native {Folder("device-runtime/Edge.Native")} --");
        Assert.Contains("{\"interop\":false}", output);
        Assert.All(AssertPassed(output), result => Assert.False(result.GetProperty("native").GetBoolean()));
    }

    private static string RunOnInterpreter(string variable, string more)
    {
        string bundle = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(bundle, Bundle(Vectors));
            string arguments = $"--lib Edge.Formats {Folder("formats/Edge.Formats")} -- --lib Edge.Device {Folder("device-runtime/Edge.Device")} -- {more} --binary vectors={bundle} {Folder("firmware-tests/Edge.Firmware")}";
            using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{Environment.GetEnvironmentVariable(variable)} {arguments}"]) { RedirectStandardOutput = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output;
        }
        finally
        {
            File.Delete(bundle);
        }
    }

    private static JsonElement[] AssertPassed(string output)
    {
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string last = Assert.Single(lines, line => line.StartsWith(VectorRunner.Sentinel, StringComparison.Ordinal));
        Assert.Equal($"{VectorRunner.Sentinel} {{\"vectors\":{Vectors.Length},\"failed\":0}}", last.Trim());
        var results = lines.Where(line => line.StartsWith("{\"vector\"", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(Vectors.Select(v => Path.GetFileNameWithoutExtension(v)), results.Select(r => r.GetProperty("vector").GetString()));
        Assert.All(results, result => Assert.Equal((0, 0), (result.GetProperty("status").GetInt32(), result.GetProperty("different").GetInt32())));
        return results;
    }

    /// <summary>The block of bytes <see cref="BundleReader"/> reads.</summary>
    private static byte[] Bundle(string[] vectors)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(vectors.Length);
        foreach (string vector in vectors)
        {
            byte[] file = File.ReadAllBytes(vector);
            WriteBlock(writer, System.Text.Encoding.ASCII.GetBytes(Path.GetFileNameWithoutExtension(vector)));
            WriteBlock(writer, file);
            ReferenceShape input = ReferenceShape.OfModel(ModelReader.Read(file))[0];
            using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(vector, ".expected")));
            JsonElement[] runs = [.. expected.RootElement.GetProperty("runs").EnumerateArray()];
            writer.Write(runs.Length);
            foreach (int[][] tensors in runs.Select(run => run.GetProperty("tensors").Deserialize<int[][]>()!))
            {
                WriteBlock(writer, StoredTensor.Pack(input, tensors[0]));
                writer.Write(tensors[^1].Length);
                foreach (int value in tensors[^1])
                {
                    writer.Write(value);
                }
            }
        }

        return bytes.ToArray();
    }

    private static void WriteBlock(BinaryWriter writer, byte[] block)
    {
        writer.Write(block.Length);
        writer.Write(block);
    }

    private static string Folder(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
