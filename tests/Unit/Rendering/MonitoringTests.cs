using System.Text.Json;
using Ensembles.Findings;
using Ensembles.Inventories;
using Ensembles.Inventories.Metrics;
using Ensembles.Membership;
using Ensembles.Preflight;
using Ensembles.Releases;
using Unit.Inventories;
using Unit.Releases;

namespace Unit.Rendering;

/// <summary>The section <c>metrics</c>: keys of zoo.cfg, and what watches an ensemble.</summary>
internal sealed class MonitoringTests
{
    private const string Section = "metrics: { port: 7070, interval: 30 }";

    [TestCase("3.6.4", false)]
    [TestCase("3.9.6", true)]
    public void Zoo_cfg_has_the_keys_of_the_provider(string version, bool hasAddress)
    {
        var inventory = Wanted.Inventory(version, "static", Section);
        inventory = inventory with { Servers = [.. inventory.Servers.Select(server => server with { ClientAddress = server.Host })] };

        var text = Wanted.ZooCfg(inventory, 1, Wanted.Static(inventory));

        Assert.That(text, Does.Contain($"\nmetricsProvider.className={MetricsSettings.Provider}\n").And.Contain("\nmetricsProvider.httpPort=7070\n"));
        Assert.That(text.Contains("\nmetricsProvider.httpHost=10.0.0.11\n", StringComparison.Ordinal), Is.EqualTo(hasAddress));
    }

    [Test]
    public void Without_the_section_nothing_is_different()
    {
        var inventory = Wanted.Inventory("3.9.6");

        Assert.That(Wanted.ZooCfg(inventory, 1, Wanted.Initial(inventory)), Does.Not.Contain("metrics"));
        Assert.That(Wanted.Renderer.RenderMonitoring(inventory), Is.Empty);
    }

    [Test]
    public void The_files_are_those_of_the_snapshot() => Snapshot.Match(
        string.Concat(Wanted.Renderer.RenderMonitoring(
            Wanted.Inventory("3.9.6", more: Section + "\nsettings: { maxCnxns: 1000, tickTime: 1000, globalOutstandingLimit: 500 }"))
            .Select(file => $"======== {file.Name}\n{file.Content}")), "monitoring");

    [Test]
    public void Targets_and_dashboard_are_JSON_for_names_of_every_kind()
    {
        var files = Wanted.Renderer.RenderMonitoring(Wanted.Inventory("3.9.6", more: Section)).ToDictionary(file => file.Name, file => file.Content);

        using var targets = JsonDocument.Parse(files["targets.json"]);
        using var dashboard = JsonDocument.Parse(files["dashboard.json"]);
        Assert.That(targets.RootElement.EnumerateArray().Select(one => one.GetProperty("targets")[0].GetString()),
            Is.EqualTo(["10.0.0.11:7070", "zk-2.example.com:7070", "[2001:db8::3]:7070", "10.0.0.14:7070"]));
        var places = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Select(panel => (panel.GetProperty("gridPos").GetProperty("x").GetInt32(), panel.GetProperty("gridPos").GetProperty("y").GetInt32()));
        Assert.That(places, Is.Unique);
    }

    [TestCase("release: { version: 3.5.10, archive: dist/zk.tar.gz }", "connection: { type: ssh, user: a }", "", "ZK1701")]
    [TestCase("release: { version: 3.9.6 }", "connection: { type: local }", "", "ZK1702")]
    [TestCase("release: { version: 3.9.6, archive: dist/zk.tar.gz }", "connection: { type: local }", "settings: { metricsProvider.className: a.B }", "ZK1703")]
    [TestCase("release: { version: 3.9.6, archive: dist/zk.tar.gz }", "connection: { type: local }", "settings: { metricsProvider.httpPort: 7000 }", "ZK1703")]
    public void What_cannot_be_is_told_of_the_file(string release, string connection, string more, string code)
    {
        using var project = new Project();

        var faults = project.Read($$"""
            ensemble: realtime
            {{release}}
            membership: static
            {{connection}}
            metrics: { port: 7070 }
            {{more}}
            servers: [{ id: 1, host: 10.0.0.1 }]
            """).Faults;

        Assert.That(faults.Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => $"{fault.Code}"), Is.EqualTo([code]));
    }

    [Test]
    public void Two_servers_of_a_host_need_ports_of_their_own()
    {
        using var project = new Project();
        const string Text = """
            ensemble: realtime
            release: { version: 3.9.6, archive: dist/zk.tar.gz }
            membership: static
            connection: { type: local }
            metrics: {}
            servers:
              - { id: 1, host: 127.0.0.1, ports: { client: 1, quorum: 2, election: 3, admin: 0 } }
              - { id: 2, host: 127.0.0.1, ports: { client: 4, quorum: 5, election: 6, admin: 0 } }
            """;

        Assert.That(project.Read(Text).Faults.Select(fault => $"{fault.Code} {fault.Message}"),
            Has.One.EqualTo("ZK1303 7000 on 127.0.0.1 is already servers[0].ports.metrics"));
        Assert.That(project.Read(Text.Replace("election: 6", "metrics: 7, election: 6", StringComparison.Ordinal)).Inventory!.Servers[1].Ports.Metrics,
            Is.EqualTo(7));
    }

    [TestCase("lib/zookeeper-3.9.6.jar", true)]
    [TestCase("lib/zookeeper-3.9.6.jar lib/zookeeper-prometheus-metrics-3.9.6.jar", true)]
    [TestCase("lib/zookeeper-3.9.6.jar lib/zookeeper-prometheus-metrics-3.9.6.jar lib/simpleclient-0.9.0.jar", false)]
    public void A_release_without_the_provider_is_told_before_a_change(string jars, bool isMissing)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var path = Path.Combine(folder, "zk.tar.gz");
            Archives.Write(path, [.. jars.Split(' ').Append("bin/zkServer.sh").Select(name => ($"{Archives.Top}/{name}", ""))]);
            var archive = new ReleaseArchive(new(3, 9, 6), path, Archives.Top, "");

            var found = MetricsChecks.Of(Wanted.Inventory("3.9.6", more: Section), archive).ToList();

            Assert.That(found.Select(fault => fault.Code), isMissing ? Is.EqualTo([HostCodes.MetricsProviderMissing]) : Is.Empty);
            Assert.That(MetricsChecks.Of(Wanted.Inventory("3.9.6"), archive), Is.Empty);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
