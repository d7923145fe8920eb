using System.Collections.Immutable;
using System.Globalization;

namespace Remote.Ssh;

/// <summary>
/// What the configuration of ssh says about hosts (ssh_config(5)): the user's file, then the machine's. What a person's
/// own <c>ssh HOST</c> would do is done; what is not is named with its line.
/// </summary>
public sealed class SshConfig
{
    private const string MachinePath = "/etc/ssh/ssh_config";

    // ssh follows jumps of jumps, too; a host that is its own jump would never end.
    private const int MostJumps = 8;

    private readonly ImmutableArray<SshConfigFile> files;

    private SshConfig(ImmutableArray<SshConfigFile> files) => this.files = files;

    /// <summary>The user's own file.</summary>
    public static string DefaultPath => Path.Combine(UserFolder.Ssh, "config");

    /// <param name="path">
    /// The only file, as with <c>ssh -F</c>. Default: <see cref="DefaultPath"/> and the machine's. A file that does not
    /// exist says nothing.
    /// </param>
    public static SshConfig Read(string? path = null) => new(path is null
        ? [new(DefaultPath, UserFolder.Ssh), new(MachinePath, Path.GetDirectoryName(MachinePath)!)]
        : [new(path, UserFolder.Ssh)]);

    /// <summary>Fills in what a target leaves open, and replaces its host by the HostName that stands for it.</summary>
    /// <exception cref="HostException">
    /// A file cannot be read, a value makes no sense, a line is not followed, or jumps lead in a circle.
    /// </exception>
    public SshTarget Apply(SshTarget target) => Apply(target, 0);

    private SshTarget Apply(SshTarget target, int depth)
    {
        if (depth > MostJumps)
        {
            throw new HostException(
                $"The configuration of ssh has a ProxyJump for {target.Host} that leads in a circle");
        }

        var reading = SshConfigReading.Of(files, target);
        var named = target with
        {
            Host = reading.Host.ToLowerInvariant(),
            User = target.User ?? reading.First("user"),
            Port = target.Port ?? Port(reading.First("port"), target.Host),
            KeyAlias = reading.First("hostkeyalias"),
        };
        named = named with { Jumps = Jumps(named, reading, depth) };
        var values = new SshConfigValues(reading, SshTokens.Of(named, target.Host));
        var keys = values.Keys;
        return named with
        {
            Keys = named.Keys.IsEmpty && named.Password is null ? keys
                : depth > 0 && !named.Keys.IsEmpty ? [.. keys, .. named.Keys] // A jump has keys of its own, and may take ours.
                : named.Keys,
            KeysAreConfigured = named.Keys.IsEmpty,
            UsualKeys = named.UsualKeys && reading.All("identityfile").Count == 0,
            Certificates = values.Certificates,
            IdentitiesOnly = reading.IsOn("identitiesonly"),
            UseAgent = named.UseAgent && values.Agent != "none",
            AgentSocket = named.AgentSocket ?? (values.Agent is "none" ? null : values.Agent),
            KnownHosts = named.KnownHosts.IsEmpty ? values.KnownHosts : named.KnownHosts,
            KnownHostsCommand = named.KnownHosts.IsEmpty ? values.KnownHostsCommand : null,
            RevokedHostKeys = values.RevokedHostKeys,
            AddressFamily = values.AddressFamily,
            KeepAlive = values.KeepAlive ?? named.KeepAlive,
            ProxyCommand = named.Jumps is { IsEmpty: false } ? null : values.ProxyCommand,
            Unfollowed = values.Unfollowed,
        };
    }

    /// <summary>The way of the inventory, or of the configuration; each of its hosts with what is said of it.</summary>
    private ImmutableArray<SshTarget>? Jumps(SshTarget target, SshConfigReading reading, int depth)
    {
        if (target.Jumps is { } given)
        {
            return given.IsEmpty ? given : Way(given, depth);
        }

        return reading.Line("proxyjump") is not { } line ? null
            : line.Words[0].Equals("none", StringComparison.OrdinalIgnoreCase) ? []
            : Way([.. line.Words[0].Split(',').Select(hop => Hop(target, hop.Trim()))], depth);
    }

    // Only the first hop's own jumps count: the others are reached from the one before.
    private ImmutableArray<SshTarget> Way(ImmutableArray<SshTarget> hops, int depth)
    {
        var way = hops.Select((hop, index) => Apply(hop with { Jumps = index == 0 ? null : [] }, depth + 1)).ToList();
        return [.. way[0].Jumps ?? [], .. way.Select(hop => hop with
        {
            Jumps = [], ProxyCommand = hop == way[0] ? hop.ProxyCommand : null,
        })];
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
            KeyAlias = null,
        };
    }

    private static int? Port(string? value, string host) =>
        value is null ? null
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new HostException($"The configuration of ssh has no proper port for {host}: {value}");
}
