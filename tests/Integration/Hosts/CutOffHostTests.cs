using Integration.Rollouts;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>A host whose link is down for some seconds of a rollout: it stops safely or goes on.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CutOffHostTests
{
    private static readonly TimeSpan Rollout = TimeSpan.FromSeconds(8);

    [TestCase("3.9.6", true, Category = "Long")]
    [TestCase("3.9.6", false, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task A_host_cut_off_for_some_seconds_costs_no_write_and_no_second_server(string version, bool isDynamic)
    {
        await using var hosts = await LabHosts.StartAsync(5);
        var three = new LabFleet(hosts, version, isDynamic) { Servers = [1, 2, 3] };
        var five = three with { Servers = [1, 2, 3, 4, 5] };
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={await three.WriteAsync()}");
        await using var load = await Load.StartAsync(five.Servers.Select(five.Client));
        var file = await five.WriteAsync();
        var random = Seed.Random();
        var victim = random.Next(1, 6);
        await using (var presence = Presence.Watch(five.Servers, id => hosts[id].ListensAsync(2181), victim))
        await using (var suite = SuiteProcess.Start("--target=Expand", $"--inventory={file}"))
        {
            await Growth.After(Rollout / (isDynamic ? 4 : 1) * random.NextDouble())(suite);
            await hosts[victim].CutOffAsync();
            await Task.WhenAny(suite.Ended, Task.Delay(TimeSpan.FromSeconds(2 + (6 * random.NextDouble()))));
            await hosts[victim].ReconnectAsync();
            Assert.That(await suite.EndAsync(), Is.AnyOf(0, 1, 3, 4), suite.Output);
            await TestContext.Out.WriteLineAsync($"{hosts[victim]} was cut off\n{suite.Output}");
            Assert.That(presence.Absences, Is.Empty);
        }

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0").Or.Contain("Nothing to do"));
        foreach (var id in five.Servers)
        {
            Assert.That(await load.MissingAsync(five.Client(id)), Is.Empty, $"server {id}");
        }
    }
}
