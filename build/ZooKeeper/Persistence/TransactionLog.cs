using System.Buffers.Binary;
using ZooKeeper.Status;

namespace ZooKeeper.Persistence;

/// <summary>A transaction log as ZooKeeper writes it (FileTxnLog), read to the end of its transactions.</summary>
/// <param name="First">Null for a log without transactions.</param>
/// <param name="Last">The newest; null for a log without transactions.</param>
/// <param name="Count">Transactions in it; one that stands in it again is counted once.</param>
/// <param name="Length">Bytes up to the end of the last whole transaction.</param>
/// <param name="Torn">
/// Something follows that is no whole transaction: what was being written while the file was copied or its server ended.
/// Unless it is <see cref="IsPartial"/>, ZooKeeper would refuse to start with it.
/// </param>
public sealed record TransactionLog(Zxid? First, Zxid? Last, long Count, long Length, bool Torn)
{
    /// <summary>
    /// What follows lacks its end. ZooKeeper takes that for the end of this log, and goes on with the next one
    /// (Util.readTxnBytes: "Last transaction was partial").
    /// </summary>
    public bool IsPartial { get; init; }

    private const int Magic = 0x5a4b4c47; // ZKLG
    private const int SupportedVersion = 2;
    private const byte EndOfTransaction = (byte)'B';

    /// <summary>Client id and cxid stand before the zxid in a transaction's header (TxnHeader).</summary>
    private const int BeforeZxid = sizeof(long) + sizeof(int);

    /// <summary>
    /// Reads all transactions, compares the checksum of each, and that no zxid is missing between two; the same ones may
    /// follow again.
    /// </summary>
    /// <param name="covered">
    /// A snapshot has all up to this one: they may be missing, as after a synchronization by snapshot while the log was
    /// open.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// It is no log, or a transaction is missing; the message says which.
    /// </exception>
    public static TransactionLog Read(Stream stream, Zxid covered = default)
    {
        var reader = new FileReader(stream);
        try
        {
            if (reader.Int() != Magic || reader.Int() != SupportedVersion)
            {
                throw new InvalidDataException("this is no transaction log: it does not begin with ZKLG and version 2");
            }

            reader.Long();
        }
        catch (EndOfStreamException)
        {
            // Made a moment ago: nothing was written yet.
            return new(null, null, 0, 0, Torn: true);
        }

        return Transactions(reader, covered);
    }

    private static TransactionLog Transactions(FileReader reader, Zxid covered)
    {
        (Zxid? first, Zxid? last, long count, var length) = (null, null, 0, reader.Position);
        try
        {
            while (!reader.AtEnd)
            {
                if (Next(reader) is not { } zxid)
                {
                    return new(first, last, count, length, Torn: false);
                }

                // A follower whose first synchronization broke off logs the same transactions once more
                // (Learner.syncWithLeader); ZooKeeper applies them again when it reads the log.
                bool again = zxid >= first && zxid <= last;
                if (last is { } before && !again && !Follows(before, zxid) && zxid.Value > covered.Value + 1)
                {
                    throw new InvalidDataException($"{zxid} follows {before}: transactions between them are missing");
                }

                (first, last, count, length) = (first ?? zxid, again ? last : zxid, count + (again ? 0 : 1), reader.Position);
            }

            return new(first, last, count, length, Torn: false);
        }
        catch (EndOfStreamException)
        {
            return new(first, last, count, length, Torn: true) { IsPartial = true };
        }
        catch (TornException torn)
        {
            return new(first, last, count, length, Torn: true) { IsPartial = torn.IsPartial };
        }
    }

    /// <summary>The next number of the same leader, or any of a later one.</summary>
    public static bool Follows(Zxid before, Zxid zxid) =>
        zxid.Value == before.Value + 1 || zxid.Epoch > before.Epoch;

    /// <summary>Null where the zeros begin that a log is lengthened with in advance (FilePadding).</summary>
    private static Zxid? Next(FileReader reader)
    {
        var checksum = reader.Long();
        var length = reader.Int();
        if (length == 0)
        {
            return null;
        }

        if (length is < BeforeZxid + sizeof(long) or > FileReader.Longest)
        {
            throw new TornException();
        }

        var transaction = reader.Bytes(length);
        var sum = new Adler32();
        sum.Add(transaction);
        var zxid = new Zxid(BinaryPrimitives.ReadInt64BigEndian(transaction[BeforeZxid..]));
        return reader.Byte() != EndOfTransaction ? throw new TornException { IsPartial = true }
            : sum.Value == checksum ? zxid : throw new TornException();
    }

    private sealed class TornException : Exception
    {
        public bool IsPartial { get; init; }
    }
}
