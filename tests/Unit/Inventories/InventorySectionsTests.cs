using Ensembles.Inventories.Reading;

namespace Unit.Inventories;

/// <summary>What an inventory from a host may say otherwise than one that a person has written.</summary>
internal sealed class InventorySectionsTests
{
    private const string Trusted = """
        ensemble: one
        release: { version: 3.9.6 }
        user: zookeeper
        paths: { data: "/var/lib/zookeeper/{id}", log: /var/log/zookeeper }
        settings: { tickTime: 2000 }
        servers:
          - { id: 1, host: a }
          - { id: 2, host: b, service: { start: [/opt/start] } }
        """;

    [TestCase("version: 3.9.6", "version: 3.9.3", "")]
    [TestCase("tickTime: 2000", "tickTime: 3000, maxClientCnxns: 7", "")]
    [TestCase("  - { id: 1, host: a }", "  - { id: 1, host: z, role: observer }\n  - { id: 3, host: c, ports: { client: 7 } }", "")]
    [TestCase("data: \"/var/lib/zookeeper/{id}\", log: /var/log/zookeeper", "log: '/var/log/zookeeper', data: '/var/lib/zookeeper/{id}'", "")]
    [TestCase("user: zookeeper", "user: root", "user")]
    [TestCase("user: zookeeper\n", "", "user")]
    [TestCase("/var/log/zookeeper", "/etc/cron.d", "paths")]
    [TestCase("ensemble: one", "ensemble: one\nservice: { start: [/tmp/evil] }", "service")]
    [TestCase("/opt/start", "/tmp/evil", "servers[2].service")]
    [TestCase("  - { id: 1, host: a }", "  - { id: 4, host: a, service: { start: [/tmp/evil] } }", "servers[4].service")]
    public void Rights_commands_and_folders_must_be_the_same(string what, string becomes, string beyond)
    {
        var trusted = Trusted.ReplaceLineEndings("\n");
        Assert.That(trusted, Does.Contain(what));
        Assert.That(string.Join(", ", InventorySections.Beyond(trusted.Replace(what, becomes, StringComparison.Ordinal), trusted)), Is.EqualTo(beyond));
    }
}
