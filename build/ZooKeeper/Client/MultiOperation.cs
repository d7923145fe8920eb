using System.Collections.Immutable;

namespace ZooKeeper.Client;

/// <summary>One part of a transaction that happens as a whole or not at all.</summary>
public abstract record MultiOperation
{
    private MultiOperation(string path) => Path = path;

    /// <summary>The node that it is about, an absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes a node; fails the whole where it exists or its parent does not.</summary>
    /// <param name="Acl">Default: open to all.</param>
    public sealed record Create(
        string Path, ReadOnlyMemory<byte> Data = default, CreateMode Mode = CreateMode.Persistent,
        ImmutableArray<Acl> Acl = default) : MultiOperation(Path);

    /// <summary>Removes a node without children.</summary>
    /// <param name="Version">-1: any.</param>
    public sealed record Delete(string Path, int Version = -1) : MultiOperation(Path);

    /// <summary>Replaces a node's data.</summary>
    /// <param name="Version">Of the data to be replaced; -1: any.</param>
    public sealed record SetData(string Path, ReadOnlyMemory<byte> Data, int Version = -1) : MultiOperation(Path);

    /// <summary>Changes nothing; fails the whole unless the node has this version.</summary>
    /// <param name="Version">-1: any, the node must exist.</param>
    public sealed record Check(string Path, int Version) : MultiOperation(Path);
}
