using System.Text.RegularExpressions;
using Ensembles.Inventories;
using Suite.Outgoing;

namespace Suite.Workflows.Bundles;

/// <summary>
/// Takes secrets out of texts that leave this machine: those that the inventory knows, by their value wherever they
/// stand, and whatever is called a password or is a private key.
/// </summary>
internal sealed partial class Masking
{
    private const string Mask = "***";

    /// <summary>Shorter ones would take letters out of every word, and keep nothing secret.</summary>
    private const int ShortestSecret = 3;

    private readonly string[] secrets;

    /// <param name="secrets">In any order; empty and very short ones are left out.</param>
    public Masking(IEnumerable<string?> secrets) => this.secrets =
    [
        // The longest first: one may be a part of another.
        .. secrets.OfType<string>().Where(secret => secret.Length >= ShortestSecret)
            .Distinct().OrderByDescending(secret => secret.Length),
    ];

    public static Masking Of(Inventory inventory) => new(InventorySecrets.Of(inventory));

    public string Apply(string text)
    {
        text = PrivateKey().Replace(text, "*** private key ***");
        text = secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Mask, StringComparison.Ordinal));
        return Named().Replace(text, "${name}" + Mask);
    }

    /// <summary>A key and a value, as in zoo.cfg, Java options, YAML, JSON and environments.</summary>
    [GeneratedRegex(
        """(?<name>[\w.-]*(?:password|passwd|passphrase|secret|superDigest|credential)[\w.-]*["']?\s*[=:]\s*)"""
        + """(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s"',}]+)""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    /// <summary>Also one that was cut off.</summary>
    [GeneratedRegex(
        @"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();
}
