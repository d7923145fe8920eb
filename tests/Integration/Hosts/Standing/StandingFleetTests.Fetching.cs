using Integration.Rollouts;
using Lab;
using Lab.Hosts;
using Suite.Runs;

namespace Integration.Hosts.Standing;

// Hosts that fetch the release themselves (release.fetch: hosts), from a web server here.
public sealed partial class StandingFleetTests
{
    private const string Wrong = "0123456789abcdef";

    [Test]
    public async Task The_host_that_lacks_the_release_fetches_it_once()
    {
        var archive = await LabReleases.ArchiveAsync(Five.Version);
        using var server = await ServeAsync();
        var file = await From(server, archive.Sha512).WriteAsync();
        await Machines[Healthy].RunAsync("rm -rf /opt/zookeeper");

        var output = await ExpansionTests.Run(0, "--target=Distribute", $"--inventory={file}");

        var host = Machines[Healthy];
        Assert.That(output, Does.Contain($"deploy@{host.Address}:22: ZooKeeper {Five.Version} in /opt/zookeeper"));
        Assert.That(
            await host.RunAsync("cat /opt/zookeeper/current/.archive-sha512; ls -A /opt/zookeeper"),
            Is.EqualTo($"{archive.Sha512}\n{archive.TopFolder}\ncurrent\nfleet.lock"));
        Assert.That(server.Ranges, Is.EqualTo(new[] { "" }), "fetched once, in full, by the one that lacked it");
        await host.RunAsync("rm -rf /opt/zookeeper /etc/zookeeper /var/lib/zookeeper /var/log/zookeeper");
    }

    [Test]
    [Category("Long")]
    public async Task A_release_with_another_checksum_is_told_and_nothing_of_it_stays()
    {
        using var server = await ServeAsync();
        var file = await From(server, string.Concat(Enumerable.Repeat(Wrong, 8))).WriteAsync();
        await Machines[Healthy].RunAsync("rm -rf /opt/zookeeper");
        var before = await StateAsync();

        var output = await ExpansionTests.Run(ExitCodes.Failed, "--target=Distribute", $"--inventory={file}");

        Assert.That(output, Does.Contain("what was fetched has another SHA-512 than release.sha512 says"));
        Assert.That(output, Does.Contain($"the installation of ZooKeeper {Five.Version} in /opt/zookeeper on deploy@"));
        Assert.That(await StateAsync(), Is.EqualTo(before));
        Assert.That(server.Ranges, Is.Not.Empty);
    }

    private static async Task<ArchiveServer> ServeAsync()
    {
        var archive = await LabReleases.ArchiveAsync(Five.Version);
        return new(
            await File.ReadAllBytesAsync(archive.Path), Machines[Healthy].Gateway, archive.TopFolder + ".tar.gz");
    }

    private static LabFleet From(ArchiveServer server, string sum) => And(Healthy) with
    {
        Release = $"{{ version: {Five.Version}, archive: \"{server.Address}\", sha512: \"{sum}\", fetch: hosts }}",
    };
}
