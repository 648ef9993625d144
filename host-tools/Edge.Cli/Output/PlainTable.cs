namespace Edge.Cli.Output;

/// <summary>Columns padded with spaces: readable on a terminal, in a log and by awk alike. Columns whose name starts with '&gt;' are right-aligned.</summary>
internal sealed class PlainTable
{
    private readonly string[] headers;
    private readonly bool[] right;
    private readonly List<string[]> rows = [];

    public PlainTable(params string[] columns)
    {
        right = [.. columns.Select(c => c.StartsWith('>'))];
        headers = [.. columns.Select(c => c.TrimStart('>'))];
    }

    public void Add(params string[] cells)
    {
        if (cells.Length != headers.Length)
        {
            throw new ArgumentException($"a row needs {headers.Length} cells, it has {cells.Length}");
        }

        rows.Add(cells);
    }

    public void WriteTo(TextWriter writer)
    {
        int[] widths = [.. headers.Select((header, i) => Math.Max(header.Length, rows.Count == 0 ? 0 : rows.Max(row => row[i].Length)))];
        WriteRow(writer, headers, widths);
        WriteRow(writer, [.. widths.Select(width => new string('-', width))], widths);
        foreach (string[] row in rows)
        {
            WriteRow(writer, row, widths);
        }
    }

    private void WriteRow(TextWriter writer, string[] cells, int[] widths)
    {
        var padded = cells.Select((cell, i) => right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
        writer.WriteLine(string.Join("  ", padded).TrimEnd());
    }
}
