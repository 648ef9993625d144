using Edge.Formats.Writing.Layouts;
using static Edge.Formats.Format;
using static Edge.Formats.Writing.Checks;

namespace Edge.Formats.Writing;

/// <summary>FORMAT.md sections 5 and 7: planes.</summary>
internal static class PlaneChecks
{
    public static void Check(LayerDefinition layer, TensorShape input, string field)
    {
        if (!HasPlanes(layer.Operator))
        {
            Require(layer.Planes.Count == 0, Status.ShapeMismatch, $"{field}.planes", "none: the operator has no weights", layer.Planes.Count);
            return;
        }

        Require(layer.Planes.Count is >= 1 and <= MaxPlanes, Status.OutOfRange, $"{field}.planes", $"1 .. {MaxPlanes} planes", layer.Planes.Count);
        PlaneShape shape = ShapeOf(layer, input);
        for (int i = 0; i < layer.Planes.Count; i++)
        {
            string place = $"{field}.planes[{i}]";
            CheckHeader(layer.Planes[i], shape, input.Format, place);
            CheckWeights(layer.Planes[i], shape, place);
        }
    }

    public static bool HasPlanes(Operator layer) => layer is Operator.Dense or Operator.Conv2d or Operator.DepthwiseConv2d;

    public static PlaneShape ShapeOf(LayerDefinition layer, TensorShape input)
    {
        (int pixels, int channels) = LayerShapes.Reach(layer, input);
        return new PlaneShape(layer.OutputChannels, pixels, channels, layer.Operator is Operator.DepthwiseConv2d);
    }

    /// <summary>Everything but the weights, so that a reader can ask before it unpacks them.</summary>
    public static void CheckHeader(PlaneDefinition plane, PlaneShape shape, int inputFormat, string field)
    {
        Require(Enum.IsDefined(plane.Encoding), Status.OutOfRange, $"{field}.encoding", "1, 2, 4, 8, 16, 17 or 20, or 32 more for a coded one", plane.StoredEncoding);
        Require(PlaneLayout.Length(plane.Encoding, shape) >= 0, Status.ShapeMismatch, $"{field}.encoding", "no bit rows for depthwise", plane.Encoding);
        Require(
            !plane.Coded || plane.Encoding is not (PlaneEncoding.BitRows or PlaneEncoding.MaskedBitRows),
            Status.OutOfRange, $"{field}.encoding", "no coded bit rows", plane.StoredEncoding);
        long weights = (long)shape.Outputs * shape.Pixels * shape.Channels;
        Require(weights <= MaxElements, Status.OutOfRange, field, $"at most {MaxElements} weights", weights);
        Require(plane.Shift is >= 0 and <= MaxPlaneShift, Status.OutOfRange, $"{field}.shift", $"0 .. {MaxPlaneShift}", plane.Shift);
        Require(plane.Step is >= 1 and <= MaxStep, Status.OutOfRange, $"{field}.step", $"1 .. {MaxStep}", plane.Step);
        Require(plane.Zero is >= 0 and <= MaxZero, Status.OutOfRange, $"{field}.zero", $"0 .. {MaxZero}", plane.Zero);
        int most = PlaneLayout.MaxLevels(plane.Encoding);
        Require(plane.Levels >= 2 && plane.Levels <= most, Status.OutOfRange, $"{field}.levels", $"2 .. {most}", plane.Levels);
        if (plane.Encoding is PlaneEncoding.BitRows or PlaneEncoding.MaskedBitRows)
        {
            Require(inputFormat == FormatBits, Status.ShapeMismatch, $"{field}.encoding", "a lane or byte encoding: the input is not bits", plane.Encoding);
            (int, int, int) numbers = plane.Encoding is PlaneEncoding.BitRows ? (2, 1, 2) : (1, 1, 3);
            Require((plane.Step, plane.Zero, plane.Levels) == numbers, Status.ShapeMismatch, field, $"step, zero, levels {numbers}", (plane.Step, plane.Zero, plane.Levels));
        }

        if (plane.Encoding is PlaneEncoding.Powers)
        {
            Require((plane.Step, plane.Zero) == (1, 0), Status.OutOfRange, field, "step, zero (1, 0)", (plane.Step, plane.Zero));
            Require(plane.Levels % 2 == 1, Status.OutOfRange, $"{field}.levels", "an odd number: 0 and as many positive as negative weights", plane.Levels);
        }
    }

    private static void CheckWeights(PlaneDefinition plane, PlaneShape shape, string field)
    {
        Require(plane.Weights.Length == shape.Weights, Status.ShapeMismatch, $"{field}.weights", $"{shape.Weights} weights", plane.Weights.Length);
        for (int i = 0; i < plane.Weights.Length; i++)
        {
            bool right = PlaneLayout.FieldOf(plane, plane.Weights[i]) >= 0;
            if (plane.Encoding is PlaneEncoding.Powers)
            {
                Require(right, Status.OutOfRange, $"{field}.weights[{i}]", $"0 or +-2^e with e = 0 .. {(plane.Levels - 3) / 2}", plane.Weights[i]);
                continue;
            }

            Require(
                right, Status.OutOfRange, $"{field}.weights[{i}]",
                $"{plane.Step} * f - {plane.Zero} with f = 0 .. {plane.Levels - 1}", plane.Weights[i]);
        }
    }
}
