using System.Globalization;
using System.Text;

namespace Edge.Methods.Benchmarks;

/// <summary>Draws every network as a line with a dot a seed and a stroke at their mean, comparison by comparison.</summary>
internal static class DotPlot
{
    private const int Width = 860;
    private const int Left = 380;
    private const int Right = 30;
    private const int RowHeight = 20;

    public static string Draw(IReadOnlyList<Result> results)
    {
        double low = Math.Floor(results.Count == 0 ? 80 : 100 * results.Min(r => r.Test));
        double high = Math.Ceiling(results.Count == 0 ? 90 : 100 * results.Max(r => r.Test));
        int height = 70 + Relations.All.Sum(r => 30 + (RowHeight * r.Lines.Count));
        StringBuilder svg = new();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"12\">");
        Add(svg, $"<rect width=\"{Width}\" height=\"{height}\" fill=\"white\"/>");
        Add(svg, $"<text x=\"12\" y=\"22\" font-size=\"15\">Test accuracy in percent: a dot a seed, a stroke at the mean</text>");
        double step = high - low > 20 ? 5 : 2;
        for (double value = Math.Ceiling(low / step) * step; value <= high; value += step)
        {
            double x = X(value, low, high);
            Add(svg, $"<line x1=\"{x:F1}\" y1=\"34\" x2=\"{x:F1}\" y2=\"{height - 28}\" stroke=\"#e3e3e3\"/>");
            Add(svg, $"<text x=\"{x:F1}\" y=\"{height - 12}\" text-anchor=\"middle\" fill=\"#555\">{value:F0}</text>");
        }

        double y = 40;
        foreach (Relation relation in Relations.All)
        {
            y += 22;
            Add(svg, $"<text x=\"12\" y=\"{y:F0}\" font-weight=\"bold\">{Escape(relation.Title)}</text>");
            y += 8;
            foreach (Line line in relation.Lines)
            {
                y += RowHeight;
                AddRow(svg, line, y, [.. results.Where(r => r.Network == line.Network).Select(r => X(100 * r.Test, low, high))]);
            }
        }

        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static void AddRow(StringBuilder svg, Line line, double y, double[] positions)
    {
        Add(svg, $"<text x=\"{Left - 14}\" y=\"{y:F0}\" text-anchor=\"end\" fill=\"#333\">{Escape(line.Label)}</text>");
        Add(svg, $"<line x1=\"{Left}\" y1=\"{y - 4:F0}\" x2=\"{Width - Right}\" y2=\"{y - 4:F0}\" stroke=\"#f2f2f2\"/>");
        foreach (double x in positions)
        {
            Add(svg, $"<circle cx=\"{x:F1}\" cy=\"{y - 4:F0}\" r=\"4\" fill=\"#0b6e99\" fill-opacity=\"0.55\"/>");
        }

        if (positions.Length > 0)
        {
            double mean = positions.Average();
            Add(svg, $"<line x1=\"{mean:F1}\" y1=\"{y - 11:F0}\" x2=\"{mean:F1}\" y2=\"{y + 3:F0}\" stroke=\"#d9730d\" stroke-width=\"2\"/>");
        }
    }

    private static double X(double value, double low, double high) => Left + ((Width - Left - Right) * (value - low) / (high - low));

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;");

    private static void Add(StringBuilder svg, FormattableString line) => svg.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
