using System.Text.Json;
using Edge.Formats;
using Edge.Formats.Writing;

namespace Edge.Native.Tests;

/// <summary>The golden files of formats/vectors on the C engine: every layer of every run, and the self-test of each file.</summary>
[Collection(EngineCollection.Name)]
public class VectorTests(EngineFixture engine)
{
    [CompilerFact]
    public void Every_golden_file_computes_what_stands_beside_it() => Compare(engine.Fast());

    [CompilerFact]
    public void The_sanitizers_find_nothing_in_the_golden_files() => Compare(engine.Checked());

    private static void Compare(NativeRunner runner)
    {
        using (runner)
        {
            string[] files = Directory.GetFiles(Path.Combine(Compiler.Root, "formats", "vectors"), "*.edge");
            Assert.True(files.Length >= 48, $"{files.Length} golden files");
            foreach (string path in files)
            {
                byte[] file = Plain(runner, File.ReadAllBytes(path));
                using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".expected")));
                int[][][] runs = [.. expected.RootElement.GetProperty("runs").EnumerateArray().Select(run => JsonSerializer.Deserialize<int[][]>(run.GetProperty("tensors"))!)];
                Comparison.AssertEqualsTensors(runner, file, ModelReader.Read(file), runs);
            }
        }
    }

    // The engine reads weights where they lie: it refuses coded planes by name, and runs the same model stored plain.
    private static byte[] Plain(NativeRunner runner, byte[] file)
    {
        byte[] plain = CodedPlanes.Expand(file);
        if (plain != file)
        {
            Assert.Equal(Status.Unsupported, runner.Run(file, [], 1 << 20).Open);
        }

        return plain;
    }
}
