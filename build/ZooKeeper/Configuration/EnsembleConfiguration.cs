using System.Collections.Immutable;

namespace ZooKeeper.Configuration;

/// <summary>
/// A membership as ZooKeeper has it in force: the text of <c>/zookeeper/config</c>, of the membership part of the
/// <c>conf</c> word, or the server lines of a <c>zoo.cfg</c> (QuorumVerifier.toString).
/// </summary>
/// <param name="Version">
/// The zxid of the reconfig that made it; 0 for a static ensemble; null where the text has no version.
/// </param>
public sealed partial record EnsembleConfiguration(ImmutableSortedDictionary<long, ServerLine> Servers, long? Version)
{
    public IEnumerable<ServerLine> Participants => Servers.Values.Where(server => server.Role == Role.Participant);

    public IEnumerable<ServerLine> Observers => Servers.Values.Where(server => server.Role == Role.Observer);

    /// <summary>
    /// Lines <c>group.*</c> and <c>weight.*</c> of the text that was read which <see cref="Servers"/> cannot say, each
    /// with the reason: the quorum of this configuration is not known. Not compared.
    /// </summary>
    public ImmutableArray<(string Line, string Why)> Odd { get; init; } = [];

    /// <summary>Which sets of its servers are a quorum.</summary>
    public QuorumRule Quorum => QuorumRule.Of(Servers.Values);

    /// <summary>A configuration of these servers; of several with one id the last counts, as in ZooKeeper.</summary>
    public static EnsembleConfiguration Of(IEnumerable<ServerLine> servers, long? version = null)
    {
        var byId = ImmutableSortedDictionary.CreateBuilder<long, ServerLine>();
        foreach (var server in servers)
        {
            byId[server.Id] = server;
        }

        return new EnsembleConfiguration(byId.ToImmutable(), version);
    }
}
