using Integration.Rollouts;
using Lab;

namespace Integration.Hosts;

/// <summary>A host whose link is down for some seconds of a rollout: it stops safely or goes on.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CutOffHostTests
{
    private static readonly TimeSpan Rollout = TimeSpan.FromSeconds(8);

    [TestCase("3.9.6", true, Category = "Long")]
    [TestCase("3.9.6", false, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task A_host_cut_off_for_some_seconds_costs_no_write_and_no_second_server(
        string version, bool isDynamic)
    {
        await using var fleet = await ThreeOfFive.StartAsync(version, isDynamic);
        var random = Seed.Random();
        var victim = random.Next(1, 6);
        var host = fleet.Hosts[victim];
        await using (var presence = Presence.Watch(
            fleet.Five.Servers, async id => !await fleet.Hosts[id].RefusesAsync(2181), victim))
        await using (var suite = SuiteProcess.Start("--target=Expand", $"--inventory={fleet.File}"))
        {
            await Growth.After(Rollout / (isDynamic ? 4 : 1) * random.NextDouble())(suite);
            await host.CutOffAsync();
            await Task.WhenAny(suite.Ended, Task.Delay(TimeSpan.FromSeconds(2 + (6 * random.NextDouble()))));
            await host.ReconnectAsync();
            Assert.That(await suite.EndAsync(), Is.AnyOf(0, 1, 3, 4), suite.Output);
            await TestContext.Out.WriteLineAsync($"{host.Name} was cut off\n{suite.Output}");
            Assert.That(presence.Absences, Is.Empty);
        }

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={fleet.File}");

        await fleet.AssertNothingMissingAsync();
        Assert.That(output, Does.Contain("missing writes = 0").Or.Contain("Nothing to do"));
    }
}
