using System.Collections.Immutable;
using Ensembles.Inventories;
using Ensembles.Preflight;
using Unit.Inventories;
using ZooKeeper.Status;

namespace Unit.Preflighting;

/// <summary>Hosts as they would describe themselves, without one.</summary>
internal static class Probes
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static Inventory Inventory(
        string more = "", string hosts = "10.0.0.1 10.0.0.2 10.0.0.3", string version = "3.9.4")
    {
        using var project = new Project();
        var servers = hosts.Split(' ').Select((host, index) => $"  - {{ id: {index + 1}, host: {host} }}");
        return project.ReadGood($$"""
            ensemble: realtime
            release: { version: {{version}}, archive: dist/zookeeper.tar.gz }
            membership: static
            connection: { type: ssh, user: deploy }
            {{more}}
            servers:
            {{string.Join('\n', servers)}}
            """);
    }

    /// <summary>A host in perfect order, asked for half a second, with the server of the same number.</summary>
    public static HostProbe Host(Inventory inventory, int id) => new()
    {
        Host = $"host{id}",
        Servers = [inventory.Servers.Single(server => server.Id == id)],
        Asked = (Noon, Noon.AddSeconds(0.5)),
        Clock = (Noon.AddSeconds(0.2), TimeSpan.Zero),
        IsRoot = true,
        Account = "root",
        Java = "17.0.15",
        Memory = (8 << 20, 6 << 20),
    };

    public static PreflightScope Scope(Inventory inventory, params IEnumerable<HostProbe> probes) =>
        new(inventory, [.. probes], ImmutableDictionary<int, ServerMode?>.Empty, 0);

    /// <summary>What is told, a line each with severity, host and finding.</summary>
    public static string[] Judged(PreflightScope scope) =>
        [.. PreflightRun.Judge(scope).Select(fault => $"{fault.Severity} {fault.Subject.Host}: {fault.Message}")];

    public static string[] Judged(Inventory inventory, params IEnumerable<HostProbe> probes) =>
        Judged(Scope(inventory, probes));

    public static HostProbe SkewedBy(this HostProbe probe, double seconds, bool whole = false) => probe with
    {
        Clock = (Noon.AddSeconds(seconds), whole ? TimeSpan.FromSeconds(1) : TimeSpan.Zero),
    };
}
