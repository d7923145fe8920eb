using Integration.Rollouts;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>Hosts whose firewall lets nothing through but SSH, and what the servers say among themselves.</summary>
[Parallelizable]
public sealed class FirewallTests
{
    [TestCase("3.9.6", "auto", "drop", Category = "Long")]
    [TestCase("3.4.13", "auto", "reject", Category = "Long")]
    [TestCase("3.9.6", "tunnel", "drop", Category = "Long")]
    public async Task Behind_a_firewall_status_sessions_and_restarts_go_through_ssh(
        string version, string access, string verdict)
    {
        await using var hosts = await LabHosts.StartAsync(3);
        foreach (var host in hosts.All)
        {
            await host.ShutOffAsync(2181, verdict);
        }

        var fleet = new LabFleet(hosts, version, IsDynamic: false) { ClientPorts = access };
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={await fleet.WriteAsync()}");
        fleet = fleet with { Settings = fleet.Settings.Add("maxClientCnxns", "77") };
        var file = await fleet.WriteAsync();

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}");

        Assert.That(output.Split('\n'), Has.Exactly(3).Contains("done restart server"));
        Assert.That(output, Does.Contain("missing writes = 0").And.Contain("Verification passed"));
        var status = await ExpansionTests.Run(0, "--target=Status", $"--inventory={file}");
        Assert.That(status, Does.Contain("3 serving"));
        if (access == "auto")
        {
            file = await (fleet with { ClientPorts = "direct" }).WriteAsync();
            Assert.That(
                await ExpansionTests.Run(0, "--target=Status", $"--inventory={file}"),
                Does.Contain("0 serving"), "nothing else leads there");
        }
    }
}
