using System.Net;
using System.Net.Sockets;

namespace Ensembles.Inventories.Schema;

/// <summary>What a text may look like: for editors as a pattern, for the reader as a test. Both say the same.</summary>
/// <param name="Pattern">Regular expression of the JSON schema.</param>
/// <param name="Wanted">Completes "use …".</param>
/// <param name="Accepts">Given the text after variables are replaced.</param>
internal sealed record TextFormat(string Pattern, string Wanted, Func<string, bool> Accepts)
{
    private const string NameLetters = "._-";

    /// <summary>
    /// Anything on one line. ZooKeeper reads zoo.cfg as ISO-8859-1, Java flags as the locale says: so ASCII.
    /// </summary>
    public static readonly TextFormat Line = new(
        "^[ -~]+$", "printable ASCII characters on one line", text => text.Length > 0 && text.All(IsPrintable));

    /// <summary>
    /// A value of zoo.cfg: trimmed there, and a backslash does not survive the file's rewriting by ZooKeeper
    /// (QuorumPeerConfig.editStaticConfig writes without escapes what Properties.load read with them).
    /// </summary>
    public static readonly TextFormat Setting = new(
        @"^[!-\[\]-~]([ -\[\]-~]*[!-\[\]-~])?$", "printable ASCII without backslashes and without blanks at the ends",
        text => text.Length > 0 && text.All(c => IsPrintable(c) && c != '\\') && text.Trim() == text);

    /// <summary>Hours, or from 3.10 on a number with a unit.</summary>
    public static readonly TextFormat PurgeInterval = new(
        "^[0-9]{1,9}(ms|s|m|h|d)?$", "whole hours like 24, or from 3.10 on a time like 30m",
        text => text.TrimEnd('m', 's', 'h', 'd') is { Length: > 0 and < 10 } digits && digits.All(char.IsAsciiDigit)
            && text[digits.Length..] is "" or "ms" or "s" or "m" or "h" or "d");

    /// <summary>Names a folder, a unit and log entries.</summary>
    public static readonly TextFormat Name = new(
        "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$", "1 to 63 of the characters A-Z a-z 0-9 . _ -, the first a letter or digit",
        text => text.Length is > 0 and < 64 && char.IsAsciiLetterOrDigit(text[0])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || NameLetters.Contains(c)));

    public static readonly TextFormat Host = new(
        @"^([A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\.?|\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]?)$",
        "a host name or an IP address", IsHost);

    public static readonly TextFormat Account = new(
        "^[A-Za-z_][A-Za-z0-9._-]*$", "the name of an account",
        text => text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '_')
            && text.All(c => char.IsAsciiLetterOrDigit(c) || NameLetters.Contains(c)));

    /// <summary>
    /// A user of DIGEST-MD5: an option <c>user_NAME</c> of a JAAS file, one word there (ConfigFile, StreamTokenizer).
    /// </summary>
    public static readonly TextFormat User = new(
        "^[A-Za-z0-9._-]+$", "a user name of the characters A-Z a-z 0-9 . _ -",
        text => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || NameLetters.Contains(c)));

    /// <summary>The principal of a service (RFC 4120, section 6.2.1).</summary>
    public static readonly TextFormat ServicePrincipal = new(
        "^[A-Za-z0-9._-]+/[A-Za-z0-9._{}-]+@[A-Za-z0-9._-]+$", "a principal like zookeeper/{host}@EXAMPLE.COM",
        text => text.Split('/') is [{ Length: > 0 } service, var rest]
            && rest.Split('@') is [{ Length: > 0 } host, { Length: > 0 } realm]
            && (service + realm).All(c => char.IsAsciiLetterOrDigit(c) || NameLetters.Contains(c))
            && host.All(c => char.IsAsciiLetterOrDigit(c) || NameLetters.Contains(c) || c is '{' or '}'));

    /// <summary>Who logs in by Kerberos: a user or a service.</summary>
    public static readonly TextFormat Principal = new(
        "^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)?(@[A-Za-z0-9._-]+)?$", "a principal like suite@EXAMPLE.COM",
        text => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || NameLetters.Contains(c) || c is '/' or '@'));

    /// <summary>A path of znodes that clients take as their root (PathUtils.validatePath, with a narrower alphabet).</summary>
    public static readonly TextFormat Chroot = new(
        "^/([A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)?$", "an absolute path of znodes like /kafka, or /",
        text => text == "/" || (text.StartsWith('/') && text.Length < 256 && text[1..].Split('/').All(part =>
            part.Length > 0 && part[0] != '.' && part.All(c => char.IsAsciiLetterOrDigit(c) || NameLetters.Contains(c)))));

    public static readonly TextFormat Version = new(
        "^[0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4}$", "three numbers like 3.9.3",
        text => text.Split('.') is { Length: 3 } parts
            && parts.All(part => part.Length is > 0 and < 5 && part.All(char.IsAsciiDigit)));

    public static readonly TextFormat Sha512 = new(
        "^[0-9A-Fa-f]{128}$", "the 128 hexadecimal digits of the archive's .sha512 file",
        text => text.Length == 128 && text.All(char.IsAsciiHexDigit));

    public static readonly TextFormat Heap = new(
        "^[1-9][0-9]{0,7}[kKmMgG]$", "a size like 512m or 1g",
        text => text.Length is > 1 and < 10 && text[0] is >= '1' and <= '9'
            && text[..^1].All(char.IsAsciiDigit) && "kKmMgG".Contains(text[^1]));

    /// <summary>
    /// zkServer.sh gives the flags to the shell unquoted, which splits them at blanks and expands wildcards: what would
    /// not arrive as written is refused.
    /// </summary>
    public static readonly TextFormat JavaFlag = new(
        "^[-@][!-)+->@-Z\\\\-~]+$",
        "one option like -XX:+UseG1GC, without blanks, * ? [ and other than ASCII; "
        + "put others into a file and write @FILE",
        text => text.Length > 1 && text[0] is '-' or '@'
            && text.All(c => c is > ' ' and <= '~' and not ('*' or '?' or '[')));

    /// <summary>A file's name without a folder.</summary>
    public static readonly TextFormat FileName = new(
        "^[A-Za-z0-9{][A-Za-z0-9._{}-]*$", "a file name of the characters A-Z a-z 0-9 . _ -, without a folder",
        text => text.Length is > 0 and < 128 && (char.IsAsciiLetterOrDigit(text[0]) || text[0] == '{')
            && text.All(c => char.IsAsciiLetterOrDigit(c) || NameLetters.Contains(c) || c is '{' or '}'));

    /// <summary>systemd.unit: letters, digits, <c>: - _ . \ @</c>; a backslash is an escape without a use here.</summary>
    public static readonly TextFormat Unit = new(
        "^[A-Za-z0-9:_.@{}-]+\\.service$", "the name of a systemd service, like zookeeper.service",
        text => text.Length is > 8 and < 256 && text.EndsWith(".service", StringComparison.Ordinal) && text[0] != '-'
            && text.All(c => char.IsAsciiLetterOrDigit(c) || ":_.@{}-".Contains(c)));

    /// <summary>As supervisorctl takes it: a program, or one of a group.</summary>
    public static readonly TextFormat Program = new(
        "^[A-Za-z0-9_{][A-Za-z0-9:._{}-]*$", "the name of a program of supervisord, like zookeeper or zk:zookeeper_00",
        text => text.Length is > 0 and < 256 && text[0] is not ('-' or ':' or '.')
            && text.All(c => char.IsAsciiLetterOrDigit(c) || ":._{}-".Contains(c)));

    /// <summary>A command in one line: split at blanks, and no shell reads it.</summary>
    public static readonly TextFormat Command = new(
        "^ *[!#%+,./0-9:=@A-Z^_a-z{}-][!#%+,./0-9:=@A-Z^_a-z{} -]*$",
        "words without quotes and other characters of the shell, or a list with one item for each word",
        text => text.Trim().Length > 0 && text.All(c => IsPrintable(c) && !"\"'$&();<>|?*[]`\\~".Contains(c)));

    public static readonly TextFormat Jump = new(
        "^([A-Za-z_][A-Za-z0-9._-]*@)?[^@/ ]+$", "[USER@]HOST[:PORT]",
        text => text.All(IsPrintable) && !text.Contains(' '));

    private static bool IsPrintable(char letter) => letter is >= ' ' and <= '~';

    private static bool IsHost(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            string bare = text is ['[', .., ']'] ? text[1..^1] : text;
            return bare.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
                && IPAddress.TryParse(bare, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
        }

        // All digits and dots is meant as an address, and must be a whole one: 10.0.0 is no name.
        return text.All(c => char.IsAsciiDigit(c) || c == '.')
            ? text.Count(c => c == '.') == 3 && IPAddress.TryParse(text, out _)
            : text.Length < 254 && text.TrimEnd('.').Split('.').All(IsLabel);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and < 64 && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
