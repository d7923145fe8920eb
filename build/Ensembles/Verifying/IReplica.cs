using System.Collections.Immutable;
using ZooKeeper.Client;

namespace Ensembles.Verifying;

/// <summary>The tree as one server shows it.</summary>
internal interface IReplica
{
    /// <summary>For messages: <c>server 2 (10.0.0.12:2181)</c>.</summary>
    string Name { get; }

    /// <summary>Later reads see all that was acknowledged before, anywhere.</summary>
    Task SyncAsync();

    Task<Reading> ReadAsync(string path);

    /// <summary>Names of the children; empty when the node is missing or keeps its children to itself.</summary>
    Task<ImmutableArray<string>> ChildrenAsync(string path);
}

/// <summary>What a server shows of one node.</summary>
/// <param name="Stat">Null when the node is missing or hidden.</param>
internal readonly record struct Reading(Sight Sight, Stat? Stat = null, ReadOnlyMemory<byte> Data = default)
{
    public static Reading Missing => default;

    /// <summary>Its ACL with the stat that belongs to it; null where it was not asked for, or is kept from us.</summary>
    public NodeAcl? Acl { get; init; }
}

/// <summary>How much of a node can be seen.</summary>
internal enum Sight
{
    Missing,

    /// <summary>It exists. An ACL keeps even its stat from us (<c>exists</c> since 3.9.2, ZOOKEEPER-2590).</summary>
    Hidden,

    /// <summary>An ACL keeps its data from us.</summary>
    StatOnly,

    All,
}
