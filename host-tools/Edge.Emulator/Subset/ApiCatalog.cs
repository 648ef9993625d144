using System.Collections.Frozen;

namespace Edge.Emulator.Subset;

/// <summary>The public members of nanoFramework's class libraries, from nanoframework-api.txt in this assembly.</summary>
internal sealed class ApiCatalog
{
    private static readonly string[] Kinds = ["class", "struct", "enum", "interface", "delegate"];
    private readonly Dictionary<string, ApiType> types = new(StringComparer.Ordinal);
    private readonly FrozenDictionary<string, string> keywords = new Dictionary<string, string>
    {
        ["void"] = "System.Void",
        ["bool"] = "System.Boolean",
        ["char"] = "System.Char",
        ["sbyte"] = "System.SByte",
        ["byte"] = "System.Byte",
        ["short"] = "System.Int16",
        ["ushort"] = "System.UInt16",
        ["int"] = "System.Int32",
        ["uint"] = "System.UInt32",
        ["long"] = "System.Int64",
        ["ulong"] = "System.UInt64",
        ["float"] = "System.Single",
        ["double"] = "System.Double",
        ["string"] = "System.String",
        ["object"] = "System.Object",
    }.ToFrozenDictionary();

    private ApiCatalog(TextReader lines)
    {
        string assembly = "";
        ApiType? type = null;
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith("# assembly ", StringComparison.Ordinal))
            {
                assembly = line.Split(' ')[2];
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                type!.Members.Add(line.Trim());
            }
            else if (line.Split(' ') is [var kind, var name] && Kinds.Contains(kind))
            {
                type = new ApiType(name, kind, assembly);
                types[name] = type;
            }
        }
    }

    /// <summary>The catalog of the class libraries Edge targets.</summary>
    public static ApiCatalog Instance { get; } = Load();

    public ApiType? Find(string name) => types.GetValueOrDefault(keywords.GetValueOrDefault(name, name));

    /// <summary>Whether a method or field with this text exists on the type or on what it inherits from.</summary>
    public bool Has(ApiType type, string member)
    {
        for (ApiType? at = type; at is not null; at = Base(at))
        {
            if (at.Members.Contains(member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Members of the type with that name, for the advice of an error.</summary>
    public static IEnumerable<string> Overloads(ApiType type, string name) => type.Members.Where(m => m.Contains($" {name}(", StringComparison.Ordinal));

    private ApiType? Base(ApiType type) => type.Name switch
    {
        "System.Object" => null,
        "System.ValueType" or "System.Exception" or "System.Delegate" or "System.Array" => types["System.Object"],
        "System.Enum" => types["System.ValueType"],
        "System.MulticastDelegate" => types["System.Delegate"],
        _ => types[type.Kind switch
        {
            "struct" => "System.ValueType",
            "enum" => "System.Enum",
            "delegate" => "System.MulticastDelegate",
            _ => type.Name.EndsWith("Exception", StringComparison.Ordinal) ? "System.Exception" : "System.Object",
        }],
    };

    private static ApiCatalog Load()
    {
        using Stream stream = typeof(ApiCatalog).Assembly.GetManifestResourceStream("nanoframework-api.txt")!;
        using var reader = new StreamReader(stream);
        return new ApiCatalog(reader);
    }
}

/// <summary>One type of the class library.</summary>
internal sealed record ApiType(string Name, string Kind, string Assembly)
{
    public HashSet<string> Members { get; } = new(StringComparer.Ordinal);
}
