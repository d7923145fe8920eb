using Integration.Rollouts;
using Lab;
using Lab.Foreign.Layouts;
using Lab.Hosts;

namespace Integration.Adopting;

/// <summary>As <see cref="AdoptTests"/>, on hosts with folders and accounts of the system, reached by SSH.</summary>
[Category("Long")]
[Parallelizable(ParallelScope.All)]
public sealed class AdoptHostsTests
{
    [TestCase("unit", "zk.service", "/var/lib/zk")]
    [TestCase("sleighzy", "zookeeper.service", "/var/lib/zookeeper")]
    [TestCase("116davinder", "zookeeper.service", "/srv/zookeeper/zookeeper-data")]
    [TestCase("confluent", "confluent-zookeeper.service", "/var/lib/zookeeper")]
    [TestCase("debian", "nothing", "/var/lib/zookeeper")]
    public async Task What_others_have_set_up_is_adopted_and_planned(string kind, string keptBy, string data)
    {
        await using var hosts = await LabHosts.StartAsync(3);
        await new HostLayouts(hosts, "3.9.3").StartAsync(kind, 3);
        var file = Path.Combine(hosts.Folder, $"{kind}.yml");

        var output = await AdoptAsync(hosts, file, [1, 2, 3]);
        var plan = await ExpansionTests.Run(0, "--target=Plan", $"--inventory={file}");

        Assert.That(output.Split('\n').Where(line => line.Contains(keptBy, StringComparison.Ordinal)
            && line.Contains(data, StringComparison.Ordinal)), Has.Exactly(3).Items, "a row per server");
        Assert.That(plan, Does.Contain("proved safe"));
        Assert.That(plan.Split('\n'), Has.None.Contains("drift").And.Contains("membership"));
    }

    [NonParallelizable] // Its hosts, writers and witness leave nothing of two cores.
    [TestCase("unit", 1)]
    [TestCase("unit", 3)]
    [TestCase("sleighzy", 1)]
    [TestCase("sleighzy", 3)]
    [TestCase("116davinder", 1)]
    [TestCase("116davinder", 3)]
    [TestCase("confluent", 1)]
    [TestCase("confluent", 3)]
    [TestCase("debian", 1)]
    [TestCase("debian", 3)]
    public async Task What_others_have_set_up_grows_by_two(string kind, int count)
    {
        await using var hosts = await LabHosts.StartAsync(count + 2);
        await new HostLayouts(hosts, "3.9.3").StartAsync(kind, count);
        int[] members = [.. Enumerable.Range(1, count)], joiners = [count + 1, count + 2];
        var addresses = members.Concat(joiners).Select(number => $"{hosts[number].Address}:2181").ToList();
        var file = Path.Combine(hosts.Folder, $"{kind}.yml");
        await AdoptAsync(hosts, file, members);
        var archive = (await LabReleases.ArchiveAsync("3.9.3")).Path;
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file)).Select(line =>
            line.StartsWith("  # archive:", StringComparison.Ordinal) ? $"  archive: \"{archive}\"" : line));
        foreach (var joiner in joiners)
        {
            await hosts[joiner].InstallSystemctlAsync();
            await hosts[joiner].RunAsync("mount -t tmpfs tmpfs /srv"); // The hosts of the lab share it else.
            await File.AppendAllTextAsync(file, $"  - id: {joiner}\n    host: {hosts[joiner].Address}\n");
        }

        await using var load = await Load.StartAsync(addresses);
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        foreach (var address in addresses)
        {
            Assert.That(await load.MissingAsync(address), Is.Empty, address);
        }

        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}"), Does.Contain("Nothing to do"));
    }

    [Test]
    public async Task Hosts_without_a_server_and_members_that_were_not_named_are_said()
    {
        await using var hosts = await LabHosts.StartAsync(3);
        await new HostLayouts(hosts, "3.9.3").StartAsync("unit", 2);
        var file = Path.Combine(hosts.Folder, "two.yml");

        var one = await AdoptAsync(hosts, file, [1, 3]);

        Assert.That(one, Does.Contain($"No ZooKeeper server runs on {hosts[3].Address}"));
        Assert.That(one, Does.Contain($"server 2 ({hosts[2].Address}) is a member too"));
        var again = await ExpansionTests.Run(2, Arguments(hosts, file, [1, 2]));
        Assert.That(again, Does.Contain("--overwrite"));
    }

    private static async Task<string> AdoptAsync(LabHosts hosts, string file, IEnumerable<int> numbers)
    {
        var output = await ExpansionTests.Run(0, Arguments(hosts, file, numbers));
        await TestContext.Out.WriteLineAsync(await File.ReadAllTextAsync(file));
        return output;
    }

    private static string[] Arguments(LabHosts hosts, string file, IEnumerable<int> numbers) =>
    [
        "--target=Adopt", $"--hosts={string.Join(',', numbers.Select(number => hosts[number].Address))}",
        $"--name={file}", $"--user={LabHosts.User}", $"--key={hosts.KeyFile}", $"--known-hosts={hosts.KnownHostsFile}",
        "--become=sudo",
    ];
}
