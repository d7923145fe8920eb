using Lab;

namespace Integration.Rollouts.Found;

/// <summary>
/// A member with <c>-Dreadonlymode.enabled=true</c> that is left alone answers reads of what it has (ReadOnlyZooKeeperServer):
/// it has no majority behind it, whatever it answers.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ReadOnlyTests
{
    [TestCase("3.9.6", false)]
    [TestCase("3.9.6", true, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task Who_only_reads_is_no_majority(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        inventory.IsEmbedded = false;
        inventory.JavaFlags.Add("-Dreadonlymode.enabled=true");
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        var behind = await LostMajorityTests.FollowerAsync(inventory.ClientPorts);
        int[] others = [.. inventory.ClientPorts.Keys.Except([behind])];
        await inventory.EndAsync(behind);
        await LostMajorityTests.AcknowledgeAsync(others.Select(id => inventory.ClientPorts[id]));
        others.ToList().ForEach(inventory.Kill);
        await Poll.UntilAsync(() => others.All(id => inventory.ProcessId(id) is null), "servers do not end after SIGKILL");
        others.ToList().ForEach(id => Directory.Move(LostMajorityTests.Data(inventory, id), LostMajorityTests.Data(inventory, id) + ".elsewhere"));
        await inventory.StartByHandAsync(behind);
        await Poll.UntilAsync(
            async () => FourLetterWord.Field(await FourLetterWord.AskAsync(inventory.ClientPorts[behind], "srvr", default), "Mode") is "read-only" ? "it is" : null,
            () => "it is not read-only");

        Assert.That(await ExpansionTests.Run(0, "--target=Status", $"--inventory={inventory.File}"), Does.Contain("read-only").And.Contain("0 serving"));
        foreach (var target in new[] { "Plan", "Expand", "Restart" })
        {
            Assert.That(await ExpansionTests.Run(3, $"--target={target}", $"--inventory={inventory.File}"), Does.Contain("ZK4214"));
        }

        Assert.That(await ExpansionTests.Run(3, "--target=Recover", $"--inventory={inventory.File}"), Does.Not.Contain("a majority lives"));
        Assert.That(others.Select(inventory.ProcessId), Is.All.Null, "nothing is started");

        others.ToList().ForEach(id => Directory.Move(LostMajorityTests.Data(inventory, id) + ".elsewhere", LostMajorityTests.Data(inventory, id)));
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await LostMajorityTests.AssertThereAsync(inventory.ClientPorts[behind]);
    }
}
