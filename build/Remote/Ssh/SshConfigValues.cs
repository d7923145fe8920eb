using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;

namespace Remote.Ssh;

/// <summary>The values that ssh's configuration has for one target, with their tokens replaced.</summary>
internal sealed class SshConfigValues(SshConfigReading reading, ImmutableArray<(string Token, string Value)> tokens)
{
    /// <summary>Followed by no one here; what it says is told where a connection fails.</summary>
    private static readonly ImmutableArray<(string Keyword, Func<string, bool> Matters)> Left =
    [
        ("canonicalizehostname", value => value is "yes" or "always"),
        ("bindaddress", _ => true),
        ("bindinterface", _ => true),
        ("pkcs11provider", value => value != "none"),
        ("nohostauthenticationforlocalhost", value => value is "yes"),
        ("stricthostkeychecking", value => value is "no" or "off" or "accept-new"),
        ("verifyhostkeydns", value => value is "yes"),
        ("pubkeyauthentication", value => value is "no"),
        ("proxyusefdpass", value => value is "yes"),
    ];

    public ImmutableArray<string> Keys => Paths("identityfile");

    public ImmutableArray<string> Certificates => Paths("certificatefile");

    /// <summary>The agent's socket, <c>none</c>, or null for that of the environment.</summary>
    public string? Agent => reading.Line("identityagent") is not { } line ? null
        : line.Words[0] switch
        {
            "none" => "none",
            "SSH_AUTH_SOCK" => null,
            ['$', not '{', ..] variable => Environment.GetEnvironmentVariable(variable[1..]) ?? "none",
            var path => SshTokens.Path(path, tokens, line),
        };

    /// <summary>The user's files, then the machine's.</summary>
    public ImmutableArray<string> KnownHosts
    {
        get
        {
            ImmutableArray<string> files =
            [
                .. Files("userknownhostsfile", KnownHostsFiles.User),
                .. Files("globalknownhostsfile", KnownHostsFiles.Machine),
            ];
            return files.IsEmpty ? ["/dev/null"] : files; // Empty would stand for the usual ones.
        }
    }

    public KnownHostsCommand? KnownHostsCommand => reading.Line("knownhostscommand") is { } line && line.Words[0] != "none"
        ? new(line, tokens)
        : null;

    public RevokedHostKeys? RevokedHostKeys => reading.Line("revokedhostkeys") is { } line && line.Words[0] != "none"
        ? new(SshTokens.Path(line.Words[0], tokens, line), line.Place)
        : null;

    public AddressFamily? AddressFamily => reading.First("addressfamily")?.ToLowerInvariant() switch
    {
        "inet" => System.Net.Sockets.AddressFamily.InterNetwork,
        "inet6" => System.Net.Sockets.AddressFamily.InterNetworkV6,
        _ => null,
    };

    public TimeSpan? KeepAlive =>
        int.TryParse(reading.First("serveraliveinterval"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <exception cref="HostException">It would hand over a connection instead of being one.</exception>
    public string? ProxyCommand
    {
        get
        {
            if (reading.Line("proxycommand") is not { } line || line.Rest.Equals("none", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            return reading.IsOn("proxyusefdpass")
                ? throw new HostException(
                    $"{reading.Line("proxyusefdpass")!.Place}: ProxyUseFdpass is not followed: write a ProxyCommand that " +
                    "connects by its standard streams, or connection.jump in the inventory")
                : SshTokens.Expand(line.Rest, tokens, line);
        }
    }

    public ImmutableArray<string> Unfollowed =>
    [
        .. Left.Select(one => (Line: reading.Line(one.Keyword), one.Matters))
            .Where(one => one.Line is not null && one.Matters(one.Line.Words[0].ToLowerInvariant()))
            .Select(one => $"{one.Line!.Place} ({one.Line.Keyword} {one.Line.Words[0]})"),
    ];

    private ImmutableArray<string> Paths(string keyword) =>
        [.. reading.All(keyword).Where(line => line.Words[0] != "none").Select(line => SshTokens.Path(line.Words[0], tokens, line))];

    private ImmutableArray<string> Files(string keyword, ImmutableArray<string> usual) =>
        reading.Line(keyword) is { } line
            ? [.. line.Words.Where(word => word != "none").Select(word => SshTokens.Path(word, tokens, line))]
            : usual;
}
