using System.Collections.Immutable;

namespace Ensembles.Inventories.Settings;

/// <summary>
/// What ZooKeeper does without a key that the suite always writes (QuorumPeerConfig, DatadirCleanupManager,
/// ServerCnxnFactory, JettyAdminServer): a file with just this value and one without the key are the same.
/// </summary>
internal static class ZooKeeperDefaults
{
    public static readonly ImmutableSortedDictionary<string, string> Values = new Dictionary<string, string>
    {
        ["tickTime"] = "3000", ["maxClientCnxns"] = "60", ["autopurge.snapRetainCount"] = "3",
        ["autopurge.purgeInterval"] = "0", ["admin.serverPort"] = "8080",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Two values of one key, null where it is not set, that mean the same.</summary>
    public static bool AreSame(string key, string? one, string? other) =>
        one == other || (Values.TryGetValue(key, out var usual) && (one ?? usual) == (other ?? usual));
}
