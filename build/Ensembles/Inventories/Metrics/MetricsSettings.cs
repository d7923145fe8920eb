using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories.Settings;

namespace Ensembles.Inventories.Metrics;

/// <summary>The keys of zoo.cfg that the section <c>metrics</c> makes (MetricsProviderBootstrap).</summary>
public static class MetricsSettings
{
    /// <summary>The class that answers at <c>/metrics</c>, in a jar of its own.</summary>
    public const string Provider = "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider";

    internal const string ClassKey = "metricsProvider.className";
    internal const string PortKey = "metricsProvider.httpPort";
    private const string AddressKey = "metricsProvider.httpHost";

    /// <summary>What the section adds to the settings of one server; empty without it.</summary>
    public static ImmutableDictionary<string, string> Of(Inventory inventory, Server server)
    {
        if (inventory.Metrics is null)
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        var keys = ImmutableDictionary<string, string>.Empty
            .Add(ClassKey, Provider)
            .Add(PortKey, server.Ports.Metrics.ToString(CultureInfo.InvariantCulture));
        return Address(inventory, server) is { } address && !inventory.Settings.Values.ContainsKey(AddressKey)
            ? keys.Add(AddressKey, address) : keys;
    }

    /// <summary>
    /// The one address that the figures are offered at: that of the client port, where the release can choose one (3.8);
    /// null where it is every address.
    /// </summary>
    public static string? Address(Inventory inventory, Server server) =>
        inventory.Settings.Values.GetValueOrDefault(AddressKey)
        ?? (SettingTable.Find(AddressKey)!.IsKnownTo(inventory.Release.Version) ? server.OwnClientAddress : null);
}
