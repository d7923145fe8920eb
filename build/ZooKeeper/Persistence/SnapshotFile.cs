using System.Buffers.Binary;

namespace ZooKeeper.Persistence;

/// <summary>A snapshot as ZooKeeper writes it (FileSnap, DataTree.serialize), read to its end.</summary>
/// <param name="Sessions">Sessions in it.</param>
/// <param name="Nodes">Znodes in it, also those that ZooKeeper makes itself.</param>
public sealed record SnapshotFile(int Sessions, long Nodes)
{
    private const int Magic = 0x5a4b534e; // ZKSN
    private const int SupportedVersion = 2;

    /// <summary>A znode's stat: StatPersisted.</summary>
    private const int StatBytes = (6 * sizeof(long)) + (3 * sizeof(int));

    /// <summary>A digest's version and the digest, behind its zxid (ZxidDigest.serialize).</summary>
    private const int DigestBytes = sizeof(int) + sizeof(long);

    /// <summary>Parses all of it and compares every checksum (SnapStream.sealStream).</summary>
    /// <exception cref="InvalidDataException">
    /// It is damaged, incomplete or no snapshot; the message says how.
    /// </exception>
    public static SnapshotFile Read(Stream stream)
    {
        var reader = new FileReader(stream);
        try
        {
            return Read(reader);
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"the snapshot ends at byte {reader.Position}, in the middle");
        }
    }

    private static SnapshotFile Read(FileReader reader)
    {
        if (reader.Int() != Magic || reader.Int() != SupportedVersion)
        {
            throw new InvalidDataException("this is no snapshot: it does not begin with ZKSN and version 2");
        }

        reader.Long();
        var sessions = reader.Count();
        for (var left = sessions; left > 0; left--)
        {
            reader.Long();
            reader.Int();
        }

        SkipAcls(reader);
        var nodes = SkipNodes(reader);
        Seal(reader);
        if (!reader.AtEnd)
        {
            SkipAdditions(reader);
        }

        return new(sessions, nodes);
    }

    internal static void SkipAcls(FileReader reader)
    {
        for (var left = reader.Count(); left > 0; left--)
        {
            reader.Long();
            for (var entries = reader.Count(); entries > 0; entries--)
            {
                reader.Int();
                reader.Buffer();
                reader.Buffer();
            }
        }
    }

    /// <summary>The root's path is empty, and <c>/</c> stands behind the last node.</summary>
    private static long SkipNodes(FileReader reader)
    {
        for (long nodes = 0; ; nodes++)
        {
            if (reader.Buffer() is [(byte)'/'])
            {
                return nodes;
            }

            reader.Buffer();
            reader.Long();
            reader.Bytes(StatBytes);
        }
    }

    /// <summary>
    /// What later releases append, each under a checksum of its own: the digest with its zxid (3.6, can be switched
    /// off), then the last zxid (3.9). Which comes first, the place of the checksum tells.
    /// </summary>
    private static void SkipAdditions(FileReader reader)
    {
        reader.Long();
        var computed = reader.Checksum;
        var next = reader.Bytes(DigestBytes);
        if (BinaryPrimitives.ReadInt64BigEndian(next) == computed)
        {
            if (BinaryPrimitives.ReadInt32BigEndian(next[sizeof(long)..]) != 1 || reader.Byte() != (byte)'/')
            {
                throw Disagreeing(reader);
            }

            return;
        }

        Seal(reader);
        if (!reader.AtEnd)
        {
            reader.Long();
            Seal(reader);
        }
    }

    private static void Seal(FileReader reader)
    {
        var computed = reader.Checksum;
        if (reader.Long() != computed || reader.Buffer() is not [(byte)'/'])
        {
            throw Disagreeing(reader);
        }
    }

    private static InvalidDataException Disagreeing(FileReader reader) =>
        new($"the checksum before byte {reader.Position} does not agree");
}
