using Ensembles.Inventories.Schema;

namespace Ensembles.Inventories.Settings;

internal static partial class SettingTable
{
    private static Setting[] Storage =>
    [
        new("snapCount", new NumberShape(2, int.MaxValue), "3.4.0", "Transactions between snapshots. Default 100000."),
        new("snapSizeLimitInKb", Any, "3.6.0", "Kilobytes of log between snapshots; 0: off. Default 4194304."),
        new("txnLogSizeLimitInKb", Any, "3.6.0",
            "Kilobytes after which the log is rolled; -1: off. Default -1."),
        new("preAllocSize", Positive, "3.4.0", "Kilobytes by which the log grows on disk. Default 65536."),
        new("commitLogCount", Positive, "3.6.0", "Transactions kept in memory to feed followers. Default 500."),
        new("snapshotSizeFactor", new DecimalShape(double.MinValue, double.MaxValue), "3.5.0",
            "Log sent instead of a snapshot, up to this share of it. Default 0.33."),
        new("forceSync", YesNo, "3.4.0", "Sync the log to disk before a write is acknowledged. Default yes."),
        new("fsync.warningthresholdms", Positive, "3.4.9",
            "Milliseconds after which a sync is reported. Default 1000."),
        new("flushDelay", Natural, "3.6.0", "Milliseconds to wait for more to flush; 0: off. Default 0."),
        new("maxWriteQueuePollTime", Natural, "3.6.0",
            "Milliseconds to wait when nothing is queued. Default flushDelay / 3."),
        new("maxBatchSize", Natural, "3.6.0", "Transactions per flush. Default 1000."),
        new("snapshot.trust.empty", Flag, "3.5.6",
            "Start with logs but without a snapshot: for upgrades. Default false."),
        new("snapshot.compression.method", new ChoiceShape("gz", "snappy"), "3.6.0", "How snapshots are packed."),
        new("digest.enabled", Flag, "3.6.0", "Compare digests of the data. Default true."),
        new("serializeLastProcessedZxid.enabled", Flag, "3.9.0", "Write the last zxid into snapshots. Default true."),
        new("datadir.autocreate", Flag, "3.5.0", "Make missing data folders. Default true."),
    ];
}
