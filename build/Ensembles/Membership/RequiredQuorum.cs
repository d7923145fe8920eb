using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ZooKeeper.Configuration;

namespace Ensembles.Membership;

/// <summary>
/// The participants that must be a quorum without a server before it is stopped; empty where the quorum ends with it
/// anyway.
/// </summary>
/// <param name="Ids">Without the server itself.</param>
/// <param name="Rule">What a quorum is among them and the server.</param>
[CollectionBuilder(typeof(RequiredQuorum), nameof(Of))]
public sealed record RequiredQuorum(ImmutableArray<int> Ids, QuorumRule Rule) : IEnumerable<int>
{
    public bool IsEmpty => Ids.IsEmpty;

    /// <summary>Counted by heads: one more than these is what there is.</summary>
    public static RequiredQuorum Of(ReadOnlySpan<int> ids)
    {
        ImmutableArray<int> all = [.. ids];
        return new(all, QuorumRule.Of([.. all.Append(int.MaxValue).Select(id => ((long)id, (long?)null, 1L))]));
    }

    /// <summary>These are a quorum without the server that is to be stopped.</summary>
    public bool IsQuorum(IReadOnlyCollection<int> serving) =>
        Rule.IsQuorum((Ids, serving), static (sets, voter) =>
            sets.Ids.Contains((int)voter) && sets.serving.Contains((int)voter));

    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Ids).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(RequiredQuorum? other) =>
        other is not null && Ids.SequenceEqual(other.Ids) && Rule.Equals(other.Rule);

    public override int GetHashCode() => HashCode.Combine(Ids.Length, Rule);
}
