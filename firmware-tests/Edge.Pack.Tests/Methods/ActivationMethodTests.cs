using Edge.Errors;
using Edge.Train.Quantizers;

namespace Edge.Pack.Tests.Methods;

/// <summary>Every activation quantizer and training method with a device form: trained, packed, no differing value in any layer over 1,000 images.</summary>
[Collection(MethodsTable.Collection)]
public sealed class ActivationMethodTests(MethodsTable table)
{
    private const string Ternary = "\"twn\"";

    public static TheoryData<string, string> Rows => new()
    {
        { "wrpn, 1 bit", """{ "type": "wrpn", "bits": 1 }""" },
        { "wrpn, 8 bits", """{ "type": "wrpn", "bits": 8, "range": 3 }""" },
        { "signed, 4 bits", "\"signed\"" },
        { "sign", "\"sign\"" },
        { "dorefa, 2 bits", """{ "type": "dorefa", "bits": 2 }""" },
        { "dorefa, 8 bits", """{ "type": "dorefa", "bits": 8 }""" },
        { "pact, 4 bits", """{ "type": "pact", "alpha": 2 }""" },
        { "pact, 8 bits", """{ "type": "pact", "bits": 8, "alpha": 2, "decay": 0.01 }""" },
        { "hwgq, even, 2 bits, vanilla", """{ "type": "hwgq", "backward": "vanilla" }""" },
        { "hwgq, even, 4 bits, clipped", """{ "type": "hwgq", "bits": 4 }""" },
        { "hwgq, free, 2 bits, log-tailed", """{ "type": "hwgq", "uniform": false, "backward": "log-tailed" }""" },
        { "hwgq, free, 4 bits", """{ "type": "hwgq", "uniform": false, "bits": 4 }""" },
        { "log, 2 bits", """{ "type": "log", "bits": 2 }""" },
        { "log, 3 bits", "\"log\"" },
        { "xnor, fixed scale", """{ "type": "xnor", "scale": "fixed" }""" },
        { "low-bit, 4 bits", "\"low-bit\"" },
        { "low-bit, powers of two", """{ "type": "low-bit", "bits": 3, "scale": "power" }""" },
        { "wage, 4 bits", """{ "type": "wage", "bits": 4 }""" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_network_trained_with_it_packs_without_a_differing_value(string row, string activations) =>
        table.Check($"activations: {row}", TrainedMethod.Run([Ternary], activations));

    [Theory]
    [InlineData("DoReFa gradients", "\"errors\": \"dorefa\",")]
    [InlineData("RangeBN", "\"norm\": \"range\",")]
    [InlineData("shift-based batch norm", "\"norm\": \"shift\",")]
    [InlineData("WRPN widening", "\"widening\": { \"factor\": 2, \"layers\": 0.4 },")]
    [InlineData("low-bit errors", "\"errors\": { \"type\": \"low-bit\", \"group\": \"image\" },")]
    public void A_training_method_packs_without_a_differing_value(string row, string head) =>
        table.Check($"training: {row}", TrainedMethod.Run([Ternary], """{ "type": "wrpn", "bits": 4, "range": 2 }""", head));

    [Fact]
    public void Low_bit_training_with_planes_packs_without_a_differing_value() => table.Check(
        "training: low-bit 4-4-4",
        TrainedMethod.Run(["""{ "type": "group-wise", "group": "block", "block": 9, "shift": 2 }"""], "\"low-bit\"", "\"errors\": { \"type\": \"low-bit\", \"group\": \"image\" },"));

    [Fact]
    public void WAGE_packs_without_a_differing_value() => table.Check(
        "training: WAGE 2-8-8-8",
        TrainedMethod.Run(["\"wage\""], "\"wage\"", "\"errors\": \"wage\", \"norm\": false,", """{ "type": "wage", "learningRate": 4 }"""));

    [Fact]
    public void Every_activation_quantizer_with_steps_has_a_row()
    {
        string[] known = [.. Rows.Select(r => ((string)r[0]).Split(',')[0])];
        foreach (QuantizerDescription description in QuantizerCatalog.Activations)
        {
            IActivationQuantizer quantizer = QuantizerCatalog.CreateActivations(QuantizerCatalog.Default(QuantizerCatalog.Activations, description.Name));
            quantizer.Initialize(1);
            Assert.True(!quantizer.HasIntegerForm || known.Contains(description.Name), description.Name);
        }
    }

    [Theory]
    [InlineData("\"xnor\"", "\"scale\": \"fixed\"")]
    [InlineData("""{ "type": "log", "bits": 4 }""", "3 bits")]
    [InlineData("\"float8\"", "wrpn")]
    [InlineData("""{ "type": "low-bit", "group": "channel" }""", "\"group\": \"layer\"")]
    public void What_has_no_integer_form_is_refused_with_the_nearest_that_has_one(string activations, string nearest)
    {
        EdgeException error = Assert.Throws<EdgeException>(() => TrainedMethod.Run([Ternary], activations));
        Assert.Equal(("not-packable", ExitCode.DoesNotFit), (error.Code, error.Exit));
        Assert.Contains(nearest, error.Try);
    }
}
