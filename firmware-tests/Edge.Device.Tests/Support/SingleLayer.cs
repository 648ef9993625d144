using Edge.Formats.Writing;
using Edge.Testing;

namespace Edge.Device.Tests.Support;

/// <summary>Networks of one layer: the way to drive one kernel with chosen shapes, weights and inputs.</summary>
internal static class SingleLayer
{
    /// <summary>Shows the accumulators as they are.</summary>
    public static readonly EpilogueDefinition RawAccumulators = new() { Kind = EpilogueKind.Raw };

    public static ModelDefinition Model(ReferenceShape input, LayerDefinition layer)
    {
        ModelDefinition model = new()
        {
            Name = $"{layer.Operator} {string.Join('+', layer.Planes.Select(plane => plane.Encoding))} of {input} {layer.Window}",
            Input = new(input.Height, input.Width, input.Channels, input.Format, 0, 1),
            Output = new(ReferenceShape.OfOutput(layer, input).Elements, 1, []),
        };
        model.Layers.Add(layer);
        ArenaPlanner.PlaceInSequence(model);
        return model;
    }

    /// <summary>A layer that writes its accumulators.</summary>
    public static LayerDefinition Layer(Operator op, int channels, Window? window, params PlaneDefinition[] planes) => new()
    {
        Operator = op,
        Input = 0,
        OutputChannels = channels,
        OutputFormat = 32,
        Window = window,
        Epilogue = RawAccumulators,
        Planes = planes,
    };

    /// <summary>A plane of every field value the encoding has; <paramref name="isExtreme"/> makes all of them the largest.</summary>
    public static PlaneDefinition Plane(Random random, PlaneEncoding encoding, int count, bool isExtreme = false, int shift = 0)
    {
        if (encoding == PlaneEncoding.Powers)
        {
            return PlaneDefinition.Powers([.. Enumerable.Range(0, count).Select(_ => isExtreme ? 64 : random.Next(-1, 2) << random.Next(7))], shift);
        }

        int levels = encoding switch
        {
            PlaneEncoding.BitRows => 2,
            PlaneEncoding.MaskedBitRows => 3,
            _ => 1 << (int)encoding,
        };
        int step = encoding == PlaneEncoding.BitRows ? 2 : 1;
        int zero = encoding is PlaneEncoding.BitRows or PlaneEncoding.MaskedBitRows ? 1 : levels / 2;
        int[] weights = [.. Enumerable.Range(0, count).Select(_ => (step * (isExtreme ? levels - 1 : random.Next(levels))) - zero)];
        return new(encoding, shift, step, zero, levels, weights);
    }

    /// <summary>The reference and the runtime agree for the smallest, the largest and a random input.</summary>
    public static void AssertEqualsReference(ModelDefinition model)
    {
        InferenceSession session = Sessions.Open(model);
        for (int seed = 0; seed < 3; seed++)
        {
            Sessions.AssertEqualsReference(model, session, RandomNetwork.InputValues(model, seed));
        }
    }
}
