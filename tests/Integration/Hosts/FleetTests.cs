using Integration.Rollouts;

namespace Integration.Hosts;

/// <summary>The suite against machines that have nothing but sshd, Java and a POSIX shell.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FleetTests
{
    [TestCase("3.4.13", false, Category = "Long")]
    [TestCase("3.8.0", false, Category = "Long")]
    [TestCase("3.8.0", true, Category = "Long")]
    [TestCase("3.9.6", false, Category = "Long")]
    [TestCase("3.9.6", true)]
    public async Task Three_hosts_grow_to_five_over_ssh(string version, bool isDynamic)
    {
        await using var fleet = await ThreeOfFive.StartAsync(version, isDynamic);

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={fleet.File}");

        await fleet.AssertNothingMissingAsync();
        Assert.That(output, Does.Contain("missing writes = 0"));
        Assert.That(fleet.Load.Acknowledged, Is.GreaterThan(50));
        Assert.That(
            output.Split('\n').Count(line => line.Contains("done restart", StringComparison.Ordinal)),
            Is.EqualTo(isDynamic ? 0 : 3), "each member once");
        if (isDynamic)
        {
            Assert.That(fleet.Load.Failures, Is.Empty);
            Assert.That(output, Does.Contain("0 failed operations"));
        }

        Assert.That(
            await ExpansionTests.Run(0, "--target=Expand", $"--inventory={fleet.File}"), Does.Contain("Nothing to do"));
    }
}
