using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ZooKeeper.Configuration;

public sealed partial record ServerLine
{
    /// <summary>The key that a configuration names the server by: <c>server.ID</c>.</summary>
    public string Key => "server." + Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>What stands after the <c>=</c>: the role always, of the client port what is known.</summary>
    public string Value
    {
        get
        {
            var role = Role == Role.Observer ? "observer" : "participant";
            var more = MoreAddresses is null ? "" : "|" + MoreAddresses;
            var quorum = FormattableString.Invariant(
                $"{HostPort.Bracketed(Host)}:{QuorumPort}:{ElectionPort}{more}:{role}");
            var plain = ClientPort is not { } port ? ""
                : ClientHost is null ? port.ToString(CultureInfo.InvariantCulture)
                : new HostPort(ClientHost, port).ToString();
            return SecureClient is not null ? $"{quorum};{plain};{SecureClient}"
                : plain.Length > 0 ? $"{quorum};{plain}"
                : quorum;
        }
    }

    /// <summary>Reads <c>server.ID=HOST:QUORUM:ELECTION[:ROLE][;[CLIENTHOST:]CLIENT[;[SECUREHOST:]SECURE]]</c>.</summary>
    /// <exception cref="FormatException">The text is something else; the message says what is wrong.</exception>
    public static ServerLine Parse(string text)
    {
        var (key, value) = KeyValue.Split(text);
        return ServerLineReader.TryReadId(key, out var id)
            ? ServerLineReader.Read(id, value)
            : throw new FormatException($"'{text.Trim()}' is not a server line: server.ID=HOST:QUORUM:ELECTION");
    }

    /// <inheritdoc cref="Parse"/>
    /// <returns>False where <see cref="Parse"/> would throw.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ServerLine? line)
    {
        try
        {
            line = Parse(text ?? "");
            return true;
        }
        catch (FormatException)
        {
            line = null;
            return false;
        }
    }

    /// <summary>The line, as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => $"{Key}={Value}";
}
