namespace Edge.Methods.Benchmarks;

/// <summary>One line of a comparison.</summary>
/// <param name="Label">For people.</param>
/// <param name="Paper">What the source reports for the same step, or empty.</param>
internal sealed record Line(string Network, string Label, string Paper);

/// <summary>What a source claims about two networks, as a bound on the difference of their mean accuracies in points.</summary>
/// <param name="Claim">One sentence.</param>
/// <param name="First">Network whose accuracy comes first.</param>
/// <param name="Second">Network whose accuracy is subtracted.</param>
/// <param name="Least">The difference is at least this.</param>
/// <param name="Most">The difference is at most this.</param>
internal sealed record Claim(string Text, string First, string Second, double Least = double.NegativeInfinity, double Most = double.PositiveInfinity);

/// <summary>One of the comparisons: its lines and its claims.</summary>
internal sealed record Relation(string Title, string Source, IReadOnlyList<Line> Lines, IReadOnlyList<Claim> Claims);

/// <summary>The comparisons of docs/results.md.</summary>
internal static class Relations
{
    private const string Cifar = "ResNet-44 on CIFAR-10";

    public static IReadOnlyList<Relation> All { get; } =
    [
        new(
            "Fewer activation bits hurt more than fewer weight bits",
            $"Mishra, Marr: WRPN & Apprentice, table 1, {Cifar}",
            [
                new(Plan.Baseline, "float", "93.5"),
                new("w2-a32", "2-bit weights", "93.2"),
                new("w32-a8", "8-bit activations", "93.0"),
                new("w2-a8", "2-bit weights, 8-bit activations", "92.6"),
                new("w32-a2", "2-bit activations", ""),
                new("w2-a2", "2-bit weights and activations", ""),
            ],
            [
                new("2-bit activations lose more than 2-bit weights", "w2-a32", "w32-a2", Least: 0),
                new("8-bit activations lose more than 2-bit weights (0.2 points in the paper)", "w2-a32", "w32-a8", Least: 0),
                new("2-bit weights with 8-bit activations lose about 1 point (0.5 .. 2)", Plan.Baseline, "w2-a8", 0.5, 2),
            ]),
        new(
            "Widening the first third wins back most of it",
            $"Mishra, Marr: WRPN & Apprentice, table 2, {Cifar}",
            [
                new(Plan.Baseline, "float", "93.5"),
                new("w2-a8", "2-bit weights, 8-bit activations", "92.6"),
                new("first-third-w2-a8", "the same, first 30 % of the layers doubled", "93.1"),
                new("2x-w2-a8", "the same, all layers doubled", "93.5"),
            ],
            [
                new("doubling the first third wins", "first-third-w2-a8", "w2-a8", Least: 0),
                new("and comes within 0.5 points of float", Plan.Baseline, "first-third-w2-a8", Most: 0.5),
                new("doubling everything reaches float", "2x-w2-a8", Plan.Baseline, Least: 0),
            ]),
        new(
            "A teacher wins back more, and faster",
            $"Mishra, Marr: WRPN & Apprentice, tables 3 and 4, {Cifar} under ResNet-101; here under a float network of 14 layers with twice the filters",
            [
                new(Plan.Baseline, "float, the student's own shape", "93.5"),
                new(Plan.LargeTeacher, "float, 14 layers with 16, 32 and 64 filters: the teacher", ""),
                new(Plan.Student, "2-bit weights, 8-bit activations, alone", "92.6"),
                new(Plan.Apprentice, "the same under the teacher", "93.4"),
                new(Plan.WideApprentice, "and the first 30 % of the layers doubled", "93.8"),
                new("apprentice-w2-a8", "for comparison: under a float network of its own shape", ""),
                new("first-third-apprentice-w2-a8", "and the first 30 % of the layers doubled", ""),
            ],
            [
                new("the teacher is better than the float network of the student's shape", Plan.LargeTeacher, Plan.Baseline, Least: 0),
                new("the teacher helps", Plan.Apprentice, Plan.Student, Least: 0),
                new("more than doubling the first third", Plan.Apprentice, Plan.WideStudent, Least: 0),
                new("the widened student learns from it too", Plan.WideApprentice, Plan.WideStudent, Least: 0),
                new("both together meet or beat float", Plan.WideApprentice, Plan.Baseline, Least: 0),
                new("a larger teacher teaches more than one of the student's shape", Plan.Apprentice, "apprentice-w2-a8", Least: 0),
            ]),
        new(
            "Groups with scales of their own keep training in few bits alive",
            "Zhong 2020, ResNet-20 on CIFAR-10 (float 92.5 in He et al. 2016); weights, activations and errors in as many bits",
            [
                new(Plan.Baseline, "float", "92.5"),
                new("low-bit-4-float", "4 bits, one free scale a layer", "79.0"),
                new("low-bit-4-power", "4 bits, groups, powers of two", "90.1"),
                new("low-bit-4-same-mantissa", "4 bits, groups, one mantissa", "90.5"),
                new("low-bit-4-simple-mantissa", "4 bits, groups, 1 or 1.5 times 2^e", "90.7"),
                new("low-bit-3-float", "3 bits, one free scale a layer", "62.5"),
                new("low-bit-3-simple-mantissa", "3 bits, groups, 1 or 1.5 times 2^e", "84.3"),
            ],
            [
                new("groups at 4 bits are better than one free scale", "low-bit-4-simple-mantissa", "low-bit-4-float", Least: 0),
                new("groups at 4 bits lose about 1 point (at most 2)", Plan.Baseline, "low-bit-4-simple-mantissa", Most: 2),
                new("one free scale at 4 bits loses about 12 points (at least 6)", Plan.Baseline, "low-bit-4-float", Least: 6),
                new("groups are better at 3 bits", "low-bit-3-simple-mantissa", "low-bit-3-float", Least: 0),
            ]),
        new(
            "Deployment in double precision gives back what 2 bits lost, without training",
            "Zhong 2020, double-precision deployment, 2-bit networks on CIFAR-10",
            [
                new(Plan.TwoBits, "2-bit weights and activations", "87.3"),
                new("two-bits-double-w", "weights deployed in 4 bits: two 2-bit planes", "89.1"),
                new("two-bits-double-a", "activations likewise", "88.7"),
                new("two-bits-double-w-a", "both", "90.8"),
            ],
            [
                new("weights in double precision help", "two-bits-double-w", Plan.TwoBits, Least: 0),
                new("activations in double precision help", "two-bits-double-a", Plan.TwoBits, Least: 0),
                new("both give back about 3 points (at least 1.5)", "two-bits-double-w-a", Plan.TwoBits, Least: 1.5),
            ]),
        new(
            "Binary costs much, ternary little, wide networks of few bits nothing",
            "Weng 2021, table 2 (a survey's words), and Mishra et al. 2017 for the last line",
            [
                new(Plan.Baseline, "float", ""),
                new("binary-w-a", "binary weights and activations", "about 10 less"),
                new("binary-w", "binary weights", ""),
                new("ternary-w", "ternary weights", "low to moderate loss"),
                new("2x-w4-a4", "WRPN: all layers doubled, 4-bit weights and activations", "at or above float"),
            ],
            [
                new("binary loses about 10 points (5 .. 20)", Plan.Baseline, "binary-w-a", 5, 20),
                new("ternary weights lose less than binary ones", "ternary-w", "binary-w", Least: 0),
                new("ternary weights lose little (at most 3)", Plan.Baseline, "ternary-w", Most: 3),
                new("WRPN at 4 bits reaches float", "2x-w4-a4", Plan.Baseline, Least: 0),
            ]),
    ];
}
