using System.Collections.Immutable;
using System.Globalization;
using Ensembles.Inventories;

namespace Lab.Hosts;

/// <summary>
/// The inventory of an ensemble on hosts of a lab, as a user would write it; the suite reaches them by SSH.
/// </summary>
public sealed record LabFleet(LabHosts Lab, string Version, bool IsDynamic)
{
    private static readonly ImmutableSortedDictionary<string, string> Fast = new Dictionary<string, string>
    {
        ["tickTime"] = "500", ["initLimit"] = "20", ["syncLimit"] = "10", ["preAllocSize"] = "1024",
    }.ToImmutableSortedDictionary();

    /// <summary>The ensemble's name.</summary>
    public string Name { get; init; } = "fleet";

    /// <summary>Numbers of the hosts, by default all; each has one server, whose id is the host's number.</summary>
    public ImmutableArray<int> Servers { get; init; } = [.. Enumerable.Range(1, Lab.All.Length)];

    /// <summary>Replaces the lines of <see cref="Servers"/>.</summary>
    public string? ServerLines { get; init; }

    /// <summary>The servers are known by the hosts' names, which only the hosts can resolve.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Replaces what stands there of the release: its version, and its archive on this machine.</summary>
    public string? Release { get; init; }

    /// <summary>Further settings of zoo.cfg.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Of the JVMs.</summary>
    public string Heap { get; init; } = "96m";

    /// <summary>What stands under <c>java</c>; null: JVMs that are small and start soon.</summary>
    public string? Java { get; init; }

    /// <summary>What stands under each server's <c>ports</c>.</summary>
    public string Ports { get; init; } = "";

    /// <summary>Private key to log in with.</summary>
    public string KeyFile { get; init; } = Lab.KeyFile;

    public string KnownHosts { get; init; } = Lab.KnownHostsFile;

    /// <summary>Seconds to wait for a host's answer.</summary>
    public int Timeout { get; init; } = 10;

    /// <summary><c>auto</c>, <c>direct</c> or <c>tunnel</c>.</summary>
    public string ClientPorts { get; init; } = "auto";

    /// <summary>What stands under <c>paths</c>, a line each.</summary>
    public ImmutableArray<string> Paths { get; init; } =
    [
        "install: /opt/zookeeper", "config: \"/etc/zookeeper/{id}\"", "data: \"/var/lib/zookeeper/{id}\"",
        "log: \"/var/log/zookeeper/{id}\"",
    ];

    /// <summary>Further lines of YAML at the top level.</summary>
    public string More { get; init; } = "";

    /// <summary>Client address of a server by its id.</summary>
    public string Client(int id) => $"{Lab[id].Address}:2181";

    /// <summary>Writes the file and gives its path.</summary>
    /// <param name="name">Of the file; null: the ensemble's.</param>
    public async Task<string> WriteAsync(string? name = null)
    {
        var release = Release ??
            $"{{ version: {Version}, archive: \"{(await LabReleases.ArchiveAsync(Version)).Path}\" }}";
        var settings = Settings.AddRange(Fast.Where(setting => !Settings.ContainsKey(setting.Key)));
        var text = string.Create(CultureInfo.InvariantCulture, $$"""
            ensemble: {{Name}}
            release: {{release}}
            membership: {{(IsDynamic ? "dynamic" : "static")}}
            connection:
              type: ssh
              user: {{LabHosts.User}}
              key: "{{KeyFile}}"
              knownHosts: "{{KnownHosts}}"
              become: sudo
              timeout: {{Timeout}}
              clientPorts: {{ClientPorts}}
            paths: { {{string.Join(", ", Paths)}} }
            settings: { {{string.Join(", ", settings.Select(setting => $"{setting.Key}: {setting.Value}"))}} }
            java: {{Java ?? Small}}
            {{(IsDynamic ? "superuser: { password: \"for-this-test\" }" : "")}}
            {{More}}
            servers:
            {{ServerLines ?? string.Join('\n', Servers.Select(Line))}}

            """);
        var file = Path.Combine(Lab.Folder, (name ?? Name) + ".yml");
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    /// <summary>The inventory as the suite reads it.</summary>
    /// <exception cref="InvalidOperationException">It has faults; the message names them.</exception>
    public async Task<Inventory> ReadAsync()
    {
        var reading = InventoryReader.Read(
            await WriteAsync(), Environment.GetEnvironmentVariable, ProjectFolders.Root);
        return reading.Inventory ?? throw new InvalidOperationException(string.Join('\n', reading.Faults));
    }

    private string Small => $"{{ heap: {Heap}, flags: [-XX:+UseSerialGC, -XX:TieredStopAtLevel=1, \"-Xshare:auto\"] }}";

    private string Line(int id) => $"  - {{ id: {id}, host: {(IsNamed ? Lab[id].Name : Lab[id].Address)}, ports: {{ {Ports} }} }}";
}
