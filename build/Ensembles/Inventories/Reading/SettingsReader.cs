using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Findings;
using Ensembles.Inventories.Security;
using Ensembles.Inventories.Settings;
using ZooKeeper;

namespace Ensembles.Inventories.Reading;

/// <summary>Adds the suite's defaults to <c>settings</c> and checks them against the release and each other.</summary>
internal static class SettingsReader
{
    private const string PurgeInterval = "autopurge.purgeInterval";

    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["tickTime"] = "2000",
        ["initLimit"] = "10",
        ["syncLimit"] = "5",
        ["maxClientCnxns"] = "60",
        ["autopurge.snapRetainCount"] = "3",
        [PurgeInterval] = "24",
    };

    /// <summary>What an inventory without the key means; null where the suite leaves that to ZooKeeper.</summary>
    public static string? Default(string key) => Defaults.GetValueOrDefault(key);

    public static SettingsSpec Read(FoundMap root, ReleaseSpec? release, Faults faults)
    {
        var map = root.Map("settings") ?? FoundMap.Empty("settings", root.At);
        var values = Defaults.ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach (var (key, found) in map.Values)
        {
            values = values.SetItem(key, ((FoundText)found).Value);
            if (release is not null && SettingTable.Find(key) is { } setting && !setting.IsKnownTo(release.Version))
            {
                string since = setting.Since.Replace(" ", ", ", StringComparison.Ordinal);
                faults.Error(
                    InventoryCodes.SettingOfLaterRelease,
                    found, $"is not known to ZooKeeper {release.Version}, only to {since} and later",
                    "remove it, or use a later release");
            }
            else if (release is not null && SettingTable.Find(key) is { } old && old.IsGoneFrom(release.Version))
            {
                faults.Warning(InventoryCodes.SettingOfEarlierRelease,
                    found, $"is read by ZooKeeper up to {old.Until}, and {release.Version} ignores it", "remove it");
            }
        }

        CheckUnits(values, map, release, faults);
        foreach (var (key, found) in root.Map("otherSettings")?.Values ?? ImmutableDictionary<string, Found>.Empty)
        {
            values = values.SetItem(key, ((FoundText)found).Value);
        }

        int tick = Number(values, "tickTime");
        CheckTimeouts(map, values, tick, faults);
        CheckQuorumLogins(root, map, values, faults);
        SightChecks.Check(root, map, values, faults);
        Warn(map, values, faults);
        return new SettingsSpec(values)
        {
            TickTime = tick,
            InitLimit = Number(values, "initLimit"),
            SyncLimit = Number(values, "syncLimit"),
        };
    }

    /// <summary>A release before 3.10 takes hours only and ends with code 2 otherwise.</summary>
    private static void CheckUnits(
        ImmutableSortedDictionary<string, string> values, FoundMap map, ReleaseSpec? release, Faults faults)
    {
        if (release is not null && !release.Version.HasPurgeUnits && !values[PurgeInterval].All(char.IsAsciiDigit))
        {
            faults.Error(InventoryCodes.SettingOfLaterRelease, map.Place(PurgeInterval),
                $"is in a form that ZooKeeper {release.Version} does not read, only 3.10.0 and later",
                "write whole hours, without a unit");
        }
    }

    /// <summary>QuorumPeerConfig exits with code 2, also where only one of the two is set.</summary>
    private static void CheckTimeouts(
        FoundMap map, ImmutableSortedDictionary<string, string> values, int tick, Faults faults)
    {
        long shortest = values.ContainsKey("minSessionTimeout") ? Number(values, "minSessionTimeout") : 2L * tick;
        long longest = values.ContainsKey("maxSessionTimeout") ? Number(values, "maxSessionTimeout") : 20L * tick;
        if (shortest > longest)
        {
            faults.Error(InventoryCodes.SessionTimeoutsContradict,
                map.Values.GetValueOrDefault("minSessionTimeout") ?? map.Place("maxSessionTimeout"),
                $"makes the shortest session timeout {shortest} ms and the longest {longest} ms",
                "make minSessionTimeout (default 2 ticks) at most maxSessionTimeout (default 20 ticks)");
        }
    }

    /// <summary>QuorumPeerConfig exits with code 2. What the section <c>security</c> says of logins is compared with it elsewhere.</summary>
    private static void CheckQuorumLogins(
        FoundMap root, FoundMap map, ImmutableSortedDictionary<string, string> values, Faults faults)
    {
        if (root.Map("security")?.Map("sasl")?.Has("quorum") == true)
        {
            return;
        }

        bool IsOn(string key) => values.GetValueOrDefault(key) == "true";
        foreach (var (key, needed) in new[]
        {
            (QuorumLink.LearnerKey, QuorumLink.SaslKey), (QuorumLink.ServerKey, QuorumLink.SaslKey),
            (QuorumLink.ServerKey, QuorumLink.LearnerKey),
        })
        {
            if (IsOn(key) && !IsOn(needed))
            {
                faults.Error(InventoryCodes.QuorumLoginsContradict, map.Place(key),
                    $"is true without {needed}: ZooKeeper does not start so", $"write {needed}: true too");
                return;
            }
        }
    }

    private static void Warn(FoundMap map, ImmutableSortedDictionary<string, string> values, Faults faults)
    {
        if (values[PurgeInterval] == "0")
        {
            faults.Warning(InventoryCodes.PurgingDisabled, map.Place(PurgeInterval),
                "switches purging off, so snapshots and logs fill the disk", "use 1 to 24 hours");
        }

        if (values.GetValueOrDefault("skipACL") == "yes")
        {
            faults.Warning(InventoryCodes.AccessControlDisabled,
                map.Place("skipACL"), "opens every znode to every client", "remove it");
        }

        if (values.GetValueOrDefault("forceSync") == "no")
        {
            faults.Warning(
                InventoryCodes.SyncDisabled,
                map.Place("forceSync"), "acknowledges writes that a power cut can still take away", "remove it");
        }
    }

    private static int Number(ImmutableSortedDictionary<string, string> values, string key) =>
        int.Parse(values[key], CultureInfo.InvariantCulture);
}
