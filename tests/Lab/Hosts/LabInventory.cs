using System.Globalization;
using Ensembles.Inventories;

namespace Lab.Hosts;

/// <summary>An inventory of an ensemble with a server on each host of a lab.</summary>
public static class LabInventory
{
    /// <param name="more">Further lines of YAML at the top level.</param>
    /// <param name="named">The servers are known by the hosts' names, which only the hosts can resolve.</param>
    /// <param name="membership"><c>dynamic</c> or <c>static</c>.</param>
    public static async Task<Inventory> MakeAsync(
        LabHosts lab, string version, string more = "", bool named = false, string membership = "static")
    {
        var archive = (await LabReleases.ArchiveAsync(version)).Path;
        var servers = lab.All.Select((host, index) => string.Create(
            CultureInfo.InvariantCulture, $"  - {{ id: {index + 1}, host: {(named ? host.Name : host.Address)} }}"));
        var file = Path.Combine(lab.Folder, "inventory.yml");
        await File.WriteAllTextAsync(file, $$"""
            ensemble: lab
            release: { version: {{version}}, archive: "{{archive}}" }
            membership: {{membership}}
            connection:
              { type: ssh, user: {{LabHosts.User}}, become: sudo, key: "{{lab.KeyFile}}",
                knownHosts: "{{lab.KnownHostsFile}}" }
            paths:
              install: /opt/zookeeper
              config: /etc/zookeeper
              data: /var/lib/zookeeper/data
              log: /var/log/zookeeper
            settings: { tickTime: 500, initLimit: 20, syncLimit: 10, preAllocSize: 1024 }
            {{(more.Contains("java:", StringComparison.Ordinal) ? "" : Java)}}
            {{(membership == "dynamic" ? "superuser: { password: opensesame }" : "")}}
            {{more}}
            servers:
            {{string.Join('\n', servers)}}
            """);
        var reading = InventoryReader.Read(file, Environment.GetEnvironmentVariable, ProjectFolders.Root);
        return reading.Inventory ?? throw new InvalidOperationException(string.Join('\n', reading.Faults));
    }

    private const string Java = "java: { heap: 96m, flags: [-XX:+UseSerialGC, -XX:TieredStopAtLevel=1] }";
}
