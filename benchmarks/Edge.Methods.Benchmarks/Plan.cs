namespace Edge.Methods.Benchmarks;

/// <summary>The networks that are compared, in the order in which they are trained.</summary>
internal static class Plan
{
    public static readonly long[] Seeds = [1, 2, 3];

    public const string Baseline = "w32-a32";
    public const string TwoBits = "two-bits";
    public const string LargeTeacher = "large-teacher";
    public const string Student = "w2-a8";
    public const string Apprentice = "large-apprentice-w2-a8";
    public const string WideStudent = "first-third-w2-a8";
    public const string WideApprentice = "first-third-large-apprentice-w2-a8";

    public const string SteadyStudent = "steady-w2-a8";
    public const string SteadyApprentice = "steady-large-apprentice-w2-a8";
    public const int SteadyEpochs = 12;

    /// <summary>Round after round, each seed by seed, so that an early stop leaves whole comparisons.</summary>
    public static IReadOnlyList<IReadOnlyList<ResNetRecipe>> Rounds { get; } =
    [
        [
            new(Baseline),
            Wrpn("w2-a32", 2, 32),
            Wrpn("w32-a8", 32, 8),
            Wrpn(Student, 2, 8),
            Wrpn("w32-a2", 32, 2),
            Wrpn("w2-a2", 2, 2),
            new("binary-w") { Weights = "\"binary-connect\"" },
            new("binary-w-a") { Weights = "\"binary-connect\"", Activations = "\"sign\"" },
            new("ternary-w") { Weights = "\"twn\"" },
            Deployable(TwoBits, 2, 2),
            LowBit("low-bit-4-float", 4, "float"),
            LowBit("low-bit-4-simple-mantissa", 4, "simple-mantissa"),
        ],
        [
            Wrpn("apprentice-w2-a8", 2, 8) with { Teacher = Baseline },
            Wrpn(WideStudent, 2, 8) with { Widening = 2, WidenedShare = 0.3 },
            Wrpn("2x-w4-a4", 4, 4) with { Widening = 2 },
            Wrpn("first-third-apprentice-w2-a8", 2, 8) with { Widening = 2, WidenedShare = 0.3, Teacher = Baseline },
        ],
        [
            Wrpn("2x-w2-a8", 2, 8) with { Widening = 2 },
            LowBit("low-bit-3-float", 3, "float"),
            LowBit("low-bit-3-simple-mantissa", 3, "simple-mantissa"),
            LowBit("low-bit-4-power", 4, "power"),
            LowBit("low-bit-4-same-mantissa", 4, "same-mantissa"),
        ],
        [
            new(LargeTeacher) { Blocks = 2, Filters = 16 },
            Wrpn(Apprentice, 2, 8) with { Teacher = LargeTeacher },
            Wrpn(WideApprentice, 2, 8) with { Widening = 2, WidenedShare = 0.3, Teacher = LargeTeacher },
        ],
        [
            Wrpn(SteadyStudent, 2, 8) with { ConstantEpochs = SteadyEpochs },
            Wrpn(SteadyApprentice, 2, 8) with { ConstantEpochs = SteadyEpochs, Teacher = LargeTeacher },
        ],
    ];

    /// <summary>Networks whose accuracy on the test images is measured after every epoch: how fast they learn is compared.</summary>
    public static IReadOnlySet<string> Watched { get; } = new HashSet<string> { Student, Apprentice, WideStudent, WideApprentice, SteadyStudent, SteadyApprentice };

    /// <summary>Networks that are one trained network with more bits, without training.</summary>
    public static IReadOnlyList<ResNetRecipe> Deployments { get; } =
    [
        Deployable("two-bits-double-w", 4, 2),
        Deployable("two-bits-double-a", 2, 4),
        Deployable("two-bits-double-w-a", 4, 4),
    ];

    // Weights, activations and errors of as many bits; a free scale for each layer, or constrained ones for each channel and image.
    private static ResNetRecipe LowBit(string name, int bits, string scale) => new(name)
    {
        Weights = $"{{ \"type\": \"group-wise\", \"bits\": {bits}, \"scale\": \"{scale}\", \"group\": \"{(scale == "float" ? "layer" : "channel")}\" }}",
        Activations = $"{{ \"type\": \"low-bit\", \"bits\": {bits}, \"scale\": \"{scale}\", \"group\": \"{(scale == "float" ? "layer" : "image")}\" }}",
        Errors = $"{{ \"type\": \"low-bit\", \"bits\": {bits}, \"scale\": \"{scale}\", \"group\": \"{(scale == "float" ? "layer" : "image")}\" }}",
    };

    // With three levels a side, a scale that covers the largest value would leave most of them at zero.
    private static ResNetRecipe Deployable(string name, int weightBits, int activationBits) => new(name)
    {
        Weights = $"{{ \"type\": \"group-wise\", \"bits\": {weightBits}, \"scale\": \"float\", \"clip\": 0.4 }}",
        Activations = $"{{ \"type\": \"low-bit\", \"bits\": {activationBits}, \"scale\": \"float\", \"clip\": 0.4 }}",
    };

    private static ResNetRecipe Wrpn(string name, int weightBits, int activationBits) => new(name)
    {
        Weights = weightBits == 32 ? "\"float\"" : $"{{ \"type\": \"wrpn\", \"bits\": {weightBits} }}",
        Activations = activationBits == 32 ? "\"relu\"" : $"{{ \"type\": \"wrpn\", \"bits\": {activationBits}, \"range\": RANGE }}",
    };
}
