using Ensembles.Inventories.Schema;

namespace Ensembles.Inventories.Settings;

internal static partial class SettingTable
{
    private static Setting[] Limits =>
    [
        new("globalOutstandingLimit", Positive, "3.4.0",
            "Requests under way before clients are slowed down. Default 1000."),
        new("maxCnxns", Natural, "3.6.0", "Connections of all clients together; 0: unlimited. Default 0."),
        new("connection_throttle_tokens", Natural, "3.6.0", "Tokens of the connection throttle; 0: off. Default 0."),
        new("connection_throttle_fill_time", Positive, "3.6.0", "Milliseconds between refills of tokens. Default 1."),
        new("connection_throttle_fill_count", Positive, "3.6.0", "Tokens per refill. Default 1."),
        new("connection_throttle_freeze_time", Any, "3.6.0", "Milliseconds between changes of the drop rate; -1: off."),
        new("connection_throttle_drop_increase", Text, "3.6.0", "By how much the drop rate grows. Default 0.02."),
        new("connection_throttle_drop_decrease", Text, "3.6.0", "By how much the drop rate shrinks. Default 0.002."),
        new("connection_throttle_decrease_ratio", Text, "3.6.0", "Share of tokens above which it shrinks. Default 0."),
        new("connection_throttle_weight_enabled", Flag, "3.6.0", "Weigh connections by kind. Default false."),
        new("connection_throttle_global_session_weight", Positive, "3.6.0", "Tokens of a global session. Default 3."),
        new("connection_throttle_local_session_weight", Positive, "3.6.0", "Tokens of a local session. Default 1."),
        new("connection_throttle_renew_session_weight", Positive, "3.6.0", "Tokens of a renewed session. Default 2."),
        new("request_throttle_max_requests", Natural, "3.6.0", "Requests before new ones wait; 0: off. Default 0."),
        new("request_throttle_stall_time", Positive, "3.6.0", "Milliseconds that a request may wait. Default 100."),
        new("request_throttle_drop_stale", Flag, "3.6.0", "Drop requests whose connection is gone. Default true."),
        new("request_stale_latency_check", Flag, "3.6.0",
            "Call requests older than their session stale. Default false."),
        new("request_stale_connection_check", Flag, "3.6.0",
            "Call requests of closed connections stale. Default true."),
        new("request_throttler.shutdownTimeout", Positive, "3.6.0",
            "Milliseconds to drain requests at a stop. Default 10000."),
        new("throttled_op_wait_time", Natural, "3.6.1", "Milliseconds after which a waiting request fails; 0: never."),
        new("largeRequestMaxBytes", Positive, "3.6.0", "Bytes of large requests under way. Default 100 MiB."),
        new("largeRequestThreshold", Any, "3.6.0", "Bytes from which a request is large; -1: none. Default -1."),
        new("jute.maxbuffer.extrasize", Positive, "3.5.7", "Bytes added to a request's limit. Default jute.maxbuffer."),
        new("maxResponseCacheSize", Any, "3.5.5", "Nodes in the cache of answers; 0: off. Default 400."),
        new("maxGetChildrenResponseCacheSize", Any, "3.6.0", "Lists in the cache of answers; 0: off. Default 400."),
        new("netty.advancedFlowControl.enabled", Flag, "3.6.0",
            "Flow control by the state of the pipeline. Default false."),
        new("netty.server.outstandingHandshake.limit", Any, "3.6.0",
            "TLS handshakes under way; -1: unlimited. Default -1."),
        new("nio.numSelectorThreads", Positive, "3.5.0", "Selector threads. Default: root of half the cores."),
        new("nio.numWorkerThreads", Natural, "3.5.0", "Threads that read and write sockets. Default twice the cores."),
        new("nio.sessionlessCnxnTimeout", Positive, "3.5.0", "Milliseconds to open a session. Default 10000."),
        new("commitProcessor.numWorkerThreads", Natural, "3.5.0", "Threads that commit. Default the cores."),
        new("commitProcessor.maxReadBatchSize", Any, "3.6.0", "Reads before commits; -1: until a write. Default -1."),
        new("commitProcessor.maxCommitBatchSize", Positive, "3.6.0", "Commits before reads. Default 1."),
        new("commitProcessor.shutdownTimeout", Positive, "3.5.0", "Milliseconds to wait for threads at a stop."),
    ];
}
