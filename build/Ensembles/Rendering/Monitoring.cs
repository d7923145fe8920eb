using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;
using Scriban.Runtime;
using ZooKeeper.Configuration;

namespace Ensembles.Rendering;

/// <summary>What watches an ensemble: configuration and alerts of Prometheus, and a dashboard of Grafana.</summary>
internal static class Monitoring
{
    /// <summary>Looks of Prometheus that a condition lasts before it is an alert, and that a rate is taken over.</summary>
    private const int Looks = 4;

    /// <summary>Requests that a server takes before it stops reading (globalOutstandingLimit of ZooKeeperServer).</summary>
    private const int UsualOutstanding = 1000;

    /// <summary>The names of the files, under <c>templates/monitoring</c> and in the folder of artifacts.</summary>
    public static readonly ImmutableArray<string> Files = ["prometheus.yml", "targets.json", "alerts.yml", "dashboard.json"];

    public static ScriptObject Model(Inventory inventory)
    {
        var settings = inventory.Settings;
        int participants = inventory.Participants.Count();
        int interval = inventory.Metrics!.Interval;
        return new ScriptObject
        {
            ["ensemble"] = inventory.Ensemble,

            // Grafana takes 40 characters.
            ["uid"] = $"zookeeper-{inventory.Ensemble}".Replace('.', '-') is { Length: > 40 } uid ? uid[..40]
                : $"zookeeper-{inventory.Ensemble}".Replace('.', '-'),
            ["interval"] = interval,
            ["wait"] = interval * Looks,
            ["servers"] = new ScriptArray(inventory.Servers.Select(server => new ScriptObject
            {
                ["id"] = server.Id,
                ["host"] = server.Host,
                ["role"] = server.Role == Role.Observer ? "observer" : "participant",
                ["target"] = Target(inventory, server),
            })),
            ["participants"] = participants,
            ["observers"] = inventory.Servers.Length - participants,
            ["majority"] = (participants / 2) + 1,
            ["has_groups"] = inventory.Servers.Any(server => server.Group is not null),
            ["has_quorum"] = inventory.Membership == MembershipKind.Dynamic || inventory.Servers.Length > 1,
            ["outstanding"] = Number("globalOutstandingLimit", UsualOutstanding) / 10,
            ["slow_request"] = settings.TickTime / 4,
            ["slow_disk"] = settings.SlowDisk,
            ["large_data"] = inventory.Java.HeapBytes / 4,
            ["max_client_connections"] = Number("maxClientCnxns", 60),
            ["max_connections"] = Number("maxCnxns", 0) is > 0 and var most ? most : null,
        };

        int Number(string key, int usual) =>
            int.TryParse(settings.Values.GetValueOrDefault(key), CultureInfo.InvariantCulture, out int value) ? value : usual;
    }

    /// <summary>Where Prometheus finds the figures of a server.</summary>
    private static string Target(Inventory inventory, Server server)
    {
        string host = Inventories.Metrics.MetricsSettings.Address(inventory, server) is { } address
            && !WildcardAddress.Is(address) ? address : server.Host;
        return string.Create(CultureInfo.InvariantCulture,
            $"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{server.Ports.Metrics}");
    }
}
