using System.Collections.Immutable;
using ZooKeeper.Client.Sessions;
using ZooKeeper.Wire.Messages;

namespace ZooKeeper.Client;

public sealed partial class ZooKeeperClient
{
    /// <summary>Makes a node (ZooDefs.OpCode.create).</summary>
    /// <param name="path">Absolute; for a sequential mode the server appends ten digits.</param>
    /// <param name="data">At most the server's <c>jute.maxbuffer</c>, 1 MB by default. Default: empty.</param>
    /// <param name="acl">Default: open to all.</param>
    /// <returns>Its path, with the number that a sequential mode adds.</returns>
    /// <exception cref="NodeExistsException"/>
    /// <exception cref="NoNodeException">The parent does not exist.</exception>
    /// <exception cref="NoChildrenForEphemeralsException">The parent is ephemeral.</exception>
    /// <exception cref="NoAuthException">The parent's ACL does not let this session create.</exception>
    /// <exception cref="InvalidAclException"/>
    /// <exception cref="ArgumentException">The path breaks ZooKeeper's rules (PathUtils.validatePath).</exception>
    public Task<string> CreateAsync(
        string path, ReadOnlyMemory<byte> data = default, CreateMode mode = CreateMode.Persistent,
        ImmutableArray<Acl> acl = default, CancellationToken cancellationToken = default) =>
        session.SendAsync(
            new CreateRequest(Created(path, mode), data, OrOpen(acl), mode), cancellationToken);

    /// <summary>As <see cref="CreateAsync"/>, with the stat of the new node. 3.5 and later only.</summary>
    /// <exception cref="UnimplementedException">The server is a 3.4; it has hung up as well.</exception>
    public Task<CreatedNode> Create2Async(
        string path, ReadOnlyMemory<byte> data = default, CreateMode mode = CreateMode.Persistent,
        ImmutableArray<Acl> acl = default, CancellationToken cancellationToken = default) =>
        session.SendAsync(
            new Create2Request(Created(path, mode), data, OrOpen(acl), mode), cancellationToken);

    /// <summary>Removes a node without children (ZooDefs.OpCode.delete).</summary>
    /// <param name="version">Of its data; -1: any.</param>
    /// <exception cref="NoNodeException"/>
    /// <exception cref="NotEmptyException">It has children.</exception>
    /// <exception cref="BadVersionException">Its data has another version.</exception>
    /// <exception cref="NoAuthException">The parent's ACL does not let this session delete.</exception>
    public Task DeleteAsync(string path, int version = -1, CancellationToken cancellationToken = default) =>
        session.SendAsync(new DeleteRequest(Existing(path), version), cancellationToken);

    /// <summary>The node's stat; null if there is no such node. Needs no permission.</summary>
    /// <param name="watch">Called once when the node is made, changed or removed.</param>
    public Task<Stat?> ExistsAsync(
        string path, Action<WatchEvent>? watch = null, CancellationToken cancellationToken = default) =>
        session.SendAsync(
            new ExistsRequest(Existing(path), watch is not null), cancellationToken,
            session.Watching(path, watch, WatchKind.Exist));

    /// <summary>The node's data.</summary>
    /// <param name="watch">Called once when the node is changed or removed; not set where there is no node.</param>
    /// <exception cref="NoNodeException"/>
    /// <exception cref="NoAuthException">The node's ACL does not let this session read.</exception>
    public Task<NodeData> GetDataAsync(
        string path, Action<WatchEvent>? watch = null, CancellationToken cancellationToken = default) =>
        session.SendAsync(
            new GetDataRequest(Existing(path), watch is not null), cancellationToken,
            session.Watching(path, watch, WatchKind.Data));

    /// <summary>Replaces the node's data.</summary>
    /// <param name="version">Of the data to be replaced; -1: any.</param>
    /// <returns>The stat behind the change, with the new version.</returns>
    /// <exception cref="NoNodeException"/>
    /// <exception cref="BadVersionException">The data has another version by now.</exception>
    /// <exception cref="NoAuthException">The node's ACL does not let this session write.</exception>
    public Task<Stat> SetDataAsync(
        string path, ReadOnlyMemory<byte> data, int version = -1, CancellationToken cancellationToken = default) =>
        session.SendAsync(new SetDataRequest(Existing(path), data, version), cancellationToken);

    /// <summary>The names of the node's children, in no order, with the node's stat (ZooDefs.OpCode.getChildren2).</summary>
    /// <param name="watch">Called once when a child is made or removed, or the node itself is removed.</param>
    /// <exception cref="NoNodeException"/>
    /// <exception cref="NoAuthException">The node's ACL does not let this session read.</exception>
    public Task<Children> GetChildrenAsync(
        string path, Action<WatchEvent>? watch = null, CancellationToken cancellationToken = default) =>
        session.SendAsync(
            new GetChildrenRequest(Existing(path), watch is not null), cancellationToken,
            session.Watching(path, watch, WatchKind.Child));

    /// <summary>
    /// Brings the server connected to up to the leader's state: later reads see every write acknowledged before. It is
    /// no proof of a quorum: sync is not a proposal (Leader.processSync).
    /// </summary>
    public Task SyncAsync(string path = "/", CancellationToken cancellationToken = default) =>
        session.SendAsync(new SyncRequest(Existing(path)), cancellationToken);

    /// <summary>The node's ACL with its stat. Digests in it are masked for sessions without the admin permission.</summary>
    /// <exception cref="NoNodeException"/>
    public Task<NodeAcl> GetAclAsync(string path, CancellationToken cancellationToken = default) =>
        session.SendAsync(new GetAclRequest(Existing(path)), cancellationToken);

    /// <summary>Replaces the node's ACL.</summary>
    /// <param name="version">Of the ACL to be replaced (<see cref="Stat.Aversion"/>); -1: any.</param>
    /// <exception cref="NoNodeException"/>
    /// <exception cref="InvalidAclException">The list is empty or a scheme refuses an id.</exception>
    /// <exception cref="BadVersionException">The ACL has another version by now.</exception>
    /// <exception cref="NoAuthException">The node's ACL does not let this session administrate it.</exception>
    public Task<Stat> SetAclAsync(
        string path, ImmutableArray<Acl> acl, int version = -1, CancellationToken cancellationToken = default) =>
        session.SendAsync(new SetAclRequest(Existing(path), acl, version), cancellationToken);

    private static string Existing(string path)
    {
        PathRules.Check(path);
        return path;
    }

    private static string Created(string path, CreateMode mode)
    {
        PathRules.Check(path, mode is CreateMode.PersistentSequential or CreateMode.EphemeralSequential);
        return path;
    }

    private static ImmutableArray<Acl> OrOpen(ImmutableArray<Acl> acl) => acl.IsDefault ? Acl.OpenToAll : acl;
}
