using System.Collections.Immutable;
using System.Numerics;
using ZooKeeper.Configuration;

namespace Ensembles.Planning.QuorumModel;

/// <summary>
/// Who may be the only holders of an acknowledged write: any choice of servers that takes from each
/// <see cref="Share.Among"/> at least <see cref="Share.Least"/>, or a quorum of it. One share for a configuration, two
/// while a reconfig is under way (Leader.propose asks both).
/// </summary>
internal sealed record CommittedWrites(ImmutableArray<CommittedWrites.Share> Shares)
{
    /// <param name="Least">By heads; of no meaning where there is a rule.</param>
    internal readonly record struct Share(uint Among, int Least)
    {
        /// <summary>Groups and weights by which the holders are a quorum; null where they are counted by heads.</summary>
        public QuorumRule? Rule { get; init; }

        /// <summary>Those that held it, as far as is known, and whose disks are gone: counted by the rule alone.</summary>
        public uint Gone { get; init; }

        /// <summary>All holders can be among these.</summary>
        public bool FitsInto(uint servers) => Rule is null
            ? BitOperations.PopCount(Among & servers) >= Least
            : VotingView.IsQuorum(0, Rule, (Among & servers) | Gone);

        public Share Without(uint server) =>
            (Among & server) == 0 ? this
            : Rule is null ? new(Among & ~server, Least - 1)
            : this with { Among = Among & ~server, Gone = Gone | server };
    }

    public static CommittedWrites By(uint among, int least) => new([new Share(among, Math.Max(1, least))]);

    /// <summary>By any quorum of the voters, of whom some have lost their disks and at least one holds it still.</summary>
    public static CommittedWrites ByQuorum(VotingView view, uint holding) =>
        view.Rule is null
            ? By(holding, VotingView.Majority(view.Voters) - BitOperations.PopCount(view.Voters & ~holding))
        : VotingView.IsQuorum(view.Voters, view.Rule, view.Voters & ~holding) ? By(holding, 1)
        : new([new Share(holding, 0) { Rule = view.Rule, Gone = view.Voters & ~holding }]);

    /// <summary>After the disk of one of them is gone, in the worst case of one that held it.</summary>
    public CommittedWrites Without(uint server) => new([.. Shares.Select(share => share.Without(server))]);

    /// <summary>Some acknowledged write can be unknown to all of these servers.</summary>
    public bool CanMiss(uint servers)
    {
        foreach (var share in Shares)
        {
            if (!share.FitsInto(~servers))
            {
                return false;
            }
        }

        return true;
    }
}
