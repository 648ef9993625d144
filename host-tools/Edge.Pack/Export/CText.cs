using System.Text;

namespace Edge.Pack.Export;

/// <summary>Text of a model in C sources.</summary>
internal static class CText
{
    /// <summary>Text that cannot end a comment.</summary>
    public static string Comment(string text) => string.Concat(text.Where(c => !char.IsControl(c))).Replace("*/", "* /", StringComparison.Ordinal).Replace("/*", "/ *", StringComparison.Ordinal);

    /// <summary>A string literal of the UTF-8 bytes; octal escapes end by themselves after three digits.</summary>
    public static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            literal.Append(value is >= 0x20 and < 0x7f and not ((byte)'"' or (byte)'\\' or (byte)'?') ? ((char)value).ToString() : "\\" + Convert.ToString(value, 8).PadLeft(3, '0'));
        }

        return literal.Append('"').ToString();
    }
}
