using System.Collections;
using System.Diagnostics;
using System.Resources;
using System.Text;
using Edge.Errors;
using Edge.Pack.Export;

namespace Edge.Pack.Tests.Export;

/// <summary>Every form gives the bytes of the model back.</summary>
public sealed class ExporterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("edge-export-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_names_are_those_of_the_table_and_lead_back_to_it()
    {
        Assert.Equal(ModelExporters.Names.Distinct(), ModelExporters.Names);
        Assert.All(ModelExporters.All, exporter => Assert.Same(exporter, ModelExporters.Find(exporter.Name)));
        Assert.Throws<KeyNotFoundException>(() => ModelExporters.Find("uf2"));
    }

    [Fact]
    public void Bin_is_the_file_itself()
    {
        byte[] file = Bytes(1000);
        Assert.Equal(file, Assert.Single(ModelExporters.Find("bin").Export(new ExportRequest("m", file))).Bytes);
    }

    [CCompilerTheory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(1037)]
    public void A_compiled_C_array_holds_the_bytes_and_is_aligned(int length)
    {
        byte[] file = Bytes(length);
        string header = Text(Assert.Single(ModelExporters.Find("c-array").Export(new ExportRequest("net_1", file))));
        Assert.Contains("const unsigned char net_1[] __attribute__((aligned(8)))", header);
        File.WriteAllText(Path.Combine(folder, "net_1.h"), header);
        File.WriteAllText(Path.Combine(folder, "main.c"), """
            #include <stdint.h>
            #include <stdio.h>
            #include "net_1.h"
            #include "net_1.h"
            int main(void)
            {
                if (sizeof net_1 != NET_1_LENGTH || (uintptr_t)net_1 % 8 != 0)
                {
                    return 1;
                }
                return fwrite(net_1, 1, NET_1_LENGTH, stdout) == NET_1_LENGTH ? 0 : 2;
            }
            """);
        Assert.Equal(0, Run("cc", "-std=c99 -Wall -Werror main.c -o main").Exit);
        (int exit, byte[] output) = Run(Path.Combine(folder, "main"), "");
        Assert.Equal(0, exit);
        Assert.Equal(file, output);
    }

    [Fact]
    public void Resources_hold_the_model_and_what_was_added()
    {
        byte[] file = Bytes(70_000);
        byte[] images = Bytes(300);
        IReadOnlyList<ExportedFile> files = ModelExporters.Find("resource").Export(new ExportRequest("m", file) { Namespace = "My.App", Added = [new("images", images)] });
        Assert.Equal(["Resources.resources", "Resources.Designer.cs"], files.Select(f => f.Name));
        using var reader = new ResourceReader(new MemoryStream(files[0].Bytes));
        Dictionary<string, byte[]> items = reader.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (byte[])entry.Value!);
        Assert.Equal(2, items.Count);
        Assert.Equal(file, items["model"]);
        Assert.Equal(images, items["images"]);
        string code = Text(files[1]);
        Assert.Contains("namespace My.App\n", code);
        Assert.Contains("new System.Resources.ResourceManager(\"My.App.Resources\"", code);
    }

    // Read from the assemblies the metadata processor converted, with which the sample ran on the real interpreter.
    [Theory]
    [InlineData("model", -2404)]
    [InlineData("images", -29908)]
    public void Resource_numbers_are_those_of_the_converter(string name, short id)
    {
        Assert.Equal(id, ResourceId.Of(name));
        ExportRequest request = new("m", Bytes(10)) { Added = name == "model" ? [] : [new(name, Bytes(20))] };
        Assert.Contains($"{name} = {id},\n", Text(ModelExporters.Find("resource").Export(request)[1]));
    }

    [Fact]
    public void Equal_requests_give_equal_files()
    {
        byte[] model = SelfTests.Embed(Packer.Pack(TrainedNetworks.Generate(1)).Model);
        foreach (IModelExporter exporter in ModelExporters.All)
        {
            ExportRequest request = new("m", model);
            Assert.Equal(exporter.Export(request).Select(f => Convert.ToHexString(f.Bytes)), exporter.Export(request).Select(f => Convert.ToHexString(f.Bytes)));
        }
    }

    [Theory]
    [InlineData("model", "resource-name-taken")]
    [InlineData("2nd", "export-name")]
    [InlineData("a-b", "export-name")]
    [InlineData("", "export-name")]
    public void A_resource_name_that_does_not_work_is_refused(string name, string code)
    {
        var error = Assert.Throws<PackException>(() => ModelExporters.Find("resource").Export(new ExportRequest("m", Bytes(10)) { Added = [new(name, Bytes(9))] }));
        Assert.Equal((code, ExitCode.Usage), (error.Code, error.Exit));
        Assert.NotNull(error.Try);
    }

    [Fact]
    public void Bytes_the_converter_would_take_for_an_image_are_refused()
    {
        var error = Assert.Throws<PackException>(() => ModelExporters.Find("resource").Export(new ExportRequest("m", Bytes(10)) { Added = [new("logo", "GIF89a"u8.ToArray())] }));
        Assert.Equal("resource-not-binary", error.Code);
        Assert.Contains("GIF", error.Message);
    }

    [Fact]
    public void Writing_makes_the_folder_and_leaves_no_temporary_file()
    {
        string target = Path.Combine(folder, "new", "place");
        IReadOnlyList<ExportedFile> files = ModelExporters.Write(ModelExporters.Find("resource"), new ExportRequest("m", Bytes(10)), target);
        Assert.Equal(files.Select(f => f.Name).Order(), Directory.GetFiles(target).Order());
        Assert.All(files, f => Assert.Equal(f.Bytes, File.ReadAllBytes(f.Name)));
        string single = Path.Combine(folder, "deep", "x.bin");
        ModelExporters.Write(ModelExporters.Find("bin"), new ExportRequest("m", Bytes(11)), single);
        Assert.Equal([single], Directory.GetFiles(Path.GetDirectoryName(single)!));
    }

    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        bytes[0] = 0x9C;
        return bytes;
    }

    private static string Text(ExportedFile file) => Encoding.UTF8.GetString(file.Bytes);

    private (int Exit, byte[] Output) Run(string program, string arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return (process.ExitCode, output.ToArray());
    }
}
