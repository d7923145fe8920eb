using System.Collections.Immutable;

namespace Ensembles.Inventories;

/// <summary>
/// Keys of <c>zoo.cfg</c> other than membership, ports and folders, in ZooKeeper's spelling:
/// those of the inventory and the suite's defaults.
/// </summary>
public sealed record SettingsSpec(ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>Milliseconds. Default 2000.</summary>
    public required int TickTime { get; init; }

    /// <summary>Ticks a learner may take for its first sync. Default 10.</summary>
    public required int InitLimit { get; init; }

    /// <summary>Ticks a learner may lag. Default 5.</summary>
    public required int SyncLimit { get; init; }

    /// <summary>
    /// Milliseconds that a disk may take for a batch of writes before it is called slow: a hundredth of the time after
    /// which a follower that does not answer is dropped (tickTime times syncLimit), at least 1. Default 100.
    /// </summary>
    public int SlowDisk => Math.Max(1, TickTime * SyncLimit / 100);

    /// <summary>Values are left out: some are passwords.</summary>
    public override string ToString() => $"SettingsSpec {{ {string.Join(", ", Values.Keys)} }}";
}
