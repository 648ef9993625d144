using Edge.Formats.Writing.Layouts;
using static Edge.Formats.Writing.Checks;

namespace Edge.Formats.Writing.Coding;

/// <summary>How many bytes the coded planes of a file may decode to in all (FORMAT.md section 7), so that a small forged file does not become a large one.</summary>
internal sealed class ExpansionLimit(int fileLength)
{
    private long _decoded;

    /// <summary>Counts a plane, before anything is decoded.</summary>
    public void Add(long decoded, string field)
    {
        long most = ((long)Format.MaxExpansion * fileLength) + Format.FreeExpansionBytes;
        _decoded += decoded;
        Require(_decoded <= most, Status.OutOfRange, field, $"coded planes of at most {most} decoded bytes in all: {Format.MaxExpansion} times the file and 1 MiB", _decoded);
    }

    /// <summary>The same for a file that was written.</summary>
    public static void Check(ModelDefinition model, TensorShape[] tensors, int fileLength)
    {
        ExpansionLimit limit = new(fileLength);
        for (int i = 0; i < model.Layers.Count; i++)
        {
            LayerDefinition layer = model.Layers[i];
            foreach (PlaneDefinition plane in layer.Planes.Where(plane => plane.Coded))
            {
                limit.Add(PlaneLayout.Length(plane.Encoding, PlaneChecks.ShapeOf(layer, tensors[layer.Input])), $"layers[{i}].planes");
            }
        }
    }
}
