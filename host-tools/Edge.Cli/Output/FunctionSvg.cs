using System.Globalization;
using System.Text;

namespace Edge.Cli.Output;

/// <summary>Draws y over x as a small SVG with the line y = x behind it: how a quantizer moves values.</summary>
internal static class FunctionSvg
{
    private const int Width = 480;
    private const int Height = 360;
    private const int Left = 56;
    private const int Right = 20;
    private const int Top = 40;
    private const int Bottom = 36;

    /// <summary>Changes of less than this share of the axis are not seen.</summary>
    private const double Thinning = 0.004;

    public static string Draw(string title, IReadOnlyList<float> x, IReadOnlyList<float> y)
    {
        Axis across = Axis.Of(x, Left, Width - Right);
        Axis up = Axis.Of([.. y, 0], Height - Bottom, Top);
        var svg = new StringBuilder();
        svg.AppendLine(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">"));
        svg.AppendLine(Invariant($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>"));
        svg.AppendLine(Invariant($"<text x=\"{Left}\" y=\"22\" font-size=\"15\" fill=\"#222\">{Escape(title)}</text>"));
        foreach (double value in across.Ticks)
        {
            svg.AppendLine(Invariant($"<line x1=\"{across.At(value):F1}\" y1=\"{Top}\" x2=\"{across.At(value):F1}\" y2=\"{Height - Bottom}\" stroke=\"#e4e4e4\"/>"));
            svg.AppendLine(Invariant($"<text x=\"{across.At(value):F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\" fill=\"#555\">{value:0.###}</text>"));
        }

        foreach (double value in up.Ticks)
        {
            svg.AppendLine(Invariant($"<line x1=\"{Left}\" y1=\"{up.At(value):F1}\" x2=\"{Width - Right}\" y2=\"{up.At(value):F1}\" stroke=\"#e4e4e4\"/>"));
            svg.AppendLine(Invariant($"<text x=\"{Left - 8}\" y=\"{up.At(value) + 4:F1}\" text-anchor=\"end\" fill=\"#555\">{value:0.###}</text>"));
        }

        double from = Math.Max(across.Low, up.Low);
        double to = Math.Min(across.High, up.High);
        svg.AppendLine(Invariant($"<line x1=\"{across.At(from):F1}\" y1=\"{up.At(from):F1}\" x2=\"{across.At(to):F1}\" y2=\"{up.At(to):F1}\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>"));
        svg.AppendLine(Invariant($"<polyline fill=\"none\" stroke=\"#0b6e99\" stroke-width=\"2\" points=\"{Points(x, y, across, up)}\"/>"));
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    // A jump is drawn upright between the two values that it parts; where the curve is smooth, points closer than the eye can tell are left out.
    private static string Points(IReadOnlyList<float> x, IReadOnlyList<float> y, Axis across, Axis up)
    {
        double visible = Thinning * (up.High - up.Low);
        var kept = new List<string> { Point(x[0], y[0]) };
        double last = y[0];
        for (int i = 1; i < x.Count; i++)
        {
            if (Math.Abs(y[i] - y[i - 1]) > visible)
            {
                double middle = (x[i - 1] + (double)x[i]) / 2;
                kept.Add(Point(middle, y[i - 1]));
                kept.Add(Point(middle, y[i]));
                last = y[i];
            }
            else if (Math.Abs(y[i] - last) > visible || i == x.Count - 1)
            {
                kept.Add(Point(x[i], y[i]));
                last = y[i];
            }
        }

        return string.Join(' ', kept);

        string Point(double a, double b) => Invariant($"{across.At(a):F1},{up.At(b):F1}");
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Values between round bounds, drawn between two positions.</summary>
    private sealed record Axis(double Low, double High, double Step, double From, double To)
    {
        public IEnumerable<double> Ticks => Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(i => Low + (i * Step));

        public static Axis Of(IReadOnlyList<float> values, double from, double to)
        {
            (double low, double high, double step) = CurveSvg.Scale([.. values.Select(v => (double)v)]);
            return new Axis(low, high, step, from, to);
        }

        public double At(double value) => From + ((To - From) * (value - Low) / (High - Low));
    }
}
