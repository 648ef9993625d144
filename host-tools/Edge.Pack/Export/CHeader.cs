using System.Globalization;
using System.Text;
using Edge.Formats.Writing;

namespace Edge.Pack.Export;

/// <summary>The header of an exported model: sizes, scales, names of the outputs, and the model itself.</summary>
internal static class CHeader
{
    public static string Of(string name, ModelDefinition model, CTable table)
    {
        string upper = name.ToUpperInvariant();
        InputDefinition input = model.Input;
        string format = input.Format == 0 ? "bits, ceil(channels / 8) bytes a pixel" : $"bytes 0 .. {table.Input.MaxValue}";
        var text = new StringBuilder();
        text.Append($"/* {CText.Comment(model.Name)}: written by edge export, do not edit. */\n#ifndef EDGE_MODEL_{upper}_H\n#define EDGE_MODEL_{upper}_H\n\n#include \"engine/include/edge.h\"\n\n");
        text.Append($"/* The input: {input.Height} x {input.Width} x {input.Channels} {format}; real value = {Number(input.Scale)} * (stored - {input.ZeroPoint}). */\n");
        text.Append($"#define {upper}_INPUT_BYTES {table.Input.StoredBytes}\n\n");
        text.Append($"/* The outputs: integers; real value = {Number(model.Output.Scale)} * integer. */\n#define {upper}_OUTPUTS {model.Output.Count}\n\n");
        text.Append($"/* Constants that stay in flash: {table.BlobBytes} bytes of weights and parameters. Running takes {table.ArenaBytes} bytes of RAM, which are part of the program. */\n");
        text.Append($"extern const edge_model {name};\n");
        if (model.Output.Labels.Count > 0)
        {
            text.Append($"extern const char *const {name}_labels[{upper}_OUTPUTS];\n");
        }

        return text.Append("\n#endif\n").ToString();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
