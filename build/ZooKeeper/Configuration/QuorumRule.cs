using System.Collections.Immutable;
using System.Globalization;

namespace ZooKeeper.Configuration;

/// <summary>
/// Which sets of voters are a quorum. Without groups: more than half of the voters (QuorumMaj). With groups: in more
/// than half of the groups more than half of the group's weight (QuorumHierarchical.containsQuorum); a group whose
/// weight is 0 does not count. Compared by content.
/// </summary>
public sealed class QuorumRule : IEquatable<QuorumRule>
{
    private readonly ImmutableArray<Group> groups;

    private QuorumRule(ImmutableArray<Group> groups, bool isHierarchical)
    {
        (this.groups, IsHierarchical) = (groups, isHierarchical);
        Key = string.Join(';', groups.Select(group => group.Key)) + (isHierarchical ? "h" : "m");
    }

    /// <summary>All that tells it from other rules.</summary>
    public string Key { get; }

    /// <summary>It has groups; else every voter counts one.</summary>
    public bool IsHierarchical { get; }

    /// <summary>The least whole number that is more than half: what every count of votes is measured by.</summary>
    public static long MoreThanHalf(long total) => (total / 2) + 1;

    /// <summary>The rule of a list of servers; observers have no part in it.</summary>
    public static QuorumRule Of(IEnumerable<ServerLine> lines) => Of(
        lines.Where(line => line.Role == Role.Participant).Select(line => (line.Id, line.Group, (long)line.Weight)));

    /// <param name="voters">
    /// By whatever tells them apart; where one has a group, those without one do not count (ZooKeeper does not start
    /// with such a list: "Server N is not in a group").
    /// </param>
    public static QuorumRule Of(IEnumerable<(long Voter, long? Group, long Weight)> voters)
    {
        var all = voters.OrderBy(voter => voter.Voter).ToImmutableArray();
        var isHierarchical = all.Any(voter => voter.Group is not null);
        return isHierarchical
            ? new([
                .. from voter in all
                   where voter.Group is not null
                   group (voter.Voter, voter.Weight) by voter.Group!.Value into one
                   orderby one.Key
                   select new Group([.. one]),
            ], true)
            : new([new([.. all.Select(voter => (voter.Voter, 1L))])], false);
    }

    /// <param name="set">A set of voters, as <paramref name="has"/> understands it.</param>
    public bool IsQuorum<T>(T set, Func<T, long, bool> has)
    {
        var (counted, reached) = (0, 0);
        foreach (var group in groups)
        {
            if (group.Total == 0)
            {
                continue;
            }

            counted++;
            var weight = 0L;
            foreach (var (voter, share) in group.Voters)
            {
                weight += has(set, voter) ? share : 0;
            }

            reached += weight >= MoreThanHalf(group.Total) ? 1 : 0;
        }

        return reached >= MoreThanHalf(counted);
    }

    public bool IsQuorum(IReadOnlySet<long> voters) =>
        IsQuorum(voters, static (voters, voter) => voters.Contains(voter));

    /// <summary>No other server votes for one whose weight is 0 (FastLeaderElection.totalOrderPredicate).</summary>
    public bool IsWeightless(long voter) =>
        IsHierarchical && SeatOf(voter) is { Weight: 0 };

    /// <summary>Where a voter stands: its group, by place, and its weight; null for who is no voter.</summary>
    public (int Group, long Weight)? SeatOf(long voter)
    {
        for (var at = 0; at < groups.Length; at++)
        {
            foreach (var (id, weight) in groups[at].Voters)
            {
                if (id == voter)
                {
                    return (at, weight);
                }
            }
        }

        return null;
    }

    /// <summary>The fewest voters that are a quorum.</summary>
    public int Fewest
    {
        get
        {
            var counted = groups.Where(group => group.Total > 0).ToList();
            return Math.Max(
                1, counted.Select(group => group.Fewest).Order().Take((int)MoreThanHalf(counted.Count)).Sum());
        }
    }

    /// <summary>What a quorum needs: <c>2 of servers 1, 2, 3</c>, or the groups with their weights.</summary>
    public override string ToString()
    {
        if (!IsHierarchical)
        {
            var voters = groups[0].Voters;
            return string.Create(CultureInfo.InvariantCulture, $"{MoreThanHalf(voters.Length)} of {voters.Length}");
        }

        var counted = groups.Where(group => group.Total > 0).ToList();
        var each = string.Join(" | ", counted.Select(group => group.Told));
        return counted.Count == 1 ? $"more than half of the weight of {each}"
            : string.Create(CultureInfo.InvariantCulture,
                $"more than half of the weight in {MoreThanHalf(counted.Count)} of {counted.Count} groups: {each}");
    }

    public bool Equals(QuorumRule? other) => other is not null && Key == other.Key;

    public override bool Equals(object? obj) => Equals(obj as QuorumRule);

    public override int GetHashCode() => string.GetHashCode(Key, StringComparison.Ordinal);

    private sealed class Group(ImmutableArray<(long Voter, long Weight)> voters)
    {
        public ImmutableArray<(long Voter, long Weight)> Voters { get; } = voters;

        public long Total { get; } = voters.Sum(voter => voter.Weight);

        public string Key => string.Join(',', Voters.Select(voter => FormattableString.Invariant(
            $"{voter.Voter}*{voter.Weight}")));

        public string Told => string.Join(", ", Voters.Select(voter => voter.Weight == 1
            ? FormattableString.Invariant($"{voter.Voter}")
            : FormattableString.Invariant($"{voter.Voter} (weight {voter.Weight})")));

        public int Fewest
        {
            get
            {
                var (count, weight) = (0, 0L);
                foreach (var (_, share) in Voters.OrderByDescending(voter => voter.Weight))
                {
                    if (weight >= MoreThanHalf(Total))
                    {
                        break;
                    }

                    (count, weight) = (count + 1, weight + share);
                }

                return count;
            }
        }
    }
}
