using Integration.Rollouts;
using Lab;

namespace Integration.Ci;

/// <summary>The job before the approval: what it shows is what the target behind it will do, or refuse.</summary>
[Parallelizable]
internal sealed class PlanJobTests
{
    [Test]
    public async Task On_a_fresh_agent_the_embedded_default_is_planned_and_expanded()
    {
        await using var inventory = SuiteInventory.Of(ZooKeeperVersions.Latest, isDynamic: true, 1, 3);

        var plan = await Plan(6, inventory, "Expand");
        Assert.That(plan, Does.Contain("--target=Expand starts server 1 with 300 znodes first"));
        Assert.That(inventory.ProcessId(1), Is.Null, "a plan starts nothing");

        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await Plan(0, inventory, "Expand");
    }

    [Test]
    [Category("Long")]
    public async Task An_upgrade_is_planned_before_it_is_carried_out()
    {
        await using var inventory = SuiteInventory.Of("3.8.0", isDynamic: false, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        inventory.Version = "3.9.3";
        inventory.Write();

        var plan = await Plan(6, inventory, "Upgrade");
        Assert.That(plan, Does.Contain("3.9.3").And.Contain("restart server").And.Contain("proved safe"));
        Assert.That(plan, Does.Contain("3.9.5 has them mended"));
        Assert.That(await ExpansionTests.Run(0, "--target=Plan", $"--inventory={inventory.File}"),
            Does.Contain("proved safe"), "by hand nobody says what it is for");
        Assert.That(await Plan(3, inventory, "Expand"), Does.Contain("--target=Upgrade alone"));

        await ExpansionTests.Run(0, "--target=Upgrade", $"--inventory={inventory.File}");
        await Plan(0, inventory, "Upgrade");
    }

    [Test]
    public async Task What_preflight_would_refuse_is_told_by_the_plan()
    {
        await using var inventory = SuiteInventory.Of(ZooKeeperVersions.Latest, isDynamic: true, 1, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        using var other = new System.Net.Sockets.TcpListener(
            System.Net.IPAddress.Loopback, inventory.PortsOf(3).Election);
        other.Start();

        var plan = await Plan(4, inventory, "Expand");

        Assert.That(plan, Does.Contain($"election port {inventory.PortsOf(3).Election} is held by"));
        Assert.That(plan, Does.Contain("start server 2"), "the plan is shown all the same");
    }

    private static Task<string> Plan(int expected, SuiteInventory inventory, string target) => ExpansionTests.Run(
        expected, "--target=Plan", $"--for={target}", "--detailed-exitcode", $"--inventory={inventory.File}");
}
