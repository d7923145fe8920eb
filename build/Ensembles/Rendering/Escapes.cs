using Scriban.Runtime;

namespace Ensembles.Rendering;

/// <summary>
/// How a value is written so that it arrives as it is, by the kind of file. Functions of the templates.
/// </summary>
internal static class Escapes
{
    /// <summary><c>sh</c>, <c>xml</c>, <c>unit</c> and <c>json</c>; read-only, shared by all renderings.</summary>
    public static ScriptObject Functions { get; } = Make();

    /// <summary>One word of POSIX shell: in single quotes nothing is special but the quote.</summary>
    public static string Shell(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Text or an attribute of XML.</summary>
    public static string Xml(string value) => System.Security.SecurityElement.Escape(value);

    /// <summary>
    /// One word of a systemd unit (systemd.syntax). Paths have no <c>\</c>, <c>%</c> and <c>$</c> in them.
    /// </summary>
    public static string Unit(string value) => $"\"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Text with its quotes, of JSON and so of YAML.</summary>
    public static string Json(string value) => $"\"{System.Text.Json.JsonEncodedText.Encode(value, Plain)}\"";

    private static readonly System.Text.Encodings.Web.JavaScriptEncoder Plain =
        System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static ScriptObject Make()
    {
        var functions = new ScriptObject();
        functions.Import("sh", new Func<string, string>(Shell));
        functions.Import("xml", new Func<string, string>(Xml));
        functions.Import("unit", new Func<string, string>(Unit));
        functions.Import("json", new Func<string, string>(Json));
        functions.IsReadOnly = true;
        return functions;
    }
}
