using System.Collections.Immutable;
using ZooKeeper.Client;

namespace ZooKeeper.Persistence;

/// <summary>A persistent znode as a file of ZooKeeper's shows it.</summary>
/// <param name="Ctime">Milliseconds since 1970.</param>
public sealed record PersistedNode(string Path, long Czxid, long Ctime)
{
    /// <summary>Its ACL; default where the file does not tell it: the log behind the snapshot does then.</summary>
    public ImmutableArray<Acl> Acl { get; init; }
}

/// <summary>
/// Reads znodes from the beginning of a snapshot or of a log, as far as there is something to read: the rest may be
/// missing. Proves nothing about the file; for that there are <see cref="SnapshotFile"/> and <see cref="TransactionLog"/>.
/// </summary>
public static class PersistedNodes
{
    private const int SnapshotMagic = 0x5a4b534e; // ZKSN
    private const int LogMagic = 0x5a4b4c47; // ZKLG

    private const int Create = 1, Delete = 2, SetAcl = 7, Multi = 14, Create2 = 15; // ZooDefs.OpCode

    /// <summary>Stands for the ACL that is open to all, which no snapshot lists (ReferenceCountedACLCache.OPEN_UNSAFE_ACL_ID).</summary>
    private const long Open = -1;

    /// <summary>In the order of the file; ephemeral ones left out (DataTree.serialize, StatPersisted).</summary>
    public static IReadOnlyList<PersistedNode> InSnapshot(Stream stream)
    {
        List<PersistedNode> nodes = [];
        ToItsEnd(() =>
        {
            var reader = new FileReader(stream);
            if (!Begins(reader, SnapshotMagic))
            {
                return;
            }

            for (var sessions = reader.Count(); sessions > 0; sessions--)
            {
                reader.Long();
                reader.Int();
            }

            var acls = Acls(reader);
            for (var path = reader.String(); path != "/"; path = reader.String())
            {
                reader.Buffer();
                var acl = acls.GetValueOrDefault(reader.Long());
                var czxid = reader.Long();
                reader.Long();
                var ctime = reader.Long();
                reader.Long();
                reader.Bytes(3 * sizeof(int));
                var owner = reader.Long();
                reader.Long();
                if (owner == 0 && path.Length > 0)
                {
                    nodes.Add(new(path, czxid, ctime) { Acl = acl });
                }
            }
        });
        return nodes;
    }

    /// <summary>
    /// Those that were made and not deleted again within what is read. Transactions of several operations are left out.
    /// </summary>
    /// <returns>
    /// The znodes, and whether the zeros were met that a log is lengthened with in advance: nothing follows then.
    /// </returns>
    public static (IReadOnlyList<PersistedNode> Nodes, bool Ended) InLog(Stream stream)
    {
        var nodes = new Dictionary<string, PersistedNode>(StringComparer.Ordinal);
        var ended = Read(stream, nodes, several: false);
        return ([.. nodes.Values], ended);
    }

    /// <summary>
    /// Applies a log to the znodes of a snapshot and of the logs before it, as a server does at its start: what is there
    /// already is not made again, and what is not there is not deleted (DataTree.processTxn).
    /// </summary>
    /// <param name="nodes">By path; changed.</param>
    public static void Replay(Stream stream, Dictionary<string, PersistedNode> nodes) => Read(stream, nodes, several: true);

    /// <param name="several">Transactions of several operations too.</param>
    private static bool Read(Stream stream, Dictionary<string, PersistedNode> nodes, bool several)
    {
        var ended = false;
        ToItsEnd(() =>
        {
            var reader = new FileReader(stream);
            if (!Begins(reader, LogMagic))
            {
                return;
            }

            while (true)
            {
                reader.Long();
                var length = reader.Int();
                if (length <= 0)
                {
                    ended = true;
                    return;
                }

                Read(new FileReader(new MemoryStream(reader.Bytes(length).ToArray())), nodes, several);
                reader.Byte();
            }
        });
        return ended;
    }

    /// <summary>TxnHeader, then CreateTxn or DeleteTxn (zookeeper.jute).</summary>
    private static void Read(FileReader transaction, Dictionary<string, PersistedNode> nodes, bool several)
    {
        transaction.Long();
        transaction.Int();
        var (zxid, time, type) = (transaction.Long(), transaction.Long(), transaction.Int());
        if (type != Multi)
        {
            Apply(transaction, type, zxid, time, nodes, keeps: several);
        }
        else if (several)
        {
            // MultiTxn: of one that failed every operation is an error.
            for (var operations = transaction.Count(); operations > 0; operations--)
            {
                var operation = transaction.Int();
                Apply(new FileReader(new MemoryStream(transaction.Buffer().ToArray())), operation, zxid, time, nodes, keeps: true);
            }
        }
    }

    /// <param name="keeps">A znode that is there is not made again.</param>
    private static void Apply(
        FileReader transaction, int type, long zxid, long time, Dictionary<string, PersistedNode> nodes, bool keeps)
    {
        if (type == Delete)
        {
            nodes.Remove(transaction.String());
        }
        else if (type == SetAcl)
        {
            var path = transaction.String();
            if (nodes.TryGetValue(path, out var node))
            {
                nodes[path] = node with { Acl = AclOf(transaction) };
            }
        }
        else if (type is Create or Create2)
        {
            var path = transaction.String();
            transaction.Buffer();
            var acl = AclOf(transaction);
            if (transaction.Byte() != 0)
            {
                return;
            }

            if (!keeps || !nodes.TryGetValue(path, out var node))
            {
                nodes[path] = new(path, zxid, time) { Acl = acl };
            }
            else if (node.Acl.IsDefault && node.Czxid == zxid)
            {
                // The snapshot lists ACLs first: one of a znode that was made meanwhile is not among them.
                nodes[path] = node with { Acl = acl };
            }
        }
    }

    /// <summary>The lists of a snapshot by their numbers (ReferenceCountedACLCache.serialize).</summary>
    private static Dictionary<long, ImmutableArray<Acl>> Acls(FileReader reader)
    {
        Dictionary<long, ImmutableArray<Acl>> acls = new() { [Open] = Acl.OpenToAll };
        for (var lists = reader.Count(); lists > 0; lists--)
        {
            var number = reader.Long();
            acls[number] = AclOf(reader);
        }

        return acls;
    }

    private static ImmutableArray<Acl> AclOf(FileReader reader)
    {
        var entries = ImmutableArray.CreateBuilder<Acl>();
        for (var left = reader.Count(); left > 0; left--)
        {
            var permissions = (Permissions)reader.Int();
            var scheme = reader.String();
            entries.Add(new(permissions, scheme, reader.String()));
        }

        return entries.ToImmutable();
    }

    /// <summary>Magic, version 2, the number of the database.</summary>
    private static bool Begins(FileReader reader, int magic)
    {
        var isOurs = reader.Int() == magic && reader.Int() == 2;
        reader.Long();
        return isOurs;
    }

    /// <summary>What is cut off, or damaged behind what was read, ends the reading and no more.</summary>
    private static void ToItsEnd(Action read)
    {
        try
        {
            read();
        }
        catch (Exception end) when (end is EndOfStreamException or InvalidDataException)
        {
            // What stands before is enough.
        }
    }
}
