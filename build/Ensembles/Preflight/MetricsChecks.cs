using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Releases;

namespace Ensembles.Preflight;

/// <summary>The release that will be installed has what the section <c>metrics</c> needs.</summary>
internal static class MetricsChecks
{
    /// <summary>The provider, and the library of Prometheus that it is written with (0.9, of three jars that it calls).</summary>
    private static readonly string[] Needed = ["zookeeper-prometheus-metrics-", "simpleclient-"];

    public static IEnumerable<Finding> Of(Inventory inventory, ReleaseArchive? archive)
    {
        if (inventory.Metrics is null || archive is not { Path.Length: > 0 })
        {
            yield break; // One that only the hosts fetch is not looked into here.
        }

        var jars = ArchiveLayout.Jars(archive.Path);
        var missing = Needed.Where(name => !jars.Any(jar => jar.StartsWith(name, StringComparison.Ordinal))).ToList();
        if (missing.Count > 0)
        {
            yield return new Finding(HostCodes.MetricsProviderMissing, FaultSeverity.Error, Subject.Ensemble,
                $"{archive.Path} has no lib/{string.Join("*.jar and no lib/", missing)}*.jar: its servers would not start "
                + "with the section metrics",
                "write ZooKeeper's own archive, apache-zookeeper-{version}-bin.tar.gz, under release.archive, or remove metrics");
        }
    }
}
