using System.Text;
using Edge.Errors;

namespace Edge.Pack.Export;

/// <summary>Names in generated code.</summary>
public static class ExportNames
{
    /// <summary>Letters, digits and underscores of a name, beginning with a letter or an underscore; other characters become underscores.</summary>
    public static string Identifier(string name)
    {
        var text = new StringBuilder();
        foreach (char character in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        }

        return text.Length == 0 || char.IsAsciiDigit(text[0]) ? "_" + text : text.ToString();
    }

    /// <summary>Refuses what is no identifier.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What has this name, for the message.</param>
    /// <exception cref="PackException"><c>export-name</c>.</exception>
    public static void Require(string name, string what)
    {
        if (name.Length == 0 || name != Identifier(name))
        {
            throw new PackException("export-name", $"'{name}' cannot be the name of {what} in code", ExitCode.Usage)
            {
                Expected = "letters, digits and underscores, not beginning with a digit",
                Found = name.Length == 0 ? "nothing" : name,
                Try = $"{Identifier(name)}",
            };
        }
    }
}
