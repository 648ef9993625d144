using System.Globalization;
using System.Text;

namespace Edge.Cli.Output;

/// <summary>One line of a chart: its name and one value an epoch; NaN where there is none.</summary>
internal sealed record Curve(string Name, IReadOnlyList<double> Values);

/// <summary>Draws training curves as a small SVG: epochs to the right, one scale for all curves.</summary>
internal static class CurveSvg
{
    private const int Width = 720;
    private const int Height = 360;
    private const int Left = 56;
    private const int Right = 20;
    private const int Top = 48;
    private const int Bottom = 44;

    private static readonly string[] Colors = ["#0b6e99", "#d9730d", "#448361", "#9065b0"];

    public static string Draw(string title, string unit, IReadOnlyList<Curve> curves)
    {
        double[] values = [.. curves.SelectMany(curve => curve.Values).Where(double.IsFinite)];
        int epochs = curves.Count == 0 ? 0 : curves.Max(curve => curve.Values.Count);
        (double low, double high, double step) = Scale(values);

        var svg = new StringBuilder();
        svg.AppendLine(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">"));
        svg.AppendLine(Invariant($"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>"));
        svg.AppendLine(Invariant($"<text x=\"{Left}\" y=\"22\" font-size=\"16\" fill=\"#222\">{Escape(title)}</text>"));
        DrawGrid(svg, low, high, step, unit);
        DrawEpochs(svg, epochs);
        for (int i = 0; i < curves.Count; i++)
        {
            DrawCurve(svg, curves[i], Colors[i % Colors.Length], epochs, low, high);
            double x = Width - Right - ((curves.Count - i) * 120);
            svg.AppendLine(Invariant($"<text x=\"{x:F0}\" y=\"40\" fill=\"{Colors[i % Colors.Length]}\">{Escape(curves[i].Name)}</text>"));
        }

        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    /// <summary>Round bounds around the values and a step of 1, 2 or 5 times a power of ten, about five steps in all.</summary>
    internal static (double Low, double High, double Step) Scale(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return (0, 1, 0.2);
        }

        double span = Math.Max(values.Max() - values.Min(), Math.Max(Math.Abs(values.Max()) * 1e-3, 1e-6));
        double power = Math.Pow(10, Math.Floor(Math.Log10(span / 5)));
        double step = new[] { 1, 2, 5, 10 }.Select(m => m * power).First(s => span / s <= 5.0001);
        return (Math.Floor(values.Min() / step) * step, Math.Ceiling((values.Max() + (span * 1e-9)) / step) * step, step);
    }

    private static void DrawGrid(StringBuilder svg, double low, double high, double step, string unit)
    {
        int lines = (int)Math.Round((high - low) / step);
        for (int i = 0; i <= lines; i++)
        {
            double value = low + (i * step);
            double y = Y(value, low, high);
            svg.AppendLine(Invariant($"<line x1=\"{Left}\" y1=\"{y:F1}\" x2=\"{Width - Right}\" y2=\"{y:F1}\" stroke=\"#ddd\"/>"));
            svg.AppendLine(Invariant($"<text x=\"{Left - 8}\" y=\"{y + 4:F1}\" text-anchor=\"end\" fill=\"#555\">{value:0.###}{Escape(unit)}</text>"));
        }
    }

    private static void DrawEpochs(StringBuilder svg, int epochs)
    {
        int every = Math.Max(1, (int)Math.Ceiling(epochs / 12.0));
        for (int epoch = 1; epoch <= epochs; epoch += every)
        {
            svg.AppendLine(Invariant($"<text x=\"{X(epoch - 1, epochs):F1}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\" fill=\"#555\">{epoch}</text>"));
        }

        svg.AppendLine(Invariant($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 8}\" text-anchor=\"middle\" fill=\"#555\">epoch</text>"));
    }

    private static void DrawCurve(StringBuilder svg, Curve curve, string color, int epochs, double low, double high)
    {
        var points = curve.Values
            .Select((value, epoch) => (value, epoch))
            .Where(point => double.IsFinite(point.value))
            .Select(point => Invariant($"{X(point.epoch, epochs):F1},{Y(point.value, low, high):F1}"));
        svg.AppendLine(Invariant($"<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" points=\"{string.Join(' ', points)}\"/>"));
    }

    private static double X(int epoch, int epochs) => Left + ((Width - Left - Right) * (epochs <= 1 ? 0.5 : epoch / (double)(epochs - 1)));

    private static double Y(double value, double low, double high) => Top + ((Height - Top - Bottom) * (high - value) / (high - low));

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
