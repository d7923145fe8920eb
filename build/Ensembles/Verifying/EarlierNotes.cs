using System.Collections.Immutable;
using Ensembles.Histories;
using ZooKeeper.Status;

namespace Ensembles.Verifying;

/// <summary>What is known of the ensemble from before this run.</summary>
/// <param name="Histories">What was found of the trees that were noted.</param>
/// <param name="Zxid">A transaction that it once had applied, so that it must not be behind it; null: none is known.</param>
public sealed record EarlierNotes(ImmutableArray<HistoryFinding> Histories, Zxid? Zxid)
{
    public static EarlierNotes None { get; } = new([], null);
}
