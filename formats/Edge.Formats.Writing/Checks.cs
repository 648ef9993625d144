using System.Globalization;
using System.Runtime.CompilerServices;

namespace Edge.Formats.Writing;

/// <summary>The one way a check fails. Its texts are put together only when it does, so that checking a file allocates nothing.</summary>
internal static class Checks
{
    /// <exception cref="ModelFormatException">The condition does not hold.</exception>
    public static void Require<T>(
        bool right,
        Status status,
        [InterpolatedStringHandlerArgument(nameof(right))] FailureText field,
        [InterpolatedStringHandlerArgument(nameof(right))] FailureText expected,
        T found)
    {
        if (!right)
        {
            throw new ModelFormatException(status, field.ToString(), expected.ToString(), Describe(found));
        }
    }

    private static string Describe<T>(T found) => found switch
    {
        null => "nothing",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => found.ToString()!,
    };

    /// <summary>An interpolated text that stays empty while all is well.</summary>
    [InterpolatedStringHandler]
    public ref struct FailureText
    {
        private readonly string? _constant;
        private DefaultInterpolatedStringHandler _text;

        public FailureText(int literalLength, int formattedCount, bool right, out bool wanted)
        {
            wanted = !right;
            _constant = null;
            _text = wanted ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
        }

        private FailureText(string constant)
        {
            _constant = constant;
            _text = default;
        }

        public static implicit operator FailureText(string constant) => new(constant);

        public void AppendLiteral(string value) => _text.AppendLiteral(value);

        public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

        public void AppendFormatted<T>(T value, string format) => _text.AppendFormatted(value, format);

        public override string ToString() => _constant ?? _text.ToString();
    }
}
