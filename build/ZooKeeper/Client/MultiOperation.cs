using System.Collections.Immutable;

namespace ZooKeeper.Client;

/// <summary>One part of a transaction that happens as a whole or not at all.</summary>
public abstract record MultiOperation
{
    private MultiOperation(string path) => Path = path;

    public string Path { get; }

    /// <param name="Acl">Default: open to all.</param>
    public sealed record Create(
        string Path, ReadOnlyMemory<byte> Data = default, CreateMode Mode = CreateMode.Persistent,
        ImmutableArray<Acl> Acl = default) : MultiOperation(Path);

    /// <param name="Version">-1: any.</param>
    public sealed record Delete(string Path, int Version = -1) : MultiOperation(Path);

    /// <param name="Version">-1: any.</param>
    public sealed record SetData(string Path, ReadOnlyMemory<byte> Data, int Version = -1) : MultiOperation(Path);

    /// <summary>Changes nothing; fails the whole unless the node has this version.</summary>
    /// <param name="Version">-1: any, the node must exist.</param>
    public sealed record Check(string Path, int Version) : MultiOperation(Path);
}
