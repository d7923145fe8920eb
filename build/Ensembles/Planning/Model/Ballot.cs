using System.Numerics;

namespace Ensembles.Planning.Model;

/// <summary>Whose votes a server counts, as bits of <see cref="Situation.Seats"/>.</summary>
/// <param name="Voters">Participants of the configuration in force.</param>
/// <param name="Pending">
/// Participants of a reconfig that the server has logged and not yet activated; it then asks for a majority of both
/// (QuorumPeer.getLastSeenQuorumVerifier, FastLeaderElection.getVoteTracker). 0 where none is pending.
/// </param>
internal readonly record struct Ballot(uint Voters, uint Pending = 0)
{
    public uint Known => Voters | Pending;

    public bool IsMajority(uint servers) =>
        IsMajority(Voters, servers) && (Pending == 0 || IsMajority(Pending, servers));

    public static int Majority(uint voters) => (BitOperations.PopCount(voters) / 2) + 1;

    private static bool IsMajority(uint voters, uint servers) =>
        BitOperations.PopCount(voters & servers) >= Majority(voters);
}
