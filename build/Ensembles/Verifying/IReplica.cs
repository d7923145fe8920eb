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
/// <param name="Stat">Null exactly when the node is missing.</param>
/// <param name="Protected">An ACL keeps the data from us; the stat is known all the same.</param>
internal readonly record struct Reading(Stat? Stat, ReadOnlyMemory<byte> Data, bool Protected = false)
{
    public static Reading Missing => default;

    public bool Found => Stat is not null;
}
