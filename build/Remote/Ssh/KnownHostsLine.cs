using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Remote.Ssh;

internal enum KnownHostsMarker
{
    None,
    Revoked,
    CertAuthority,
}

/// <summary>A line of a file of known hosts (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).</summary>
/// <param name="File">The file's path.</param>
/// <param name="Number">From 1.</param>
/// <param name="Names">Patterns, or one hashed name.</param>
internal sealed record KnownHostsLine(
    string File, int Number, KnownHostsMarker Marker, ImmutableArray<string> Names, HostKey Key)
{
    private const string Hashed = "|1|";
    private static readonly char[] Blanks = [' ', '\t'];

    public string Place => $"{File} line {Number}";

    /// <summary>Null for a comment, and for what is not understood: OpenSSH skips such lines, too.</summary>
    public static KnownHostsLine? Parse(string file, int number, string text)
    {
        var words = text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries).AsSpan();
        if (words.Length == 0 || words[0].StartsWith('#'))
        {
            return null;
        }

        var marker = words[0] switch
        {
            "@revoked" => KnownHostsMarker.Revoked,
            "@cert-authority" => KnownHostsMarker.CertAuthority,
            _ => KnownHostsMarker.None,
        };
        words = marker == KnownHostsMarker.None ? words : words[1..];
        if (words.Length < 3 || words[0].StartsWith('@'))
        {
            return null;
        }

        try
        {
            var key = new HostKey(Convert.FromBase64String(words[2]));
            return key.Type == words[1] ? new(file, number, marker, [.. words[0].Split(',')], key) : null;
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Is it about this host?</summary>
    /// <param name="name">In lower case; with a port other than 22 as <c>[name]:port</c>.</param>
    public bool IsAbout(string name) =>
        Names is [var only] && only.StartsWith(Hashed, StringComparison.Ordinal)
            ? IsHashOf(only, name)
            : Wildcard.MatchesAny(Names, name);

    private static bool IsHashOf(string hashed, string name)
    {
        try
        {
            // |1|SALT|HASH: HMAC-SHA1 of the name with the salt as its key, both in base64.
            var parts = hashed.Split('|');
            return parts.Length == 4 &&
#pragma warning disable CA5350 // The file's format, not a choice.
                   HMACSHA1.HashData(Convert.FromBase64String(parts[2]), Encoding.UTF8.GetBytes(name))
#pragma warning restore CA5350
                       .AsSpan().SequenceEqual(Convert.FromBase64String(parts[3]));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
