using Edge.Formats.Vectors;

// Writes the golden files and the example of FORMAT.md anew: dotnet run --project firmware-tests/Edge.Formats.Vectors -- formats
if (args.Length != 1 || !File.Exists(Path.Combine(args[0], "FORMAT.md")))
{
    Console.Error.WriteLine("usage: Edge.Formats.Vectors FOLDER, the folder of FORMAT.md");
    return 2;
}

string folder = Path.Combine(args[0], "vectors");
Directory.CreateDirectory(folder);
foreach (string old in Directory.GetFiles(folder).Where(path => Path.GetExtension(path) is ".edge" or ".expected"))
{
    File.Delete(old);
}

long bytes = 0;
foreach ((string name, byte[] content) in VectorSuite.Files())
{
    Replace(Path.Combine(folder, name), content);
    bytes += content.Length;
}

string document = Path.Combine(args[0], "FORMAT.md");
Replace(document, System.Text.Encoding.UTF8.GetBytes(FormatExample.Insert(File.ReadAllText(document))));
Console.WriteLine($"{VectorSuite.Models().Count} models, {bytes} bytes");
return 0;

static void Replace(string path, byte[] content)
{
    File.WriteAllBytes(path + ".new", content);
    File.Move(path + ".new", path, overwrite: true);
}
