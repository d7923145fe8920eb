using Integration.Rollouts;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>The suite against machines that have nothing but sshd, Java and a POSIX shell.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FleetTests
{
    [TestCase("3.4.13", false)]
    [TestCase("3.8.0", false, Category = "Long")]
    [TestCase("3.8.0", true, Category = "Long")]
    [TestCase("3.9.6", false, Category = "Long")]
    [TestCase("3.9.6", true)]
    public async Task Three_hosts_grow_to_five_over_ssh(string version, bool isDynamic)
    {
        await using var hosts = await LabHosts.StartAsync(5);
        var three = new LabFleet(hosts, version, isDynamic) { Servers = [1, 2, 3] };
        var five = three with { Servers = [1, 2, 3, 4, 5] };
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={await three.WriteAsync()}");
        await using var load = await Load.StartAsync(five.Servers.Select(five.Client));
        var file = await five.WriteAsync();

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(load.Acknowledged, Is.GreaterThan(50));
        Assert.That(
            output.Split('\n').Count(line => line.Contains("done restart", StringComparison.Ordinal)),
            Is.EqualTo(isDynamic ? 0 : 3), "each member once");
        foreach (var id in five.Servers)
        {
            Assert.That(await load.MissingAsync(five.Client(id)), Is.Empty, $"server {id}");
        }

        if (isDynamic)
        {
            Assert.That(load.Failures, Is.Empty);
            Assert.That(output, Does.Contain("0 failed operations"));
        }

        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}"), Does.Contain("Nothing to do"));
    }
}
