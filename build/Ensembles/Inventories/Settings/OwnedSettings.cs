namespace Ensembles.Inventories.Settings;

/// <summary>Keys that zoo.cfg has but <c>settings</c> must not: each with what to do instead.</summary>
internal static class OwnedSettings
{
    private const string GuideOnly = "is the guide's name; zoo.cfg needs the system property's";

    private static readonly (string Prefix, string Message, string Remedy)[] Prefixes =
    [
        ("server.", "is made from the servers", "write the server under servers"),
        ("group.", "is made from the servers", "write servers[].group"),
        ("weight.", "is made from the servers", "write servers[].weight"),
        ("znode.container.", "is not read from zoo.cfg", "write java.flags: [-Dznode.container.NAME=VALUE]"),
        ("zookeeper.", "is a system property", "write it without 'zookeeper.'"),
    ];

    private static readonly Dictionary<string, (string Message, string Remedy)> Keys = new()
    {
        ["dataDir"] = ("is made from the paths", "write paths.data"),
        ["dataLogDir"] = ("is made from the paths", "write paths.dataLog"),
        ["clientPort"] = ("is made from the servers", "write servers[].ports.client"),
        ["clientPortAddress"] = ("is made from the servers", "write servers[].clientAddress"),
        ["peerType"] = ("is made from the servers", "write servers[].role"),
        ["version"] = ("is kept by ZooKeeper", "write membership: dynamic"),
        ["dynamicConfigFile"] = ("is kept by the suite and by ZooKeeper", "write membership: dynamic"),
        ["reconfigEnabled"] = ("follows from the membership", "write membership: dynamic or static"),
        ["standaloneEnabled"] = ("follows from the membership", "write membership: dynamic or static"),
        ["admin.serverPort"] = ("is made from the servers", "write servers[].ports.admin"),
        ["admin.enableServer"] = ("is made from the servers", "write servers[].ports.admin, 0 to switch it off"),
        ["admin.serverAddress"] = ("is loopback: the AdminServer has no password", "remove it"),
        ["admin.commandURL"] = ("must be /commands, which the suite reads", "remove it"),
        ["db.autocreate"] = ("is false: it keeps empty servers from electing a leader", "remove it"),
        ["DigestAuthenticationProvider.superDigest"] = ("is made from the password", "write superuser.passwordFile"),
        ["DigestAuthenticationProvider.enabled"] = ("must be true: the suite identifies itself by digest", "remove it"),
        ["oraclePath"] = ("makes a quorum with an oracle, which is not supported", "remove it"),
        ["jute.maxbuffer"] = ("is not read from zoo.cfg", "write java.flags: [-Djute.maxbuffer=BYTES]"),
        ["follower.nodelay"] = ("is not read from zoo.cfg", "write java.flags: [-Dfollower.nodelay=false]"),
        ["leader.nodelay"] = ("is not read from zoo.cfg", "write java.flags: [-Dleader.nodelay=false]"),
        ["readonlymode.enabled"] = ("is not read from zoo.cfg", "write java.flags: [-Dreadonlymode.enabled=true]"),
        ["java.security.auth.login.config"] = ("is not read from zoo.cfg",
            "write java.flags: [-Djava.security.auth.login.config=FILE]"),
        ["connectionMaxTokens"] = (GuideOnly, "write connection_throttle_tokens"),
        ["connectionTokenFillTime"] = (GuideOnly, "write connection_throttle_fill_time"),
        ["connectionTokenFillCount"] = (GuideOnly, "write connection_throttle_fill_count"),
        ["connectionFreezeTime"] = (GuideOnly, "write connection_throttle_freeze_time"),
        ["connectionDropIncrease"] = (GuideOnly, "write connection_throttle_drop_increase"),
        ["connectionDropDecrease"] = (GuideOnly, "write connection_throttle_drop_decrease"),
        ["connectionDecreaseRatio"] = (GuideOnly, "write connection_throttle_decrease_ratio"),
        ["requestThrottleLimit"] = (GuideOnly, "write request_throttle_max_requests"),
        ["requestThrottleStallTime"] = (GuideOnly, "write request_throttle_stall_time"),
        ["requestThrottleDropStale"] = (GuideOnly, "write request_throttle_drop_stale"),
        ["requestStaleLatencyCheck"] = (GuideOnly, "write request_stale_latency_check"),
        ["requestStaleConnectionCheck"] = (GuideOnly, "write request_stale_connection_check"),
        ["throttledOpWaitTime"] = (GuideOnly, "write throttled_op_wait_time"),
        ["advancedFlowControlEnabled"] = (GuideOnly, "write netty.advancedFlowControl.enabled"),
        ["outstandingHandshake.limit"] = (GuideOnly, "write netty.server.outstandingHandshake.limit"),
        ["quorum.auth.learner.loginContext"] = (
            "is read by no release", "write quorum.auth.learner.saslLoginContext"),
        ["quorum.auth.server.loginContext"] = ("is read by no release", "write quorum.auth.server.saslLoginContext"),
        ["maxConcurrentSnapSyncs"] = (GuideOnly, "write leader.maxConcurrentSnapSyncs"),
        ["maxConcurrentDiffSyncs"] = (GuideOnly, "write leader.maxConcurrentDiffSyncs"),
        ["maxTimeToWaitForEpoch"] = (GuideOnly, "write leader.maxTimeToWaitForEpoch"),
    };

    public static IEnumerable<string> Names => Keys.Keys;

    public static (string Message, string Remedy)? Find(string key) =>
        Keys.TryGetValue(key, out var found)
            ? found
            : Prefixes
                .Where(row => key.StartsWith(row.Prefix, StringComparison.Ordinal))
                .Select(row => ((string Message, string Remedy)?)(row.Message, row.Remedy))
                .FirstOrDefault();
}
