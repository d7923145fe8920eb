using Integration.Rollouts;
using Lab;
using Lab.Hosts;

namespace Integration.Backups;

/// <summary>Whole runs with a second place on a host of its own, by SSH: kept there for as long, tried and restored from there.</summary>
[Parallelizable]
[Category("Long")]
public sealed class OtherHostTests
{
    [TestCase("3.9.6")]
    public async Task An_ensemble_whose_backups_here_are_gone_comes_back_from_the_other_host(string version)
    {
        await using var hosts = await LabHosts.StartAsync(2);
        await hosts[2].RunAsync("mkdir -p /var/lib/backups && chown deploy /var/lib/backups");
        var fleet = new LabFleet(hosts, version, IsDynamic: false)
        {
            Name = $"fleet-{hosts[1].Address.Split('.')[2]}", Servers = [1],
            More = $"backups: {{ host: {hosts[2].Address}, folder: /var/lib/backups/fleet, keep: 2 }}",
        };
        var file = await fleet.WriteAsync();
        var here = Path.Combine(ProjectFolders.Root, "artifacts", fleet.Name, "backups");
        await RunAsync(0, "Deploy");
        await using var load = await Load.StartAsync([fleet.Client(1)]);
        await Poll.UntilAsync(() => load.Acknowledged > 200, "the load does not write");
        for (var turn = 0; turn < 2; turn++)
        {
            await RunAsync(0, "Backup");
        }

        await load.StopAsync();
        var output = await RunAsync(0, "Backup");
        var there = (await hosts[2].RunAsync("ls /var/lib/backups/fleet")).Split('\n');

        // Two are kept in both places, the same; the oldest went from both.
        Assert.That(there, Has.Length.EqualTo(2));
        Assert.That(Directory.GetDirectories(here).Select(Path.GetFileName).Order(), Is.EqualTo(there));
        Assert.That(output, Does.Contain("removed here:").And.Contain("removed on ").And.Contain($"--backup={hosts[2].Address}:/var/lib/backups/fleet/{there[1]}"));
        Assert.That(await hosts[2].RunAsync("stat -c %a /var/lib/backups/fleet /var/lib/backups/fleet/* | sort -u"), Is.EqualTo("700"));

        // This machine has lost its own: the drill and the restore take the newest one of the other host.
        Directory.Delete(here, recursive: true);
        var drill = await RunAsync(0, "Backup", "--drill");
        Assert.That(drill, Does.Contain($"Backup {there[1]} was brought from /var/lib/backups/fleet on deploy@{hosts[2].Address}").And.Contain("persistent znodes of its files are there"));
        var older = await RunAsync(0, "Backup", "--drill", $"--backup={hosts[2].Address}:/var/lib/backups/fleet/{there[0]}");
        Assert.That(older, Does.Contain($"Backup {there[0]} was brought"));

        await hosts[1].KillAsync("org.apache.zookeeper");
        await hosts[1].RunAsync("mv /var/lib/zookeeper/1/version-2 /var/lib/zookeeper/1/version-2.lost");
        await RunAsync(0, "Restore");
        Assert.That(await load.MissingAsync(fleet.Client(1)), Is.Empty);

        // What is altered there is told before anything is started.
        await hosts[2].RunAsync("printf x >>\"$(ls /var/lib/backups/fleet/*/log.* | tail -n 1)\"");
        Assert.That(string.Join(' ', (await RunAsync(4, "Backup", "--drill")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            Does.Contain("ZK7021").And.Contain("is damaged: its SHA-256 is not the one of backup.json"));

        Task<string> RunAsync(int expected, string target, params string[] more) =>
            ExpansionTests.Run(expected, [$"--target={target}", $"--inventory={file}", .. more]);
    }
}
