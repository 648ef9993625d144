using Edge.Formats.Writing;

namespace Edge.Pack.Inspection;

/// <summary>What people call a plane's encoding.</summary>
public static class EncodingName
{
    public static string Of(PlaneDefinition plane) => plane.Coded ? Plain(plane) + " coded" : Plain(plane);

    private static string Plain(PlaneDefinition plane) => plane switch
    {
        { Encoding: PlaneEncoding.BitRows } => "xnor",
        { Encoding: PlaneEncoding.MaskedBitRows } => "masked xnor",
        { Encoding: PlaneEncoding.Powers } => "powers of two",
        { Levels: 2 } => "binary",
        { Levels: 3 } => "ternary",
        _ => $"{(int)plane.Encoding} bit",
    };
}
