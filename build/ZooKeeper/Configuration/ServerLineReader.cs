using System.Globalization;

namespace ZooKeeper.Configuration;

/// <summary>Reads what stands after <c>server.ID=</c> (QuorumPeer.QuorumServer's constructor from a string).</summary>
internal static class ServerLineReader
{
    private const string Prefix = "server.";

    public static bool TryReadId(string key, out long id)
    {
        id = 0;
        return key.StartsWith(Prefix, StringComparison.Ordinal) && long.TryParse(
            key.AsSpan(Prefix.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out id);
    }

    public static ServerLine Read(long id, string value)
    {
        var halves = value.Split(';');
        if (halves.Length > 3)
        {
            throw Fault(id, value, "there may be two ';', before the client port and before the one with TLS");
        }

        var addresses = halves[0].Trim().Split('|', 2);
        var parts = Split(addresses[0].Trim());
        if (parts.Count is not (3 or 4))
        {
            throw Fault(id, value, "HOST:QUORUM:ELECTION[:ROLE] is wanted before the ';', IPv6 addresses in brackets");
        }

        // Of several addresses the last one is followed by the role (QuorumServer.toString).
        var more = addresses.Length == 2 ? Split(addresses[1].Trim()) : [];
        var word = parts.Count == 4 ? parts[3] : more.Count > 3 && more.Count % 2 == 0 ? more[^1] : null;
        var role = word is null ? Role.Participant : ReadRole(id, value, word);
        // With a port for TLS the plain one may be left out (3.10, ZOOKEEPER-4276).
        bool hasClient = halves.Length == 2 || halves.Length == 3 && halves[1].Trim().Length > 0;
        var (clientHost, clientPort) = hasClient ? ReadClient(id, value, halves[1].Trim()) : (null, null);
        var secure = halves.Length == 3 ? ReadClient(id, value, halves[2].Trim()) : (null, null);
        return new ServerLine(
            id, ReadHost(id, value, parts[0]), ReadPort(id, value, parts[1]), ReadPort(id, value, parts[2]), role,
            clientHost, clientPort)
        {
            MoreAddresses = more.Count == 0 ? null
                : string.Join(':', word == more[^1] ? more.SkipLast(1) : more),
            SecureClient = secure.Port is not { } port ? null
                : secure.Host is null ? port.ToString(CultureInfo.InvariantCulture)
                : new HostPort(secure.Host, port).ToString(),
        };
    }

    private static (string? Host, int? Port) ReadClient(long id, string value, string text)
    {
        var parts = Split(text);
        return parts.Count switch
        {
            1 => (null, ReadPort(id, value, parts[0])),
            2 => (ReadHost(id, value, parts[0]), ReadPort(id, value, parts[1])),
            _ => throw Fault(id, value, "[ADDRESS:]PORT is wanted after the ';'"),
        };
    }

    /// <summary>Splits at colons outside of brackets.</summary>
    private static List<string> Split(string text)
    {
        List<string> parts = [];
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '[' => 1, ']' => -1, _ => 0 };
            if (text[i] == ':' && depth == 0)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(text[start..].Trim());
        return parts;
    }

    private static string ReadHost(long id, string value, string text)
    {
        if (text is ['[', .. var address, ']'])
        {
            return HostPort.IsIPv6(address)
                ? address : throw Fault(id, value, $"'{text}' is not an IPv6 address in brackets");
        }

        var odd = text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '[' or ']' or ',');
        return text.Length > 0 && !odd ? text : throw Fault(id, value, $"'{text}' is not a host");
    }

    private static int ReadPort(long id, string value, string text) =>
        HostPort.TryParsePort(text, out var port)
            ? port : throw Fault(id, value, $"'{text}' is not a port (1 to 65535)");

    private static Role ReadRole(long id, string value, string text) =>
        text.Equals("participant", StringComparison.OrdinalIgnoreCase) ? Role.Participant
        : text.Equals("observer", StringComparison.OrdinalIgnoreCase) ? Role.Observer
        : throw Fault(id, value, $"'{text}' is not a role (participant or observer)");

    private static FormatException Fault(long id, string value, string why) =>
        new(FormattableString.Invariant($"server.{id}={value}: {why}"));
}
