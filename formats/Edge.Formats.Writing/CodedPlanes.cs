using Edge.Formats.Writing.Coding;
using Edge.Formats.Writing.Layouts;

namespace Edge.Formats.Writing;

/// <summary>Turns the planes of a model into coded sections and back (FORMAT.md section 5). The weights stay what they are.</summary>
public static class CodedPlanes
{
    /// <summary>Codes the planes that take fewer bytes so, and none that takes as many or more.</summary>
    /// <param name="model">The model.</param>
    /// <param name="all">Considers every plane; otherwise only those that are marked.</param>
    public static void Compress(ModelDefinition model, bool all = true) => ForEach(model, (plane, shape) =>
        (all || plane.Coded) && plane.Encoding is not (PlaneEncoding.BitRows or PlaneEncoding.MaskedBitRows) && StoredBytes(plane with { Coded = true }, shape) < StoredBytes(plane with { Coded = false }, shape));

    /// <summary>Stores every plane plain again.</summary>
    public static void Expand(ModelDefinition model) => ForEach(model, (_, _) => false);

    /// <summary>A file of the same network without coded planes: the file itself where it has none.</summary>
    /// <exception cref="ModelFormatException">The bytes are not a file as FORMAT.md describes it.</exception>
    public static byte[] Expand(byte[] file)
    {
        ModelDefinition model = ModelReader.Read(file);
        if (Count(model) == 0)
        {
            return file;
        }

        Expand(model);
        return ModelWriter.Write(model);
    }

    /// <summary>How many planes are coded.</summary>
    public static int Count(ModelDefinition model) => model.Layers.Sum(layer => layer.Planes.Count(plane => plane.Coded));

    /// <summary>Bytes of a plane's section in the file.</summary>
    /// <param name="plane">One of the layer's planes.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The tensor it reads.</param>
    public static long StoredBytes(PlaneDefinition plane, LayerDefinition layer, TensorShape input) => StoredBytes(plane, PlaneChecks.ShapeOf(layer, input));

    private static long StoredBytes(PlaneDefinition plane, PlaneShape shape) =>
        plane.Coded ? CodedSection.Encode(PlaneLayout.Pack(plane, shape)).Length : PlaneLayout.Length(plane.Encoding, shape);

    private static void ForEach(ModelDefinition model, Func<PlaneDefinition, PlaneShape, bool> coded)
    {
        TensorShape[] tensors = LayerShapes.Derive(model);
        foreach (LayerDefinition layer in model.Layers)
        {
            layer.Planes = [.. layer.Planes.Select(plane => plane with { Coded = coded(plane, PlaneChecks.ShapeOf(layer, tensors[layer.Input])) })];
        }
    }
}
