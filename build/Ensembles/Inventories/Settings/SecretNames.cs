using System.Text.RegularExpressions;

namespace Ensembles.Inventories.Settings;

/// <summary>
/// Tells what may be a secret by its name or by its form: properties and options of other programs (agents, plug-ins) that
/// no table of ours knows. A value that is taken for a secret wrongly is only asked for by a variable.
/// </summary>
public static partial class SecretNames
{
    /// <summary>The name of a property, such as <c>vault.token</c> or <c>api.key</c>; not where it names a file.</summary>
    public static bool IsSecret(string key) => Name().IsMatch(key) && !Place().IsMatch(key);

    /// <summary>A value with the password of an account in it, such as <c>jdbc:pg://user:password@host/db</c>.</summary>
    public static bool HasAccount(string value) => Account().IsMatch(value);

    /// <summary>Any text in which a secret may stand: it names one, or has an account's password.</summary>
    public static bool MayHoldSecret(string text) => Name().IsMatch(text) || HasAccount(text);

    [GeneratedRegex(
        "passw|passphrase|pwd|superDigest|secret|token|credential|(api|access|private|licen[cs]e|auth|account|shared)[._-]?key",
        RegexOptions.IgnoreCase)]
    private static partial Regex Name();

    [GeneratedRegex("(path|file|location|dir|folder|class|provider|type|enabled|timeout)$", RegexOptions.IgnoreCase)]
    private static partial Regex Place();

    [GeneratedRegex("://[^/?#@\\s]*:[^/?#@\\s]*@")]
    private static partial Regex Account();
}
