using System.Globalization;
using System.Text.RegularExpressions;

namespace Ensembles.Inventories.Yaml;

/// <summary>What plain scalars mean by YAML 1.2's core schema (section 10.3.2); quoted ones are texts.</summary>
internal static partial class CoreSchema
{
    public static bool IsNull(string text) => text is "" or "~" or "null" or "Null" or "NULL";

    public static bool? Flag(string text) => text switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    /// <summary><c>020</c> is twenty: eight based numbers begin with <c>0o</c>.</summary>
    public static long? Integer(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return long.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long hex)
                && hex >= 0 ? hex : null;
        }

        return Octal().IsMatch(text) ? Convert.ToInt64(text[2..], 8)
            : Decimal().IsMatch(text) && long.TryParse(
                text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
            : null;
    }

    public static double? Fraction(string text) =>
        Float().IsMatch(text)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number)
            ? number
            : null;

    [GeneratedRegex("^0o[0-7]{1,20}$")]
    private static partial Regex Octal();

    [GeneratedRegex("^[-+]?[0-9]+$")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Float();
}
