using System.Numerics;
using ZooKeeper.Configuration;

namespace Ensembles.Planning.QuorumModel;

/// <summary>Whose votes a server counts, as bits of <see cref="ModelState.Servers"/>.</summary>
/// <param name="Voters">Participants of the configuration in force.</param>
/// <param name="Pending">
/// Participants of a reconfig that the server has logged and not yet activated; it then asks for a quorum of both
/// (QuorumPeer.getLastSeenQuorumVerifier, FastLeaderElection.getVoteTracker). 0 where none is pending.
/// </param>
internal readonly record struct VotingView(uint Voters, uint Pending = 0)
{
    /// <summary>Groups and weights, by bits; null where voters are counted by heads.</summary>
    public QuorumRule? Rule { get; init; }

    /// <summary>The same of the pending configuration.</summary>
    public QuorumRule? PendingRule { get; init; }

    /// <summary>
    /// Others of the list, without a vote; kept where it counts who is listed at all (<see cref="ModelState.CallsBackListed"/>),
    /// otherwise 0.
    /// </summary>
    public uint Observers { get; init; }

    public uint Known => Voters | Pending;

    public bool IsMajority(uint servers) =>
        IsQuorum(Voters, Rule, servers) && (Pending == 0 || IsQuorum(Pending, PendingRule, servers));

    public static int Majority(uint voters) => (int)QuorumRule.MoreThanHalf(BitOperations.PopCount(voters));

    /// <summary>
    /// It may vote for this server: that is a voter, and not without weight (FastLeaderElection.totalOrderPredicate).
    /// </summary>
    public bool Elects(uint server) => (Known & server) != 0 && Rule?.IsWeightless(server) != true;

    public static bool IsQuorum(uint voters, QuorumRule? rule, uint servers) => rule is null
        ? BitOperations.PopCount(voters & servers) >= Majority(voters)
        : rule.IsQuorum(servers, static (set, bit) => (set & (uint)bit) != 0);
}
