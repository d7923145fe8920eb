using Lab;

namespace Integration.Rollouts;

/// <summary>Processes that live and do not serve: the next run puts them right.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class StuckServerTests
{
    /// <summary>
    /// With these flags a server connects to nobody: it lives, and never serves. The run stops at the first one; with
    /// the old inventory again, that one is restarted with the good files.
    /// </summary>
    [Test]
    [Category("Long")]
    public async Task A_member_that_failed_its_gate_is_put_right_by_the_next_run()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: false, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        string[] harm = ["-DsocksProxyHost=127.0.0.1", "-DsocksProxyPort=1", "-DsocksNonProxyHosts="];
        inventory.JavaFlags.AddRange(harm);
        inventory.Write();
        Assert.That(
            await ExpansionTests.Run(1, "--target=Expand", $"--inventory={inventory.File}"),
            Does.Contain("it leads or follows"));
        var stuck = inventory.ClientPorts.Keys.Select(inventory.ProcessId).ToList();
        inventory.JavaFlags.RemoveAll(harm.Contains);
        inventory.Write();

        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain("its files are other than wanted").And.Contain("missing writes = 0"));
        Assert.That(
            inventory.ClientPorts.Keys.Count(id => inventory.ProcessId(id) != stuck[id - 1]), Is.EqualTo(1),
            "only the one that did not serve");
        Assert.That(
            await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"),
            Does.Contain("Nothing to do"));
    }

    [Test]
    public async Task A_member_that_hangs_is_named_and_restarted()
    {
        await using var inventory = SuiteInventory.Of("3.9.3", isDynamic: false, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        var hanging = inventory.ProcessId(2)!.Value;
        inventory.Freeze(2);

        var status = await ExpansionTests.Run(0, "--target=Status", $"--inventory={inventory.File}");
        Assert.That(status, Does.Contain("does not answer"));
        var plan = await ExpansionTests.Run(0, "--target=Plan", $"--inventory={inventory.File}");
        Assert.That(plan, Does.Contain("restart server 2").And.Contain($"{hanging} lives and does not answer"));
        Assert.That(inventory.ProcessId(2), Is.EqualTo(hanging));

        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(inventory.ProcessId(2), Is.Not.Null.And.Not.EqualTo(hanging));
        Assert.That(
            await FourLetterWord.AskAsync(inventory.ClientPorts[2], "srvr", default),
            Does.Contain("Mode: follower").Or.Contain("Mode: leader"));
    }
}
