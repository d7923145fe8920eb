using System.Globalization;
using Integration.Rollouts;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>The suite against machines that have nothing but sshd, Java and a POSIX shell.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FleetTests
{
    [TestCase("3.4.13", false)]
    [TestCase("3.9.6", false, Category = "Long")]
    [TestCase("3.9.6", true)]
    public async Task Three_hosts_grow_to_five_over_ssh(string version, bool isDynamic)
    {
        await using var hosts = await LabHosts.StartAsync(5);
        var file = await WriteAsync(hosts, version, isDynamic, 3);
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={file}");
        await using var load = await Load.StartAsync(hosts.All.Select(host => $"{host.Address}:2181"));
        await WriteAsync(hosts, version, isDynamic, 5);

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(
            output.Split('\n').Count(line => line.Contains("done restart", StringComparison.Ordinal)),
            Is.EqualTo(isDynamic ? 0 : 3 + 4), "each member once for each new list");
        foreach (var host in hosts.All)
        {
            Assert.That(await load.MissingAsync($"{host.Address}:2181"), Is.Empty, host.ToString());
        }

        if (isDynamic)
        {
            Assert.That(load.Failures, Is.Empty);
        }

        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}"), Does.Contain("Nothing to do"));
    }

    internal static async Task<string> WriteAsync(LabHosts hosts, string version, bool isDynamic, int servers)
    {
        var file = Path.Combine(hosts.Folder, "fleet.yml");
        var archive = await LabReleases.ArchiveAsync(version);
        var lines = string.Join('\n', hosts.All.Take(servers).Select((host, index) => string.Create(
            CultureInfo.InvariantCulture, $"  - {{ id: {index + 1}, host: {host.Address} }}")));
        await File.WriteAllTextAsync(file, $$"""
            ensemble: fleet
            release: { version: {{version}}, archive: "{{archive.Path}}" }
            membership: {{(isDynamic ? "dynamic" : "static")}}
            connection: { type: ssh, user: {{LabHosts.User}}, key: "{{hosts.KeyFile}}", knownHosts: "{{hosts.KnownHostsFile}}", become: sudo }
            paths: { install: /opt/zookeeper, config: /etc/zookeeper, data: /var/lib/zookeeper, log: /var/log/zookeeper }
            settings: { tickTime: 500, initLimit: 20, syncLimit: 10 }
            java: { heap: 96m, flags: [-XX:+UseSerialGC, -XX:TieredStopAtLevel=1, "-Xshare:auto"] }
            {{(isDynamic ? "superuser: { password: \"for-this-test\" }" : "")}}
            servers:
            {{lines}}
            """);
        return file;
    }
}
