using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Observing.Processes;
using Ensembles.Rendering;
using ZooKeeper.Configuration;

namespace Ensembles.Observing.Found;

/// <summary>
/// A ZooKeeper server that runs on a host, however it was started: its process, and the files it was started with.
/// Read by <see cref="HostLook"/>; an inventory is made of it by <c>Adopt</c>.
/// </summary>
public sealed record FoundServer
{
    /// <summary>The host as the suite's caller named it: a name, an address, an alias of ssh.</summary>
    public required string Host { get; init; }

    /// <summary>Where that name leads: another one where the configuration of ssh says so. Default: the same.</summary>
    public string? Address { get; init; }

    public required RunningServer Process { get; init; }

    /// <summary>The text of its configuration file; null where the file cannot be read.</summary>
    public string? Config { get; init; }

    /// <summary>The text of the file that <c>dynamicConfigFile</c> names; null where there is none.</summary>
    public string? Members { get; init; }

    /// <summary>The first line of <c>myid</c> in its data folder; null where there is none.</summary>
    public string? MyId { get; init; }

    /// <summary>The command that would start it again, by the scripts that lie beside it; empty: none was found.</summary>
    public ImmutableArray<string> StartCommand { get; init; } = [];

    /// <summary>
    /// The folder with java.env and the logging's configuration that its start script was given as an argument
    /// (<c>zkServer.sh --config</c>), by its class path; null where its environment tells, or where it is the release's own.
    /// </summary>
    public string? SettingsFolder { get; init; }

    /// <summary>Java options in the text of the scripts that the command runs; variables are not replaced.</summary>
    public ImmutableArray<string> Written { get; init; } = [];

    /// <summary>The same in the files for settings that these scripts read: java.env, zookeeper-env.sh.</summary>
    public ImmutableArray<string> Configured { get; init; } = [];

    /// <summary>Names and addresses of its host.</summary>
    public ImmutableHashSet<string> HostNames { get; init; } =
        ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the host resolves the names in its list of members to, by name.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Addresses { get; init; } =
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Keys and values of its configuration file, as ZooKeeper reads them.</summary>
    public ZooCfg Settings => ZooCfg.Parse(Config ?? "");

    /// <summary>The members that its files list; empty for a standalone server.</summary>
    /// <remarks>A list that cannot be read is told by <see cref="UnreadableMembers"/>.</remarks>
    public ImmutableSortedDictionary<long, ServerLine> Lines =>
        EnsembleConfiguration.TryParse(Members ?? Config, out var list)
            ? list.Servers
            : ImmutableSortedDictionary<long, ServerLine>.Empty;

    /// <inheritdoc cref="EnsembleConfiguration.Odd"/>
    public ImmutableArray<(string Line, string Why)> OddLines =>
        EnsembleConfiguration.TryParse(Members ?? Config, out var list) ? list.Odd : [];

    /// <summary>Why its list of members cannot be read; null where it can.</summary>
    public string? UnreadableMembers
    {
        get
        {
            try
            {
                var list = EnsembleConfiguration.Parse(Members ?? Config ?? "");
                return list.Servers.Values.FirstOrDefault(line => line.MoreAddresses is not null) is { } several
                    ? $"{several}: several addresses for one server (multiAddress, 3.6)" : null;
            }
            catch (FormatException fault)
            {
                return fault.Message;
            }
        }
    }

    /// <summary>The server's id: that of its <c>myid</c>; null for a standalone server without one.</summary>
    public int? Id => int.TryParse(MyId?.Trim(), out var id) ? id : null;

    /// <summary>As messages name it.</summary>
    public string Name => Id is { } id ? $"server {id} on {Host}" : $"the standalone server on {Host}";

    /// <summary>It knows a superuser, by the digest of the password.</summary>
    public bool HasSuperuser => Settings["DigestAuthenticationProvider.superDigest"] is not null
        || Process.Arguments.Any(word => word.Contains("superDigest", StringComparison.Ordinal));

    /// <summary>Its own line in its own list; null for a standalone server.</summary>
    public ServerLine? Line => Id is { } id ? Lines.GetValueOrDefault(id) : null;

    /// <summary>Its client port: of its file, or of its line; 2181 where neither says.</summary>
    public int ClientPort =>
        int.TryParse(Settings["clientPort"], out var port) ? port : Line?.ClientPort ?? UsualClientPort;

    /// <summary>The address that its client port listens on; null: all.</summary>
    public string? ClientAddress => Settings["clientPortAddress"] ?? Line?.ClientHost;

    private const int UsualClientPort = 2181;

    /// <summary>Whether a line of a server's list names this server's host.</summary>
    /// <param name="addresses">What the one who has the list resolves its host to.</param>
    internal bool IsAt(string host, ImmutableArray<string> addresses) =>
        IsEverywhere(host) || HostNames.Contains(host) || Host.Equals(host, StringComparison.OrdinalIgnoreCase)
        || addresses.Any(HostNames.Contains) || LoopbackAddress.Is(host);

    /// <summary>A line that says where to listen and not where the server is: 0.0.0.0.</summary>
    internal static bool IsEverywhere(string host) => WildcardAddress.Is(host);
}
