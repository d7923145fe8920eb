using ZooKeeper.Configuration;

namespace ZooKeeper.Client;

public sealed partial class ZooKeeperClient
{
    /// <summary>Gives the session one more identity, now and after every reconnect.</summary>
    /// <exception cref="AuthFailedException">The server refused it; the session is at its end.</exception>
    public Task AddDigestAsync(string user, string password, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>The configuration in force, as the leader has it at the time of the call.</summary>
    public Task<ConfigurationNode> GetConfigurationAsync(CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>
    /// Changes the ensemble's membership (3.5 and later): either by <paramref name="joining"/> and
    /// <paramref name="leaving"/>, or by a whole new list.
    /// </summary>
    /// <param name="joining">New servers, or known ones in a new role or with new ports. Each needs a client port.</param>
    /// <param name="leaving">Ids; ZooKeeper accepts unknown ones silently.</param>
    /// <param name="newMembers">The whole new membership, instead of the other two.</param>
    /// <param name="fromVersion">The version that the change starts from; -1: any.</param>
    /// <returns>The new configuration: committed, not yet in force on every server.</returns>
    /// <exception cref="BadVersionException"/>
    /// <exception cref="ReconfigInProgressException"/>
    /// <exception cref="NewConfigNoQuorumException"/>
    /// <exception cref="ReconfigDisabledException"/>
    /// <exception cref="NoAuthException">The session is not the superuser's.</exception>
    /// <exception cref="UnimplementedException">The server is standalone, or a 3.4.</exception>
    /// <exception cref="ConnectionLossException">Outcome unknown: read the configuration and compare.</exception>
    public Task<EnsembleConfiguration> ReconfigAsync(
        IReadOnlyCollection<ServerLine>? joining = null, IReadOnlyCollection<long>? leaving = null,
        IReadOnlyCollection<ServerLine>? newMembers = null, long fromVersion = -1,
        CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();
}
