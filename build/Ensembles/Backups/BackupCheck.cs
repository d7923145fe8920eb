using System.Collections.Immutable;
using System.IO.Compression;
using ZooKeeper.Persistence;
using ZooKeeper.Status;

namespace Ensembles.Backups;

/// <summary>Reads a backup from end to end: every checksum, and that no transaction is missing.</summary>
internal static class BackupCheck
{
    /// <summary>Behind the last whole transaction of a log that was being written: more than that is damage.</summary>
    private const long LongestTail = 16 << 20;

    /// <param name="open">Opens one of the files.</param>
    /// <exception cref="BackupException">It is damaged or incomplete.</exception>
    public static async Task<BackupContent> ReadAsync(
        ImmutableArray<BackupFile> files, Func<BackupFile, Task<Stream>> open)
    {
        var (last, nodes, transactions, torn) = (new Zxid(0), (long?)null, 0L, (long?)null);
        var logs = files.Where(file => !file.IsSnapshot).OrderBy(file => file.Zxid).ToList();
        if (files.FirstOrDefault(file => file.IsSnapshot) is { } snapshot)
        {
            last = snapshot.Zxid;
            nodes = await TellingAsync(snapshot, open, stream => Nodes(snapshot, stream));
        }

        Zxid? before = null;
        foreach (var file in logs)
        {
            var log = await TellingAsync(file, open, stream => TransactionLog.Read(stream, last));
            Check(file, log, before > last ? before.Value : last, isNewest: file == logs[^1]);
            transactions += log.Count;
            before = before > log.Last ? before : log.Last ?? before;
            torn = log.Torn ? log.Length : null;
        }

        return new(before is { } end && end > last ? end : last, nodes, transactions, torn);
    }

    private static void Check(BackupFile file, TransactionLog log, Zxid before, bool isNewest)
    {
        // A server that was ended while it wrote leaves such an end behind, and begins another log when it starts again.
        if (log.Torn && ((!isNewest && !log.IsPartial) || file.Bytes - log.Length > LongestTail))
        {
            throw new BackupException($"{file.Name} is damaged behind byte {log.Length}");
        }

        // The first log may begin before the snapshot, and what the snapshot has may be missing between two;
        // without a snapshot it begins with the ensemble's first transaction.
        if (log.First is { } first && first > before
            && (before.Value == 0 ? first.Counter != 1 : !TransactionLog.Follows(before, first)))
        {
            throw new BackupException($"{file.Name} begins with {first}; transactions since {before} are missing");
        }
    }

    private static long? Nodes(BackupFile file, Stream stream)
    {
        if (file.Name.EndsWith(".snappy", StringComparison.Ordinal))
        {
            return null;
        }

        if (!file.Name.EndsWith(".gz", StringComparison.Ordinal))
        {
            return SnapshotFile.Read(stream).Nodes;
        }

        using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
        return SnapshotFile.Read(unpacked).Nodes;
    }

    private static async Task<T> TellingAsync<T>(
        BackupFile file, Func<BackupFile, Task<Stream>> open, Func<Stream, T> read)
    {
        try
        {
            await using var stream = await open(file);
            return read(stream);
        }
        catch (InvalidDataException damage)
        {
            throw new BackupException($"{file.Name}: {damage.Message}", damage);
        }
    }
}
