using System.Resources;
using System.Text;
using Edge.Errors;

namespace Edge.Pack.Export;

/// <summary>
/// Binary resources of a nanoFramework application: <c>Resources.resources</c>, which the build embeds, and <c>Resources.Designer.cs</c>, by which the
/// program reads them. A resource stays in flash and is read in pieces: <c>ResourceUtility.GetObject(manager, id, offset, length)</c>.
/// </summary>
internal sealed class ResourceExporter : IModelExporter
{
    // What the metadata processor takes for something else than bytes, by how it begins.
    private static readonly (string Kind, byte[] Start)[] NotBinary =
    [
        ("a bitmap", [(byte)'B', (byte)'M']), ("a GIF image", "GIF8"u8.ToArray()), ("a JPEG image", [0xFF, 0xD8, 0xFF]), ("a font", [0xA8, 0xB0, 0x95, 0xF9]),
    ];

    public string Name => "resource";

    public string Purpose => "a nanoFramework binary resource, which an application reads in pieces";

    public string? Extension => null;

    public IReadOnlyList<ExportedFile> Export(ExportRequest request)
    {
        foreach (string part in request.Namespace.Split('.'))
        {
            ExportNames.Require(part, "a namespace");
        }

        IReadOnlyList<ExportedFile> items = [new("model", request.File), .. request.Added];
        var ids = new Dictionary<short, string>();
        foreach (ExportedFile item in items)
        {
            ExportNames.Require(item.Name, "a resource");
            RequireBinary(item);
            short id = ResourceId.Of(item.Name);
            if (!ids.TryAdd(id, item.Name))
            {
                throw NameTaken(item.Name, ids[id]);
            }
        }

        return [new("Resources.resources", Table(items)), new("Resources.Designer.cs", Encoding.UTF8.GetBytes(Accessor(request.Namespace, items)))];
    }

    private static byte[] Table(IReadOnlyList<ExportedFile> items)
    {
        using var stream = new MemoryStream();
        using (var writer = new ResourceWriter(stream))
        {
            foreach (ExportedFile item in items)
            {
                writer.AddResource(item.Name, item.Bytes);
            }

            writer.Generate();
            return stream.ToArray();
        }
    }

    private static string Accessor(string space, IReadOnlyList<ExportedFile> items)
    {
        string members = string.Concat(items.Select(item => $"            /// <summary>{item.Bytes.Length} bytes.</summary>\n            {item.Name} = {ResourceId.Of(item.Name)},\n"));
        return $$"""
            // Written by edge export, do not edit. The project of the application needs this file and
            //   <EmbeddedResource Include="Resources.resources"><LogicalName>{{space}}.Resources.resources</LogicalName></EmbeddedResource>
            // and references to nanoFramework.ResourceManager and nanoFramework.Runtime.Native.
            namespace {{space}}
            {
                /// <summary>The binary resources of this application. They stay in flash; read them in pieces by ResourceUtility.GetObject.</summary>
                internal static class Resources
                {
                    private static System.Resources.ResourceManager manager;

                    /// <summary>Finds the resources.</summary>
                    internal static System.Resources.ResourceManager ResourceManager
                    {
                        get
                        {
                            if (manager == null)
                            {
                                manager = new System.Resources.ResourceManager("{{space}}.Resources", typeof(Resources).Assembly);
                            }

                            return manager;
                        }
                    }

                    /// <summary>Their numbers.</summary>
                    internal enum BinaryResources : short
                    {
            {{members}}        }
                }
            }

            """.ReplaceLineEndings("\n");
    }

    private static void RequireBinary(ExportedFile item)
    {
        foreach ((string kind, byte[] start) in NotBinary)
        {
            if (item.Bytes.AsSpan().StartsWith(start))
            {
                throw new PackException("resource-not-binary", $"the build of the application would take '{item.Name}' for {kind} and change it", ExitCode.Usage)
                {
                    Expected = "bytes that begin like no image and no font",
                    Found = Convert.ToHexString(start),
                    Try = "put a byte of your own in front of them",
                };
            }
        }
    }

    private static PackException NameTaken(string name, string other) =>
        new("resource-name-taken", name == other ? $"two resources are called '{name}'" : $"the resources '{name}' and '{other}' get the same number", ExitCode.Usage)
        {
            Expected = "names with different numbers; the model itself is called 'model'",
            Found = $"{ResourceId.Of(name)} twice",
            Try = "another name",
        };
}
