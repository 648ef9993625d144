using Edge.Cores;

namespace Edge.Pack.Measuring;

/// <summary>What a model takes on a core, counted in the emulator on the exported C program: instructions, not cycles.</summary>
/// <param name="Layers">Instructions and bytes of stack, layer by layer.</param>
/// <param name="Instructions">Of the whole <c>edge_run</c>.</param>
/// <param name="StackBytes">Of the whole <c>edge_run</c>, all frames below the caller's.</param>
/// <param name="CodeBytes">The engine's functions that the model needs, optimized for size.</param>
/// <param name="Outputs">What the core computed; the same as on the host, or the measurement fails.</param>
public sealed record CoreMeasurement(Core Core, IReadOnlyList<LayerMeasurement> Layers, long Instructions, int StackBytes, int CodeBytes, int[] Outputs)
{
    /// <summary>Exports the model as C, builds it for the core and runs it on one input.</summary>
    /// <param name="file">The .edge file.</param>
    /// <param name="input">A stored input tensor.</param>
    /// <param name="core">The core.</param>
    /// <param name="bench">A folder to work in; used for one measurement after the other.</param>
    /// <param name="optimization">The compiler's option: for speed, or <c>-Os</c>.</param>
    /// <exception cref="CoreException">A tool is missing or fails.</exception>
    /// <exception cref="PackException"><c>core-mismatch</c>: the core's outputs are not the host's.</exception>
    public static CoreMeasurement Of(byte[] file, byte[] input, Core core, CoreBench bench, string optimization = "-O3")
    {
        CoreProgram program = new(file, bench);
        File.WriteAllBytes(Path.Combine(bench.Folder, "input.bin"), input);
        CoreRun run = bench.Run(core, program.Build(core, "bench.c", optimization), counted: true);
        int code = bench.CodeBytes(core, program.TableSource, CoreProgram.Name, program.Sources);
        return Read(core, run, CoreProgram.Numbers(File.ReadAllBytes(Path.Combine(bench.Folder, "result.bin"))), CoreProgram.HostOutputs(file, [input]), code);
    }

    private static CoreMeasurement Read(Core core, CoreRun run, int[] numbers, int[] expected, int code)
    {
        long[] marks = [.. run.Marks.Select(mark => mark.Instructions)];
        int layers = run.Marks.Count(mark => mark.Number == 1);
        long around = marks[1] - marks[0];
        int[] outputs = numbers[(layers + 2)..];
        if (numbers[0] != 0 || !outputs.SequenceEqual(expected))
        {
            throw CoreProgram.Mismatch(core, string.Join(" ", expected.Take(16)), numbers[0] != 0 ? $"status {numbers[0]}" : string.Join(" ", outputs.Take(16)));
        }

        LayerMeasurement[] measured = [.. Enumerable.Range(0, layers).Select(i => new LayerMeasurement(marks[i + 2] - marks[i + 1] - around, numbers[i + 1]))];
        return new(core, measured, marks[^1] - marks[^2] - around, numbers[layers + 1], code, outputs);
    }
}

/// <summary>One layer on a core.</summary>
/// <param name="Instructions">From the call of its operator to the return, whole: gathering, sums, epilogue, stores.</param>
/// <param name="StackBytes">All frames below the caller's.</param>
public readonly record struct LayerMeasurement(long Instructions, int StackBytes);
