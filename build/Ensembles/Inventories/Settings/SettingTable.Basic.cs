using Ensembles.Inventories.Schema;

namespace Ensembles.Inventories.Settings;

internal static partial class SettingTable
{
    private static Setting[] Basic =>
    [
        new("tickTime", Positive, "3.4.0",
            "One tick in milliseconds, the unit of the limits below. Default here 2000."),
        new("minSessionTimeout", Positive, "3.4.0", "Shortest session timeout in milliseconds. Default 2 ticks."),
        new("maxSessionTimeout", Positive, "3.4.0", "Longest session timeout in milliseconds. Default 20 ticks."),
        new("maxClientCnxns", Natural, "3.4.0", "Connections per client address; 0: unlimited. Default 60."),
        new("autopurge.snapRetainCount", new NumberShape(3, int.MaxValue), "3.4.0",
            "Snapshots that a purge keeps, at least 3. Default 3."),
        new("autopurge.purgeInterval", Interval, "3.4.0",
            "Hours between purges; 0: never; 3.10 and later take 30m too. Default here 24."),
        new("clientPortListenBacklog", Positive, "3.6.0", "Backlog of the client port's socket. Default 50."),
        new("secureClientPort", Port, "3.5.1", "Port for clients with TLS; only with one server per host."),
        new("secureClientPortAddress", Text, "3.5.1", "Address that the port for clients with TLS listens on."),
        new("client.portUnification", Flag, "3.5.7", "Accept TLS on the client port too. Default false."),
        new("serverCnxnFactory", Text, "3.4.0",
            "Class that serves clients: org.apache.zookeeper.server.NettyServerCnxnFactory for TLS."),
        new("clientTcpKeepAlive", Flag, "3.7.0", "TCP keep-alive on clients' connections. Default false."),
        new("extendedTypesEnabled", Flag, "3.5.4", "Allow TTL nodes. Default false."),
        new("emulate353TTLNodes", Flag, "3.5.4", "Understand TTL nodes made by 3.5.3. Default false."),
        new("localSessionsEnabled", Flag, "3.5.0", "Sessions that only their server knows. Default false."),
        new("localSessionsUpgradingEnabled", Flag, "3.5.0",
            "Make a local session global when it must be. Default false."),
        new("watchManagerName", Text, "3.6.0", "Class that keeps the watches."),
        new("watcherCleanThreadsNum", Positive, "3.6.0", "Threads that clean up dead watchers. Default 2."),
        new("watcherCleanThreshold", Positive, "3.6.0", "Dead watchers that are cleaned up in one go. Default 1000."),
        new("watcherCleanIntervalInSeconds", Positive, "3.6.0",
            "Seconds after which the rest is cleaned up. Default 600."),
        new("maxInProcessingDeadWatchers", Any, "3.6.0",
            "Dead watchers that may wait for the cleaner. Default unlimited."),
        new("bitHashCacheSize", Positive, "3.6.0", "Entries kept as a set by the optimized watch manager. Default 10."),
        new("closeSessionTxn.enabled", Flag, "3.6.0",
            "Log what a closing session leaves, so that all servers remove the same. Default true."),
        new("enforceQuota", Flag, "3.7.0", "Refuse what exceeds a quota, not only warn. Default false."),
    ];
}
