using System.Globalization;
using System.Net;

namespace Ensembles.Adopting;

/// <summary>Texts of others as scalars of YAML that mean just these texts to the reader of inventories.</summary>
internal static class YamlText
{
    private static readonly string[] Words = ["true", "false", "yes", "no", "on", "off", "null", "~", "y", "n"];

    /// <summary>
    /// A text that may hold anything: plain where that is safe, else in double quotes; <c>${</c>, which would be a
    /// variable, is doubled.
    /// </summary>
    public static string Of(string text)
    {
        var literal = Literal(text);
        return IsPlain(literal) ? literal : Quoted(literal);
    }

    /// <summary>Words with blanks between them, each a text and behind it a variable of the environment, or none.</summary>
    public static string OfParts(params (string Text, string? Variable)[] words)
    {
        var text = string.Join(' ', words.Select(word =>
            Literal(word.Text) + (word.Variable is { } name ? $"${{{name}}}" : "")));
        return IsPlain(text) ? text : Quoted(text);
    }

    /// <summary>A value of zoo.cfg: numbers, flags and yes or no stand without quotes, as the reader wants them.</summary>
    public static string OfSetting(string value) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        || value is "true" or "false" or "yes" or "no"
            ? value
            : Of(value);

    /// <summary>A reference to a variable of the environment: <c>"${NAME}"</c>.</summary>
    public static string Variable(string name) => $"\"${{{name}}}\"";

    /// <summary>The name of a variable that stands for a key's value: letters, digits and <c>_</c>.</summary>
    public static string VariableName(string key) =>
        "ZOOKEEPER_" + string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));

    /// <summary>The variable that stands for the value of a property that holds a secret.</summary>
    public static string VariableOf(string key) => VariableName(
        key.StartsWith("zookeeper.", StringComparison.Ordinal) ? key["zookeeper.".Length..] : key);

    /// <summary>A text as a comment: on one line, whatever it holds.</summary>
    public static string Comment(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));

    private static string Literal(string text) => text.Replace("${", "$${", StringComparison.Ordinal);

    private static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '_')
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "/_.+-@=".Contains(c, StringComparison.Ordinal))
        && !Words.Contains(text.ToLowerInvariant())
        && (!char.IsAsciiDigit(text[0]) || IPAddress.TryParse(text, out _) && text.Count(c => c == '.') == 3);

    private static string Quoted(string text) =>
        "\"" + string.Concat(text.Select(c => c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\t' => "\\t",
            _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' or '\uFEFF' =>
                $"\\u{(int)c:x4}",
            _ => c.ToString(),
        })) + "\"";
}
