using System.Text.RegularExpressions;
using Integration.Rollouts;
using Lab;
using Lab.Metrics;

namespace Integration.Monitoring;

/// <summary>The rendered rules by Prometheus' own tool, and the names in them by what real servers offer.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class RuleTests
{
    [Test]
    public async Task Promtool_takes_configuration_and_rules_of_every_form()
    {
        foreach (var (isDynamic, wanted, rules) in new[] { (true, 1, 14), (false, 1, 10), (false, 3, 16), (true, 5, 16) })
        {
            await using var inventory = Rendered("3.9.6", isDynamic, wanted);
            await ExpansionTests.Run(0, "--target=Render", $"--inventory={inventory.File}");

            var (passed, output) = await RealPrometheus.PromtoolAsync("check", "config", Watch.FileOf(inventory, "prometheus.yml"));

            Assert.That(passed, output);
            Assert.That(output, Does.Contain($"{rules} rules found"));
        }
    }

    /// <summary>Of the faults that no test can make of a real server.</summary>
    [Test]
    public async Task Alerts_without_a_fault_that_can_be_made_fire_by_their_figures()
    {
        await using var inventory = Rendered("3.9.6", isDynamic: false, wanted: 3);
        await ExpansionTests.Run(0, "--target=Render", $"--inventory={inventory.File}");
        var series = $"{{job=\"zookeeper\",ensemble=\"{inventory.Ensemble}\",id=\"2\"}}";
        var cases = new (string Alert, string Input)[]
        {
            ("ZooKeeperReadsSlow", $"readlatency_sum{series}: 0+2000x60; readlatency_count{series}: 0+10x60"),
            ("ZooKeeperReplicasDiffer", $"digest_mismatches_count{series}: 0x20 1x40"),
            ("ZooKeeperFailing", $"unrecoverable_error_count{series}: 0x20 1x40"),
        };
        foreach (var (alert, input) in cases)
        {
            var quiet = input.Replace("+2000", "+200", StringComparison.Ordinal).Replace(" 1x40", " 0x40", StringComparison.Ordinal);
            Assert.That(await FiresAsync(inventory, alert, input), Is.True, alert);
            Assert.That(await FiresAsync(inventory, alert, quiet), Is.False, alert);
        }
    }

    [TestCase("3.8.0", Category = "Long")]
    [TestCase("3.9.3", Category = "Long")]
    public async Task Every_figure_in_rules_and_dashboard_is_one_that_servers_offer(string version)
    {
        await using var inventory = Rendered(version, isDynamic: true, wanted: 2);
        inventory.Archive = await MetricsRelease.ArchiveAsync(version);
        inventory.IsEmbedded = false;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        var offered = new HashSet<string>();
        using var http = new HttpClient();
        foreach (var port in inventory.MetricsPorts.Values)
        {
            var text = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"));
            offered.UnionWith(text.Split('\n').Select(line => line.Split('{', ' ')[0]));
        }

        var rules = await File.ReadAllTextAsync(Watch.FileOf(inventory, "alerts.yml"));
        var used = Used().Matches(rules + string.Join('\n', await Watch.PanelsAsync(inventory)))
            .Select(match => match.Groups[1].Value).Where(name => name != "up").ToHashSet();

        Assert.That(used, Has.Count.GreaterThan(15));
        Assert.That(used.Except(offered), Is.Empty);
    }

    private static SuiteInventory Rendered(string version, bool isDynamic, int wanted)
    {
        var inventory = SuiteInventory.Of(version, isDynamic, wanted, wanted);
        inventory.HasMetrics = true;
        inventory.Archive = Path.Combine(inventory.Folder, "not-read-by-Render.tar.gz");
        inventory.Write();
        return inventory;
    }

    private static async Task<bool> FiresAsync(SuiteInventory inventory, string alert, string input)
    {
        var file = Path.Combine(inventory.Folder, "rules-test.yml");
        var series = input.Split("; ").Select(one => one.Split("}: "))
            .Select(one => $"      - series: '{one[0]}}}'\n        values: '{one[1]}'\n");
        await File.WriteAllTextAsync(file, $"""
            rule_files: ['{Watch.FileOf(inventory, "alerts.yml")}']
            evaluation_interval: 1s
            tests:
              - interval: 1s
                input_series:
            {string.Concat(series)}    alert_rule_test:
                  - eval_time: 40s
                    alertname: {alert}
                    exp_alerts: []

            """);
        var (quiet, output) = await RealPrometheus.PromtoolAsync("test", "rules", file);
        if (!quiet)
        {
            Assert.That(output, Does.Contain($"alertname: {alert}").And.Contain("got:"), output);
        }

        return !quiet;
    }

    [GeneratedRegex(@"\b([a-z_]+)\{job=")]
    private static partial Regex Used();
}
