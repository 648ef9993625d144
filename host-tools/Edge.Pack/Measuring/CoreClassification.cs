using Edge.Cores;

namespace Edge.Pack.Measuring;

/// <summary>Many inputs through a model on an emulated core.</summary>
/// <param name="Inputs">How many.</param>
/// <param name="OutputsPerInput">Integers each.</param>
/// <param name="Outputs">What the core computed, one input after the other; the same as on the host, or the run fails.</param>
/// <param name="Instructions">Of <c>edge_run</c>, on average.</param>
public sealed record CoreClassification(int Inputs, int OutputsPerInput, int[] Outputs, double Instructions)
{
    /// <summary>Exports the model as C, builds it for the core at -O3 and runs it on the inputs.</summary>
    /// <exception cref="CoreException">A tool is missing or fails.</exception>
    /// <exception cref="PackException"><c>core-mismatch</c>: an output is not the host's.</exception>
    public static CoreClassification Of(byte[] file, IReadOnlyList<byte[]> inputs, Core core, CoreBench bench)
    {
        CoreProgram program = new(file, bench);
        using (BinaryWriter images = new(File.Create(Path.Combine(bench.Folder, "images.bin"))))
        {
            images.Write(inputs.Count);
            inputs.ToList().ForEach(images.Write);
        }

        CoreRun run = bench.Run(core, program.Build(core, "classify.c"), counted: true);
        int[] outputs = CoreProgram.Numbers(File.ReadAllBytes(Path.Combine(bench.Folder, "answers.bin")));
        int[] expected = CoreProgram.HostOutputs(file, inputs);
        int each = expected.Length / inputs.Count;
        int at = outputs.AsSpan().CommonPrefixLength(expected);
        if (at != expected.Length || outputs.Length != expected.Length)
        {
            throw CoreProgram.Mismatch(core, $"{expected.ElementAtOrDefault(at)} as output {at % each} of input {at / each}", at < outputs.Length ? $"{outputs[at]}" : "nothing");
        }

        long[] marks = [.. run.Marks.Select(mark => mark.Instructions)];
        return new(inputs.Count, each, outputs, Enumerable.Range(0, inputs.Count).Average(i => marks[(2 * i) + 1] - marks[2 * i]));
    }
}
