using Edge.Errors;
using Edge.Train.Quantizers;

namespace Edge.Pack.Tests.Methods;

/// <summary>Every weight quantizer with a device form: a network trained with it, packed, gives no differing value in any layer over 1,000 images.</summary>
[Collection(MethodsTable.Collection)]
public sealed class WeightMethodTests(MethodsTable table)
{
    private const string FourBits = """{ "type": "wrpn", "bits": 4, "range": 2 }""";

    public static TheoryData<string, string, string> Rows => new()
    {
        { "binary-connect", "\"binary-connect\"", FourBits },
        { "binary-connect, sign activations", "\"binary-connect\"", "\"sign\"" },
        { "binary-connect-stochastic", "\"binary-connect-stochastic\"", FourBits },
        { "xnor-net", "\"xnor-net\"", FourBits },
        { "xnor-net, sign activations", "\"xnor-net\"", "\"sign\"" },
        { "twn", "\"twn\"", FourBits },
        { "twn-exact", "\"twn-exact\"", FourBits },
        { "twn-exact, sign activations", "\"twn-exact\"", "\"sign\"" },
        { "ttq", "\"ttq\"", FourBits },
        { "ttq, 8 ratio bits", """{ "type": "ttq", "ratioBits": 8 }""", FourBits },
        { "wrpn, 2 bits", "\"wrpn\"", FourBits },
        { "wrpn, 4 bits", """{ "type": "wrpn", "bits": 4 }""", FourBits },
        { "dorefa, 1 bit", """{ "type": "dorefa", "bits": 1 }""", FourBits },
        { "dorefa, 2 bits", "\"dorefa\"", FourBits },
        { "dorefa, 4 bits", """{ "type": "dorefa", "bits": 4 }""", FourBits },
        { "fixed, 8 bits", "\"fixed\"", FourBits },
        { "fixed-point, stochastic", "\"fixed-point\"", FourBits },
        { "fixed-point, nearest", """{ "type": "fixed-point", "rounding": "nearest" }""", FourBits },
        { "power-of-two, 2 bits", "\"power-of-two\"", FourBits },
        { "power-of-two, 1 bit", """{ "type": "power-of-two", "bits": 1 }""", FourBits },
        { "power-of-two, 2 bits, log activations", "\"power-of-two\"", """{ "type": "log", "bits": 3 }""" },
        { "power-of-two, 4 bits", """{ "type": "power-of-two", "bits": 4 }""", FourBits },
        { "power-of-two, 3 bits", """{ "type": "power-of-two", "bits": 3 }""", FourBits },
        { "shiftable", "\"shiftable\"", FourBits },
        { "double-precision, 2 bits", "\"double-precision\"", FourBits },
        { "double-precision, 4 bits", """{ "type": "double-precision", "bits": 4 }""", FourBits },
        { "continuous-discrete", "\"continuous-discrete\"", FourBits },
        { "analytic-clip, laplace", "\"analytic-clip\"", FourBits },
        { "analytic-clip, gauss, 2 bits", """{ "type": "analytic-clip", "distribution": "gauss", "bits": 2 }""", FourBits },
        { "bit-allocation", "\"bit-allocation\"", FourBits },
        { "bit-allocation, auto, 3 bits", """{ "type": "bit-allocation", "bits": 3, "distribution": "auto" }""", FourBits },
        { "bias-correction", "\"bias-correction\"", FourBits },
        { "group-wise, same mantissa", "\"group-wise\"", FourBits },
        { "group-wise, simple mantissa, blocks", """{ "type": "group-wise", "scale": "simple-mantissa", "group": "block", "block": 5 }""", FourBits },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_network_trained_with_it_packs_without_a_differing_value(string row, string weights, string activations) => Check(row, [weights], activations);

    [Theory]
    [InlineData(2, "powers of two")]
    [InlineData(3, "powers of two + powers of two")]
    [InlineData(4, "powers of two + powers of two + powers of two")]
    public void Powers_of_two_pack_to_their_own_planes(int bits, string encodings) =>
        Assert.All(
            TrainedMethod.Run([$$"""{ "type": "power-of-two", "bits": {{bits}}, "scale": "layer" }"""], FourBits).Packed.Report.Layers.Where(layer => layer.Encoding.Length > 0),
            layer => Assert.StartsWith(layer.Encoding, encodings));

    [Theory]
    [InlineData("linear")]
    [InlineData("density")]
    [InlineData("random")]
    public void Deep_compression_in_three_stages_packs_without_a_differing_value(string start) => Check(
        $"deep-compression, {start}",
        ["\"float\"", """{ "type": "pruned", "share": 0.5 }""", $$"""{ "type": "deep-compression", "bits": 3, "share": 0.5, "start": "{{start}}" }"""],
        FourBits);

    [Fact]
    public void A_first_and_last_layer_at_8_bits_around_binary_ones_pack_without_a_differing_value() => Check(
        "first and last layer at 8 bits", ["\"binary-connect\""], FourBits, "\"firstLast\": { \"type\": \"fixed\", \"bits\": 8 },");

    // WAGE trains with updates, activations and layers of its own.
    [Fact]
    public void Every_weight_quantizer_with_integers_has_a_row()
    {
        string[] known = [.. Rows.Select(r => ((string)r[0]).Split(',')[0]), "deep-compression", "wage"];
        Assert.All(
            QuantizerCatalog.Weights.Where(d => QuantizerCatalog.CreateWeights(QuantizerCatalog.Default(QuantizerCatalog.Weights, d.Name)).HasIntegerForm),
            d => Assert.Contains(d.Name, known));
    }

    [Fact]
    public void What_has_no_integer_form_is_refused_with_the_nearest_that_has_one()
    {
        EdgeException error = Assert.Throws<EdgeException>(() => TrainedMethod.Run(["\"pruned\""], FourBits));
        Assert.Equal(("not-packable", ExitCode.DoesNotFit), (error.Code, error.Exit));
        Assert.Contains("deep-compression", error.Try);
    }

    private void Check(string row, IReadOnlyList<string> stages, string activations, string head = "") => table.Check(row, TrainedMethod.Run(stages, activations, head));
}
