using Edge.Formats.Writing;

namespace Edge.Testing;

/// <summary>Two simple ways to give every activation tensor its place in the arena.</summary>
public static class ArenaPlanner
{
    private const int Alignment = 8;

    /// <summary>One tensor behind the other: nothing ever overlaps.</summary>
    public static void PlaceInSequence(ModelDefinition model)
    {
        ReferenceShape[] shapes = ReferenceShape.OfModel(model);
        int end = 0;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            model.Layers[i].OutputOffset = shapes[i + 1].IsRaw ? 0 : end;
            end += Aligned(shapes[i + 1].Bytes);
        }

        model.ArenaBytes = end;
    }

    /// <summary>Each tensor at the lowest offset where it overlaps no tensor that lives while it does; a tensor lives from its layer to its last reader.</summary>
    public static void PlaceByLiveness(ModelDefinition model)
    {
        ReferenceShape[] shapes = ReferenceShape.OfModel(model);
        int end = 0;
        for (int i = 0; i < model.Layers.Count; i++)
        {
            int offset = 0;
            int bytes = shapes[i + 1].Bytes;
            int collision;
            while (bytes > 0 && (collision = FirstCollision(model, shapes, i, offset)) >= 0)
            {
                offset = model.Layers[collision].OutputOffset + Aligned(shapes[collision + 1].Bytes);
            }

            model.Layers[i].OutputOffset = offset;
            end = Math.Max(end, offset + Aligned(bytes));
        }

        model.ArenaBytes = end;
    }

    /// <summary>The last layer that reads what <paramref name="layer"/> writes; the last tensor is read by the caller.</summary>
    public static int LastReader(ModelDefinition model, int layer)
    {
        int tensor = layer + 1;
        int last = model.Layers.FindLastIndex(other => other.Input == tensor || other.Input2 == tensor);
        return tensor == model.Layers.Count ? model.Layers.Count : Math.Max(last, layer);
    }

    private static int FirstCollision(ModelDefinition model, ReferenceShape[] shapes, int layer, int offset)
    {
        int end = offset + shapes[layer + 1].Bytes;
        for (int other = 0; other < layer; other++)
        {
            int otherOffset = model.Layers[other].OutputOffset;
            bool lives = LastReader(model, other) >= layer && shapes[other + 1].Bytes > 0;
            if (lives && offset < otherOffset + shapes[other + 1].Bytes && otherOffset < end)
            {
                return other;
            }
        }

        return -1;
    }

    private static int Aligned(int bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}
