using Integration.Rollouts;
using Lab;
using Lab.Hosts;
using ZooKeeper.Client;

namespace Integration.Backups;

/// <summary>The copy that a rollout makes beside the data must leave their server the room that it needs to go on.</summary>
[Parallelizable]
public sealed class FullDiskTests
{
    [TestCase("3.4.13")]
    [TestCase("3.9.6", Category = "Long")]
    public async Task No_copy_takes_the_room_that_its_server_needs(string version)
    {
        await using var hosts = await LabHosts.StartAsync(1);
        await hosts[1].MountDiskAsync("/var/lib/zookeeper", 9 << 20);
        var fleet = new LabFleet(hosts, version, IsDynamic: false);
        var file = $"--inventory={await fleet.WriteAsync()}";
        await ExpansionTests.Run(0, "--target=Deploy", file);
        await using (var client = await ZooKeeperClient.ConnectAsync(new() { Servers = [Address.Of(fleet.Client(1))] }))
        {
            for (var number = 0; number < 12; number++)
            {
                await client.CreateAsync($"/large{number}", new byte[256 << 10].Select((_, at) => (byte)((at * 31) + number)).ToArray());
            }
        }

        var refused = await ExpansionTests.Run(4, "--target=Restart", file);
        Assert.That(refused, Does.Contain("ZK2301").And.Contain("copy of server 1").And.Contain("--no-backup"));
        Assert.That(await hosts[1].RunAsync("ls -A /var/lib/zookeeper/1/backups 2>/dev/null || true"), Is.Empty);

        // The script itself looks too: the disk may have filled since the hosts were checked.
        var failed = await ExpansionTests.Run(4, "--target=Backup", file);
        Assert.That(failed, Does.Contain("KiB free").And.Contain("/var/lib/zookeeper/1/backups"));
        Assert.That(await hosts[1].RunAsync("ls -A /var/lib/zookeeper/1/backups 2>/dev/null || true"), Is.Empty, "nothing is left behind");

        await ExpansionTests.Run(0, "--target=Restart", "--no-backup", file);
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.That(await FourLetterWord.AskAsync(hosts[1].Address, 2181, "srvr"), Does.Contain("Mode: standalone"));

        await hosts[1].RunAsync("mount -o remount,size=40m /var/lib/zookeeper");
        await ExpansionTests.Run(0, "--target=Restart", file);
        Assert.That(await hosts[1].RunAsync("ls /var/lib/zookeeper/1/backups"), Is.Not.Empty);

        // What the suite itself has put there is named where it is what fills the disk.
        await hosts[1].RunAsync("set -e; set -- /var/lib/zookeeper/1/backups/*; head -c 18000000 /dev/zero >\"$1/fill\"; " +
            "head -c $((($(df -Pk /var/lib/zookeeper | awk 'NR == 2 { print $4 }') - 3000) * 1024)) /dev/zero >/var/lib/zookeeper/fill");
        Assert.That(await ExpansionTests.Run(4, "--target=Restart", file),
            Does.Contain("ZK2301").And.Match("the suite's own copies in /var/lib/zookeeper/1/backups take [23][0-9] MiB"));
    }
}
