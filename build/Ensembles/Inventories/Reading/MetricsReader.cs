using Ensembles.Findings;
using Ensembles.Inventories.Metrics;
using Ensembles.Inventories.Settings;

namespace Ensembles.Inventories.Reading;

/// <summary>Reads <c>metrics</c>.</summary>
internal static class MetricsReader
{
    private const int UsualInterval = 15;

    /// <returns>Null where the servers offer no figures.</returns>
    public static MetricsSpec? Read(FoundMap root, ReleaseSpec? release, ReadContext context)
    {
        if (root.Map("metrics") is not { } map)
        {
            return null;
        }

        if (release is not null && !SettingTable.Find(MetricsSettings.ClassKey)!.IsKnownTo(release.Version))
        {
            context.Faults.Error(InventoryCodes.MetricsUnsupported, map,
                $"is not known to ZooKeeper {release.Version}: it offers figures for Prometheus from 3.6.0 on",
                "remove it, or use a later release");
        }
        else if (release is { Archive: null } && ReleaseReader.NeedsRelease(root) && context.Local)
        {
            context.Faults.Error(InventoryCodes.MetricsNotInDebian, map,
                "has no provider: Debian's packages, of which the release is made, leave its jar out",
                "write release.archive, the path or URL of apache-zookeeper-{version}-bin.tar.gz, or remove it");
        }

        foreach (var found in new[] { MetricsSettings.ClassKey, MetricsSettings.PortKey }
            .Select(key => root.Map("settings")?.Values.GetValueOrDefault(key)).OfType<FoundText>()
            .Where(found => !(found.Value == MetricsSettings.Provider)))
        {
            context.Faults.Error(InventoryCodes.MetricsContradiction, found, "contradicts the section metrics",
                "remove it, and write metrics.port or servers[].ports.metrics");
        }

        return new MetricsSpec((int)(map.Number("interval")?.Value ?? UsualInterval));
    }
}
