using System.Text.Json;
using Edge.Device.Tests.Support;
using Edge.Formats;
using Edge.Formats.Writing;

namespace Edge.Device.Tests;

/// <summary>The golden files of formats/vectors on the runtime: every layer of every run, and the self-test of each file.</summary>
public class VectorTests
{
    [Fact]
    public void Every_golden_file_computes_what_stands_beside_it()
    {
        string[] files = Directory.GetFiles(Path.Combine(ProjectFilesTests.Root, "formats", "vectors"), "*.edge");
        Assert.NotEmpty(files);
        foreach (string path in files)
        {
            byte[] file = File.ReadAllBytes(path);
            ModelDefinition model = ModelReader.Read(file);
            Assert.Equal(Status.Ok, InferenceSession.Open(new ByteArraySource(file), out InferenceSession session));
            using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".expected")));
            foreach (JsonElement run in expected.RootElement.GetProperty("runs").EnumerateArray())
            {
                Sessions.AssertEqualsTensors(model, session, run.GetProperty("tensors").Deserialize<int[][]>()!);
            }

            Assert.Equal(Status.Ok, session.SelfTest());
        }
    }
}
