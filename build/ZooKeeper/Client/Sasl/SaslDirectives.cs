using System.Text;

namespace ZooKeeper.Client.Sasl;

/// <summary>The <c>name=value, name="value"</c> of DIGEST-MD5 (RFC 2831, section 7.1).</summary>
internal static class SaslDirectives
{
    /// <summary>The first value of each name, without quotes; names are in lower case.</summary>
    /// <exception cref="SaslException">The text is no such list.</exception>
    public static Dictionary<string, string> Parse(string text)
    {
        Dictionary<string, string> found = [];
        for (var at = Skip(text, 0); at < text.Length; at = Skip(text, at))
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
            {
                throw new SaslException("the server's token is no list of directives (DIGEST-MD5): its JAAS section may be " +
                    "for Kerberos");
            }

            var name = text[at..equals].Trim().ToLowerInvariant();
            (var value, at) = Value(text, equals + 1);
            found.TryAdd(name, value);
        }

        return found;
    }

    private static (string Value, int End) Value(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        if (at == text.Length || text[at] != '"')
        {
            var end = text.IndexOf(',', at);
            end = end < 0 ? text.Length : end;
            return (text[at..end].Trim(), end);
        }

        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            at += text[at] == '\\' && at + 1 < text.Length ? 1 : 0;
            value.Append(text[at]);
        }

        return (value.ToString(), Math.Min(at + 1, text.Length));
    }

    private static int Skip(string text, int at)
    {
        while (at < text.Length && (text[at] == ',' || char.IsWhiteSpace(text[at])))
        {
            at++;
        }

        return at;
    }
}
