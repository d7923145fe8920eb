using Integration.Adopting;
using Integration.Rollouts;
using Lab;
using Lab.Foreign.Layouts;
using Lab.Metrics;

namespace Integration.Monitoring;

/// <summary>The section <c>metrics</c> comes to servers that run.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class MetricsOnTests
{
    [Test]
    public async Task A_release_without_the_provider_is_refused_before_a_server_is_touched()
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: true, 2, 2);
        inventory.Archive = (await LabReleases.ArchiveAsync("3.9.6")).Path;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        var before = inventory.ClientPorts.Keys.Select(inventory.ProcessId).ToList();
        inventory.HasMetrics = true;
        inventory.Write();

        var plan = await ExpansionTests.Run(4, "--target=Plan", $"--inventory={inventory.File}");
        var refused = await ExpansionTests.Run(4, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(plan, Does.Contain("ZK2310").And.Contain("zookeeper-prometheus-metrics-*.jar"));
        Assert.That(refused, Does.Contain("ZK2310"));
        Assert.That(inventory.ClientPorts.Keys.Select(inventory.ProcessId), Is.EqualTo(before));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(inventory.ConfigFolder(1), "zoo.cfg")), Does.Not.Contain("metricsProvider"));
    }

    /// <summary>Of servers that others have set up the class path of the very process tells.</summary>
    [Test]
    [Category("Long")]
    public async Task So_is_a_release_that_others_have_installed()
    {
        await using var layout = new ArticleLayout("3.9.3", 1);
        await layout.StartAsync();
        var adopted = await Adopted.FromAsync(layout);
        await File.AppendAllTextAsync(adopted.File, "\nmetrics: {}\n");

        var refused = await adopted.RunAsync("Expand", expected: 4);

        Assert.That(refused, Does.Contain("ZK2310"));
        Assert.That(refused, Does.Contain("has no zookeeper-prometheus-metrics jar"));
    }

    [TestCase("3.9.6", true, Category = "Long")]
    [TestCase("3.8.0", false, Category = "Long")]
    public async Task A_rollout_switches_the_figures_on_under_writing_clients(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        inventory.Archive = await MetricsRelease.ArchiveAsync(version);
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        inventory.HasMetrics = true;
        inventory.Write();

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        using var http = new HttpClient();
        foreach (var (id, port) in inventory.MetricsPorts)
        {
            Assert.That(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics")), Does.Contain("\nznode_count "), $"server {id}");
            Assert.That(await load.MissingAsync(inventory.ClientPorts[id]), Is.Empty, $"server {id}");
        }

        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("Nothing to do"));
    }
}
