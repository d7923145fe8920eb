using System.Collections.Immutable;
using Ensembles.Inventories.Reading;
using Ensembles.Inventories.Settings;
using Ensembles.Membership;
using ZooKeeper.Configuration;

namespace Ensembles.Rendering;

/// <summary>
/// A zoo.cfg as ZooKeeper reads it: Java properties, values trimmed, the last of equal keys wins
/// (QuorumPeerConfig.parse).
/// </summary>
public sealed class ZooCfg
{
    /// <summary>The key that names the file with the members, under dynamic membership.</summary>
    internal const string Pointer = "dynamicConfigFile";
    private const string Mask = "***";

    private readonly Dictionary<string, string> values;

    private ZooCfg(ImmutableArray<KeyValuePair<string, string>> entries) =>
        (Entries, values) = (entries, entries.ToDictionary());

    /// <summary>Keys and values in the order of the file.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Entries { get; }

    /// <summary>Null where the file does not have the key.</summary>
    public string? this[string key] => values.GetValueOrDefault(key);

    /// <summary>
    /// The form that keeps what ZooKeeper wrote into this file; null where membership is not dynamic.
    /// </summary>
    public MembershipForm.DynamicKept? Kept =>
        this[Pointer] is { } pointer ? new MembershipForm.DynamicKept(pointer, values.ContainsKey("clientPort")) : null;

    public static ZooCfg Parse(string text)
    {
        var entries = new OrderedDictionary<string, string>();
        foreach (var (key, value) in JavaProperties.Read(text))
        {
            entries[key.Trim()] = value.Trim();
        }

        return new ZooCfg([.. entries]);
    }

    /// <summary>
    /// What this file, in force, has otherwise than the wanted one. Comments and order do not count; where both are
    /// dynamic, neither do membership and client port, which ZooKeeper moves into a file of its own
    /// (QuorumPeerConfig.editStaticConfig). Groups and weights can be written in many ways: they are compared with the
    /// members. Secrets are masked.
    /// </summary>
    public ImmutableArray<ZooCfgDifference> Differences(ZooCfg wanted)
    {
        bool dynamic = values.ContainsKey(Pointer) && wanted.values.ContainsKey(Pointer);
        return
        [
            .. values.Keys.Union(wanted.values.Keys)
                .Where(key => !(dynamic && IsZooKeepers(key)) && !IsSame(key, this[key], wanted[key])
                    && !Same(key, wanted))
                .Where(key => !HierarchyLines.IsKey(key))
                .Order(StringComparer.Ordinal)
                .Select(key => SettingTable.IsSecret(key)
                    ? new ZooCfgDifference(key, Hide(this[key]), Hide(wanted[key]))
                    : new ZooCfgDifference(key, this[key], wanted[key])),
        ];
    }

    /// <summary>A server line may say more or less of what is usual, and still name the same server.</summary>
    private static bool IsSame(string key, string? one, string? other) =>
        ZooKeeperDefaults.AreSame(key, one, other)
        || (key.StartsWith("server.", StringComparison.Ordinal)
            && ServerLine.TryParse($"{key}={one}", out var first) && ServerLine.TryParse($"{key}={other}", out var second)
            && first.SameAs(second));

    /// <summary>Two ways to write one thing are no difference: a server with either runs the same.</summary>
    private bool Same(string key, ZooCfg wanted) => this[key] == wanted[key] || key switch
    {
        "dataDir" => Folder(this[key]) == Folder(wanted[key]),

        // FileTxnSnapLog: without the key the logs lie with the snapshots.
        "dataLogDir" => Folder(this[key] ?? this["dataDir"]) == Folder(wanted[key] ?? wanted["dataDir"]),

        // A participant is what a server is without the key (QuorumPeerConfig.peerType).
        "peerType" => Voter(this[key]) && Voter(wanted[key]),
        "clientPortAddress" => Every(this[key]) && Every(wanted[key]),

        // Limits of followers and their leader: a standalone server (ZooKeeperServerMain) reads past them.
        "initLimit" or "syncLimit" => IsStandalone && wanted.IsStandalone,
        _ => false,
    };

    private bool IsStandalone =>
        !values.ContainsKey(Pointer) && !values.Keys.Any(key => key.StartsWith("server.", StringComparison.Ordinal));

    private static string? Folder(string? path) => path is ['/', ..] ? PathReader.Normalized(path) : path;

    private static bool Voter(string? type) =>
        type is null || type.Equals("participant", StringComparison.OrdinalIgnoreCase);

    private static bool Every(string? address) => address is null or "0.0.0.0";

    private static bool IsZooKeepers(string key) =>
        key is Pointer or "peerType"
        || key.StartsWith("server.", StringComparison.Ordinal)
        || key.StartsWith("clientPort", StringComparison.Ordinal);

    private static string? Hide(string? value) => value is null ? null : Mask;
}
