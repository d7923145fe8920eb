using System.Collections.Immutable;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Suite.Outgoing;

/// <summary>
/// The one way by which text leaves the suite, to consoles, reports, bundles and build servers: secrets stand as
/// <c>***</c>, control characters are visible. Thread-safe; doing it twice changes nothing.
/// </summary>
public sealed partial class OutgoingText
{
    private const string Mask = "***";

    /// <summary>Shorter ones would take letters out of every word, and keep nothing secret.</summary>
    private const int ShortestSecret = 4;

    private readonly Lock guard = new();
    private ImmutableArray<string> forms = [];

    /// <summary>From here on these values stand nowhere, in whatever format a text is.</summary>
    /// <param name="secrets">Empty and very short ones are left out.</param>
    /// <param name="open">
    /// What is no secret: a secret that is a part of it (a password that is the ensemble's name) would take words
    /// out of all texts, and hide nothing.
    /// </param>
    public void Hide(IEnumerable<string?> secrets, string open = "")
    {
        var added = secrets.OfType<string>()
            .Where(secret => secret.Length >= ShortestSecret)
            .Where(secret => !open.Contains(secret, StringComparison.OrdinalIgnoreCase))
            .SelectMany(FormsOf);
        lock (guard)
        {
            // The longest first: one may be a part of another.
            forms = [.. forms.Concat(added).Distinct().OrderByDescending(form => form.Length)];
        }
    }

    /// <summary>A text as it may go out.</summary>
    public string Clean(string text) => ControlCharacters.Show(MaskIn(text));

    /// <summary>The same between a terminal's own sequences: a line that begins anew (CR) is one of them.</summary>
    public string CleanForTerminal(string text) =>
        string.Join('\r', MaskIn(text).Split('\r').Select(ControlCharacters.Show));

    private string MaskIn(string text)
    {
        if (text.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            text = PrivateKey().Replace(text, "*** private key ***");
        }

        foreach (string form in forms)
        {
            text = text.Replace(form, Mask, StringComparison.Ordinal);
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            text = Address().Replace(text, address => Token().Replace(
                Account().Replace(address.Value, "${scheme}" + Mask + "@"), "${name}" + Mask));
        }

        return text.Contains("-D", StringComparison.Ordinal) ? Option().Replace(text, "${name}" + Mask) : text;
    }

    /// <summary>As it is, and as the formats of texts write it: JSON, XML, HTML, a shell, an address, markup.</summary>
    private static IEnumerable<string> FormsOf(string secret) =>
    [
        secret,
        JsonEncodedText.Encode(secret).ToString(),
        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        WebUtility.HtmlEncode(secret),
        System.Security.SecurityElement.Escape(secret),
        new System.Xml.Linq.XText(secret).ToString(),
        new System.Xml.Linq.XAttribute("a", secret).ToString()[3..^1],
        secret.Replace("'", @"'\''", StringComparison.Ordinal),
        Uri.EscapeDataString(secret),
        Markup.Escape(secret),
    ];

    /// <summary>An address with its account and its query, to where a text around it goes on.</summary>
    [GeneratedRegex("""\b[A-Za-z][A-Za-z0-9+.-]*://[^\s"'<>\\]+""")]
    private static partial Regex Address();

    /// <summary>Name and password, or a token in their place; of ssh and the like only with a password.</summary>
    [GeneratedRegex("""^(?<scheme>(?:(?:https?|ftps?)://(?=[^/?#]*@)|[^:/]+://[^/@:]*:))[^/?#]*@""")]
    private static partial Regex Account();

    /// <summary>What lets the holder of the address in, by the names that storage services and registries use.</summary>
    [GeneratedRegex(
        """(?<name>[?&;][\w.-]*(?:token|sig|signature|secret|passwd?|password|pwd|key|credential|auth|code)"""
        + """[\w.-]*=)[^&;#]+""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Token();

    /// <summary>An option of the Java machine, up to the blank or quote after it.</summary>
    [GeneratedRegex("""(?<name>-D[^\s=']*(?:passw|passphrase|secret|token|credential|api[._-]?key|superDigest)[^\s=']*=)[^\s'"]+""", RegexOptions.IgnoreCase)]
    private static partial Regex Option();

    /// <summary>Also one that was cut off.</summary>
    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();
}
