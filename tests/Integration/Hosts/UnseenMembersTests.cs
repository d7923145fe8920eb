using System.Text.RegularExpressions;
using Integration.Rollouts;
using Lab;
using Lab.Hosts;

namespace Integration.Hosts;

/// <summary>Members whose hosts give no answer to SSH: whether they run is asked of their ports, and what gives no answer is not down.</summary>
[Parallelizable]
public sealed partial class UnseenMembersTests
{
    [TestCase("3.4.13")]
    [TestCase("3.9.6", Category = "Long")]
    public async Task No_ensemble_is_made_beside_members_that_only_ssh_does_not_reach(string version)
    {
        await using var hosts = await LabHosts.StartAsync(5);
        var five = new LabFleet(hosts, version, IsDynamic: false) { Timeout = 4 };
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={await (five with { Servers = [1, 2, 3] }).WriteAsync()}");
        await hosts[1].KillAsync("QuorumPeerMain");
        foreach (var id in new[] { 2, 3 })
        {
            await hosts[id].KillAsync("sshd");
        }

        var file = $"--inventory={await (five with { Servers = [1, 4, 5] }).WriteAsync()}";
        await Poll.UntilAsync(
            async () => await FourLetterWord.AskAsync(hosts[2].Address, 2181, "srvr") is { } said && said.Contains("Mode", StringComparison.Ordinal)
                ? said : null, () => "server 2 does not serve");

        foreach (var target in new[] { "Plan", "Replace" })
        {
            Assert.That(await ExpansionTests.Run(3, $"--target={target}", file), Does.Contain("ZK4319").And.Contain("takes connections from"));
        }

        Assert.That(await ExpansionTests.Run(3, "--target=Recover", file), Does.Contain("ZK7011").And.Contain($"{hosts[3].Address}:").And.Not.Contain("--accept-risk"));

        // From here nothing of them is to be seen any more; the member that is left still reaches them.
        foreach (var id in new[] { 2, 3 })
        {
            await hosts[id].RunAsync("nft add table inet lab; nft add chain inet lab away '{ type filter hook input priority 0; }'; " +
                "nft add rule inet lab away ip saddr \"$1\" drop", hosts[id].Gateway);
        }

        Assert.That(await ExpansionTests.Run(3, "--target=Recover", file), Does.Contain("ZK7011").And.Contain("takes connections from the host"));

        // Nothing answers at all: that is not known to be down, and the risk says so.
        foreach (var id in new[] { 2, 3 })
        {
            await hosts[id].RunAsync("nft add rule inet lab away iifname eth0 drop");
        }

        var asked = await ExpansionTests.Run(3, "--target=Recover", file);
        Assert.That(asked, Does.Contain("ZK7016").And.Contain(hosts[2].Address).And.Contain(hosts[3].Address).And.Contain("second one"));
        Assert.That(asked, Does.Not.Contain("has lost its majority"));
        var risk = Accept().Match(asked).Value;
        Assert.That(risk, Does.EndWith("-though-2-3-may-run"));
        Assert.That(await ExpansionTests.Run(3, "--target=Recover", file, risk[..risk.IndexOf("-though", StringComparison.Ordinal)]), Does.Contain("ZK7016"));
        Assert.That(await ExpansionTests.Run(3, "--target=Plan", file), Does.Contain("Whether 2, 3 run is not known"));

        // They are down: their machines refuse, and the loss alone is to be accepted.
        foreach (var id in new[] { 2, 3 })
        {
            await hosts[id].KillAsync("QuorumPeerMain");
            await hosts[id].RunAsync("nft delete table inet lab");
        }

        risk = Accept().Match(await ExpansionTests.Run(3, "--target=Recover", file)).Value;
        Assert.That(risk, Does.Match("recover-to-0x[0-9a-f]+$"));
        Assert.That(await ExpansionTests.Run(0, "--target=Recover", file, risk), Does.Contain("3 servers run as a new ensemble"));
    }

    /// <summary>Status tells of two that lead, also where only the client port of one of them answers.</summary>
    [Test]
    public async Task Two_that_lead_are_told_also_where_the_host_of_one_cannot_be_looked_at()
    {
        await using var hosts = await LabHosts.StartAsync(2);
        var both = new LabFleet(hosts, "3.4.13", IsDynamic: false) { Timeout = 4 };
        foreach (var id in new[] { 1, 2 })
        {
            await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={await (both with { Servers = [id] }).WriteAsync()}");
        }

        var file = $"--inventory={await both.WriteAsync()}";
        Assert.That(await ExpansionTests.Run(3, "--target=Status", file), Does.Contain("lead at the same time"));
        await hosts[2].KillAsync("sshd");
        Assert.That(await ExpansionTests.Run(3, "--target=Status", file), Does.Contain("lead at the same time"));
    }

    [GeneratedRegex("--accept-risk=recover-to-0x[0-9a-z-]+")]
    private static partial Regex Accept();
}
