using System.Buffers.Binary;
using System.Text;
using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Formats.Vectors;

/// <summary>The example of FORMAT.md section 8: a model of one layer, and every byte of its file with its meaning.</summary>
public static class FormatExample
{
    private const string Start = "```text example\n";
    private const string End = "```\n";

    private static readonly string[] Fields =
        ["magic", "version", "name", "input", "output", "arena", "layers", "tests", "metadata", "padding", "blob", "crc"];

    /// <summary>Names by path: the indices of the arrays around a value.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["3"] = "height width channels format zero-point scale",
        ["4"] = "count scale labels",
        ["6.0"] = "operator(conv2d) input input2 output geometry epilogue planes hint",
        ["6.0.3"] = "channels format arena-offset",
        ["6.0.4"] = "kernel-height kernel-width stride-height stride-width pad-top pad-left pad-bottom pad-right pad-value",
        ["6.0.5"] = "kind(threshold) argument count width offset levels",
        ["6.0.6.0"] = "encoding(2-bit-lanes) offset shift step zero levels",
        ["7.0"] = "seed crc",
    };

    /// <summary>A ternary convolution of 2 x 2 over an image of 2 x 3 that gives bits.</summary>
    public static ModelDefinition Model()
    {
        ModelDefinition model = new()
        {
            Name = "tiny",
            Input = new(2, 3, 1, 8, 0, 1.0 / 255),
            Output = new(4, 1, ["a", "b", "c", "d"]),
            ArenaBytes = 4,
        };
        model.Layers.Add(new LayerDefinition
        {
            Operator = Operator.Conv2d,
            Input = 0,
            OutputChannels = 2,
            OutputFormat = 0,
            Window = new Window(2, 2, 1, 1, 0, 0, 0, 0, 0),
            Planes = [PlaneDefinition.Ternary([1, 0, -1, 1, 0, -1, 1, 1])],
            Epilogue = new EpilogueDefinition { Kind = EpilogueKind.Threshold, Thresholds = [[100], [-5]] },
        });
        model.Tests.Add(SelfTestVectors.FromSeed(model, 1));
        model.Metadata["accuracy"] = 0.5;
        return model;
    }

    /// <summary>The document with its example made anew.</summary>
    public static string Insert(string document)
    {
        int start = document.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        int end = document.IndexOf(End, start, StringComparison.Ordinal);
        return document[..start] + Dump(ModelWriter.Write(Model())) + document[end..];
    }

    /// <summary>One line a value: position, bytes, meaning.</summary>
    public static string Dump(byte[] file)
    {
        StringBuilder text = new();
        int at = 0;
        DumpValue(file, ref at, text, "", "the file's array", 0);
        return at == file.Length ? text.ToString() : throw new InvalidOperationException($"{file.Length - at} bytes behind the array");
    }

    private static void DumpValue(byte[] file, ref int at, StringBuilder text, string path, string name, int depth)
    {
        int start = at;
        if (MessagePackReader.TryReadArrayHeader(file, file.Length, ref at, out int count) == Status.Ok)
        {
            Line(text, file, start, at - start, depth, $"{name}: {count} {(count == 1 ? "element" : "elements")}");
            string[] names = path.Length == 0 ? Fields : Names.TryGetValue(path, out string? list) ? list.Split(' ') : [];
            for (int i = 0; i < count; i++)
            {
                string inner = i < names.Length ? names[i] : $"{name}[{i}]";
                DumpValue(file, ref at, text, path.Length == 0 ? $"{i}" : $"{path}.{i}", inner, depth + 1);
            }
        }
        else if (MessagePackReader.TryReadMapHeader(file, file.Length, ref at, out count) == Status.Ok)
        {
            Line(text, file, start, at - start, depth, $"{name}: a map of {count} {(count == 1 ? "pair" : "pairs")}");
            for (int i = 0; i < count; i++)
            {
                DumpValue(file, ref at, text, "", "key", depth + 1);
                DumpValue(file, ref at, text, "", "value", depth + 1);
            }
        }
        else if (name == "blob")
        {
            DumpBlob(file, ref at, text, depth);
        }
        else
        {
            MessagePackReader.TrySkip(file, file.Length, ref at);
            Line(text, file, start, at - start, depth, Meaning(file, start, at, name));
        }
    }

    private static void DumpBlob(byte[] file, ref int at, StringBuilder text, int depth)
    {
        int start = at;
        MessagePackReader.TryReadBinaryHeader(file, file.Length, ref at, out int length);
        Line(text, file, start, at - start, depth, $"blob: {length} bytes, the first at {at}, a multiple of 8");
        Line(text, file, at, 8, depth + 1, "0: a word of the plane: 2 lanes used, 4 inputs each (f = 2 1 0 2 and 1 0 2 2)");
        for (int i = 8; i < length; i += 2)
        {
            short value = BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(at + i));
            Line(text, file, at + i, 2, depth + 1, $"{i}: threshold of channel {(i - 8) / 2} = {value}");
        }

        at += length;
    }

    private static string Meaning(byte[] file, int at, int end, string name)
    {
        int position = at;
        object? value = MessagePackTree.Read(file, end, ref position, name);
        string note = "";
        if (name.Contains('('))
        {
            int open = name.IndexOf('(', StringComparison.Ordinal);
            (name, note) = (name[..open], " " + name[open..]);
        }

        return value switch
        {
            null => $"{name} = nil",
            byte[] bytes => $"{name}: {bytes.Length} zero bytes, for the blob's sake",
            string word => $"{name} = \"{word}\"",
            IFormattable number => $"{name} = {number.ToString(null, System.Globalization.CultureInfo.InvariantCulture)}{note}",
            _ => name,
        };
    }

    /// <summary>Lines of at most eight bytes.</summary>
    private static void Line(StringBuilder text, byte[] file, int at, int count, int depth, string meaning)
    {
        for (int i = 0; i < count || i == 0; i += 8)
        {
            string hex = string.Join(' ', file.AsSpan(at + i, Math.Min(8, count - i)).ToArray().Select(b => $"{b:x2}"));
            string right = i == 0 ? new string(' ', 2 * depth) + meaning : "";
            text.Append($"{at + i,3}  {hex,-23}  {right}".TrimEnd()).Append('\n');
        }
    }
}
