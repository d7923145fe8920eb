using System.Globalization;
using ZooKeeper.Configuration;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client;

public sealed partial class ZooKeeperClient
{
    private const string ConfigurationPath = "/zookeeper/config";

    /// <summary>Gives the session one more identity, now and after every reconnect.</summary>
    /// <exception cref="AuthFailedException">The server refused it; the session is at its end.</exception>
    public Task AddDigestAsync(string user, string password, CancellationToken cancellationToken = default) =>
        session.AuthenticateAsync(new DigestCredential(user, password), cancellationToken);

    /// <summary>The configuration in force, as the leader has it at the time of the call.</summary>
    /// <returns><c>Absent</c> on 3.4, <c>Empty</c> where the servers' files list the members.</returns>
    /// <exception cref="NoAuthException">Its ACL does not let this session read (<c>/zookeeper/config</c>).</exception>
    /// <exception cref="FormatException">It names several addresses for one server (multiAddress).</exception>
    public async Task<ConfigurationNode> GetConfigurationAsync(CancellationToken cancellationToken = default)
    {
        await SyncAsync(ConfigurationPath, cancellationToken);
        try
        {
            var node = await GetDataAsync(ConfigurationPath, null, cancellationToken);
            return node.Data.IsEmpty
                ? new ConfigurationNode.Empty()
                : new ConfigurationNode.Present(EnsembleConfiguration.Parse(node.Text), node.Stat);
        }
        catch (NoNodeException)
        {
            return new ConfigurationNode.Absent();
        }
    }

    /// <summary>
    /// Changes the ensemble's membership (3.5 and later): either by <paramref name="joining"/> and
    /// <paramref name="leaving"/>, or by a whole new list.
    /// </summary>
    /// <param name="joining">New servers, or known ones in a new role or with new ports; with client ports.</param>
    /// <param name="leaving">Ids; ZooKeeper accepts unknown ones silently.</param>
    /// <param name="newMembers">
    /// The whole new membership, instead of the other two; the only way where quorums are hierarchical, before or after
    /// (PrepRequestProcessor).
    /// </param>
    /// <param name="fromVersion">The version that the change starts from; -1: any.</param>
    /// <returns>The new configuration: committed, not yet in force on every server.</returns>
    /// <exception cref="ArgumentException">No change, both kinds of it, or a server without a client port.</exception>
    /// <exception cref="BadVersionException">The configuration in force has another version.</exception>
    /// <exception cref="ReconfigInProgressException">The one before is not in force yet.</exception>
    /// <exception cref="NewConfigNoQuorumException">
    /// Too few of the new participants follow the leader and are up to date (Leader.isQuorumSynced).
    /// </exception>
    /// <exception cref="ReconfigDisabledException">The server's zoo.cfg has no <c>reconfigEnabled=true</c>.</exception>
    /// <exception cref="NoAuthException">The session is not the superuser's.</exception>
    /// <exception cref="UnimplementedException">The server is standalone, or a 3.4.</exception>
    /// <exception cref="ConnectionLossException">Outcome unknown: read the configuration and compare.</exception>
    public async Task<EnsembleConfiguration> ReconfigAsync(
        IReadOnlyCollection<ServerLine>? joining = null, IReadOnlyCollection<long>? leaving = null,
        IReadOnlyCollection<ServerLine>? newMembers = null, long fromVersion = -1,
        CancellationToken cancellationToken = default)
    {
        var incremental = joining is { Count: > 0 } || leaving is { Count: > 0 };
        if (incremental == newMembers is { Count: > 0 })
        {
            throw new ArgumentException("name servers that join or leave, or a whole new list, and not both");
        }

        var leavers = leaving is { Count: > 0 }
            ? string.Join(',', leaving.Select(id => id.ToString(CultureInfo.InvariantCulture))) : null;
        var groups = HierarchyLines.Of(newMembers ?? []).Select(line => $",{line.Key}={line.Value}");
        var members = Lines(newMembers) is { } lines ? lines + string.Concat(groups) : null;
        var request = new ReconfigRequest(Lines(joining), leavers, members, fromVersion);
        var node = await session.SendAsync(request, cancellationToken);
        return EnsembleConfiguration.Parse(node.Text);
    }

    private static string? Lines(IReadOnlyCollection<ServerLine>? servers)
    {
        var incomplete = servers?.FirstOrDefault(server => server.ClientPort is null);
        return incomplete is not null
            ? throw new ArgumentException($"{incomplete} has no client port, which a reconfiguration needs (';PORT')")
            : servers is { Count: > 0 } ? string.Join(',', servers) : null;
    }
}
