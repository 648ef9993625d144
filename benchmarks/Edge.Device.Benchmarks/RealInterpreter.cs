using System.Diagnostics;
using System.Globalization;
using Edge.Formats.Writing;
using Edge.Pack.Measuring;
using Edge.Testing;

namespace Edge.Device.Benchmarks;

/// <summary>Runs the application in Board/ on the real interpreter, with the layers as its binary resource.</summary>
internal static class RealInterpreter
{
    private const string Sentinel = "EDGE-LAYERS-DONE";

    /// <summary>About how many multiply-accumulates the fast kernels may repeat a layer for.</summary>
    private const long MacsToRepeat = 1_000_000;

    /// <summary>By layer: the clock's ticks per multiply-accumulate, of the obvious loops and of the runtime; null where <paramref name="variable"/> is not set.</summary>
    public static IReadOnlyList<(double Obvious, double Own)>? Run(string variable, IReadOnlyList<MeasuredLayer> layers, bool repeat)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } command)
        {
            return null;
        }

        string bundle = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(bundle, Bundle(layers, repeat));
            string[] lines = Start($"{command} --lib Edge.Formats {Folder("formats/Edge.Formats")} -- --lib Edge.Device {Folder("device-runtime/Edge.Device")} -- " +
                $"--lib Edge.Naive {Folder("benchmarks/Edge.Naive")} -- --binary layers={bundle} {Folder("benchmarks/Edge.Device.Benchmarks/Board")}");
            if (!lines.Contains(Sentinel))
            {
                throw new InvalidOperationException($"{variable}: the program did not finish: {string.Join(Environment.NewLine, lines)}");
            }

            return [.. lines.Where(line => line != Sentinel).Zip(layers, Read)];
        }
        finally
        {
            File.Delete(bundle);
        }
    }

    private static (double Obvious, double Own) Read(string line, MeasuredLayer layer)
    {
        string[] words = line.Split(' ');
        return words[0] == "differs"
            ? throw new InvalidOperationException($"{layer.Name}: the runtime and the obvious loops give different integers on the real interpreter")
            : (long.Parse(words[0], CultureInfo.InvariantCulture) / (double)layer.Macs, long.Parse(words[1], CultureInfo.InvariantCulture) / (double)layer.Macs);
    }

    private static string[] Start(string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", arguments]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    // A count, then for each layer: runs, the .edge file, its input, the block of the obvious loops and their input, each after its length.
    private static byte[] Bundle(IReadOnlyList<MeasuredLayer> layers, bool repeat)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(layers.Count);
        foreach (MeasuredLayer layer in layers)
        {
            byte[] input = SelfTestInput.Generate(1, LayerShapes.OfInput(layer.Model.Input));
            (byte[] block, byte[] values) = NaiveComparison.Prepare(layer.Model, input);
            writer.Write(repeat ? (int)Math.Clamp(MacsToRepeat / layer.Macs, 2, 40) : 1);
            foreach (byte[] part in new[] { ModelWriter.Write(layer.Model), input, block, values })
            {
                writer.Write(part.Length);
                writer.Write(part);
            }
        }

        return bytes.ToArray();
    }

    private static string Folder(string path)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Edge.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("run it from the checkout");
        }

        return Path.Combine(folder.FullName, path);
    }
}
