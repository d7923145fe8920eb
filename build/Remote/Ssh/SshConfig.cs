using System.Collections.Immutable;
using System.Globalization;

namespace Remote.Ssh;

/// <summary>
/// What a user's <c>~/.ssh/config</c> says about hosts: HostName, User, Port, IdentityFile, ProxyJump and
/// UserKnownHostsFile, under Host with patterns, and Include. The first value wins, as in ssh (ssh_config(5)).
/// </summary>
public sealed class SshConfig
{
    // ssh follows jumps of jumps, too; a host that is its own jump would never end.
    private const int MostJumps = 8;

    private readonly ImmutableArray<SshSetting> settings;

    private SshConfig(ImmutableArray<SshSetting> settings) => this.settings = settings;

    /// <summary>The user's own file.</summary>
    public static string DefaultPath => Path.Combine(UserFolder.Ssh, "config");

    /// <param name="path">Default: <see cref="DefaultPath"/>. A file that does not exist says nothing.</param>
    /// <exception cref="HostException">The file, or one that it includes, cannot be read.</exception>
    public static SshConfig Read(string? path = null)
    {
        path ??= DefaultPath;
        return new(File.Exists(path) ? SshConfigFile.Read(path) : []);
    }

    /// <summary>Fills in what a target leaves open, and replaces its host by the HostName that stands for it.</summary>
    /// <exception cref="HostException">A value makes no sense, or jumps lead in a circle.</exception>
    public SshTarget Apply(SshTarget target) => Apply(target, 0);

    private SshTarget Apply(SshTarget target, int depth)
    {
        if (depth > MostJumps)
        {
            throw new HostException(
                $"The configuration of ssh has a ProxyJump for {target.Host} that leads in a circle");
        }

        var about = settings
            .Where(setting => setting.Hosts.All(patterns => Wildcard.MatchesAny(patterns, target.Host))).ToList();
        var named = target with
        {
            Host = Tokens(First(about, "hostname") ?? "%h", [("%h", target.Host)]),
            User = target.User ?? First(about, "user"),
            Port = target.Port ?? Port(First(about, "port"), target.Host),
        };
        (string, string)[] tokens =
        [
            ("%h", named.Host), ("%n", target.Host), ("%r", named.Account), ("%d", UserFolder.Home),
            ("%u", Environment.UserName), ("%p", named.PortNumber.ToString(CultureInfo.InvariantCulture)),
        ];
        ImmutableArray<string> Paths(IEnumerable<string> values) =>
            [.. values.Where(value => value != "none").Select(value => UserFolder.Expand(Tokens(value, tokens)))];
        var nothing = named.Keys.IsEmpty && named.Password is null && !named.UseAgent;
        return named with
        {
            Keys = nothing
                ? Paths(about.Where(setting => setting.Keyword == "identityfile").SelectMany(s => s.Values))
                : named.Keys,
            KnownHosts = named.KnownHosts.IsEmpty
                ? Paths(about.Find(setting => setting.Keyword == "userknownhostsfile")?.Values ?? [])
                : named.KnownHosts,
            Jumps = named.Jumps ?? Jumps(named, First(about, "proxyjump"), depth),
        };
    }

    private ImmutableArray<SshTarget>? Jumps(SshTarget target, string? value, int depth)
    {
        if (value is null)
        {
            return null;
        }

        if (value == "none")
        {
            return [];
        }

        // Only the first hop's own jumps count: the others are reached from the one before.
        var hops = value.Split(',').Select((hop, index) =>
            Apply(Hop(target, hop.Trim()) with { Jumps = index == 0 ? null : [] }, depth + 1)).ToList();
        return [.. hops[0].Jumps ?? [], .. hops.Select(hop => hop with { Jumps = [] })];
    }

    private static SshTarget Hop(SshTarget target, string text)
    {
        text = text.StartsWith("ssh://", StringComparison.Ordinal) ? text[6..].TrimEnd('/') : text;
        var at = text.LastIndexOf('@');
        var host = text[(at + 1)..];
        var bracket = host.StartsWith('[') ? host.IndexOf(']') : -1;
        var colon = bracket < 0 && host.Count(c => c == ':') > 1 ? -1 : host.IndexOf(':', bracket + 1);
        return target with
        {
            Host = (colon < 0 ? host : host[..colon]).Trim('[', ']'),
            User = at < 0 ? null : text[..at],
            Port = colon < 0 ? null : Port(host[(colon + 1)..], text),
            Become = SshBecome.None,
        };
    }

    private static string? First(List<SshSetting> about, string keyword) =>
        about.Find(setting => setting.Keyword == keyword)?.Values[0];

    private static int? Port(string? value, string host) =>
        value is null ? null
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new HostException($"The configuration of ssh has no proper port for {host}: {value}");

    private static string Tokens(string value, IEnumerable<(string Token, string Value)> tokens) =>
        string.Join('%', value.Split("%%").Select(part =>
            tokens.Aggregate(part, (text, token) => text.Replace(token.Token, token.Value, StringComparison.Ordinal))));
}
