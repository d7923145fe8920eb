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
}
