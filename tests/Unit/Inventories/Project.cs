using Ensembles.Findings;
using Ensembles.Inventories;

namespace Unit.Inventories;

/// <summary>A project in a folder of its own, with one inventory and an environment made up for it.</summary>
internal sealed class Project : IDisposable
{
    /// <summary>Faultless; tests change parts of it. Its lines are counted in many of them.</summary>
    public const string Good = """
        ensemble: realtime
        release: { version: 3.9.3 }
        membership: static
        connection: { type: local }
        settings: { tickTime: 2000 }
        java: { heap: 1g }
        servers:
          - { id: 1, host: 127.0.0.1, ports: { client: 2181, quorum: 2888, election: 3888, admin: 8081 } }
          - { id: 2, host: 127.0.0.1, ports: { client: 2182, quorum: 2889, election: 3889, admin: 8082 } }
          - { id: 3, host: 127.0.0.1, ports: { client: 2183, quorum: 2890, election: 3890, admin: 8083 } }
        """;

    /// <summary>As <see cref="Good"/>, on hosts of its own and dynamic.</summary>
    public const string Remote = """
        ensemble: realtime
        release: { version: 3.9.4, archive: "dist/zookeeper-{version}.tar.gz" }
        membership: dynamic
        connection: { type: ssh, user: deploy }
        superuser: { password: hunter2 }
        servers:
          - { id: 1, host: 10.0.0.11 }
          - { id: 2, host: 10.0.0.12 }
          - { id: 3, host: 10.0.0.13 }
        """;

    public string Root { get; } = Directory.CreateTempSubdirectory("inventory-").FullName;

    public Dictionary<string, string> Environment { get; } = new() { ["HOME"] = "/home/me" };

    public InventoryReading Read(string yaml)
    {
        Directory.CreateDirectory(Path.Combine(Root, "inventories"));
        string file = Path.Combine(Root, "inventories", "x.yml");
        File.WriteAllText(file, yaml);
        return InventoryReader.Read(file, Environment.GetValueOrDefault, Root, new Pki.Clock());
    }

    public Inventory ReadGood(string yaml)
    {
        var reading = Read(yaml);
        Assert.That(reading.Faults.Where(fault => fault.Severity == FaultSeverity.Error), Is.Empty);
        return reading.Inventory!;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
