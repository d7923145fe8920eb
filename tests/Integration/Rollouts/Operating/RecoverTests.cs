using System.Text.RegularExpressions;
using Lab;

namespace Integration.Rollouts.Operating;

/// <summary>An ensemble whose majority is gone for good, with clients that wrote until the end.</summary>
[Parallelizable(ParallelScope.All)]
public sealed partial class RecoverTests
{
    [TestCase("3.9.6", true)]
    [TestCase("3.8.0", false, Category = "Long")]
    [TestCase("3.4.13", false, Category = "Long")]
    public async Task The_newest_data_that_are_left_are_a_new_ensemble(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        string[] recover = ["--target=Recover", $"--inventory={inventory.File}"];
        Assert.That(await ExpansionTests.Run(3, recover), Does.Contain("ZK7011"));
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        await Poll.UntilAsync(() => load.Acknowledged > 100, "the load does not write");

        // What the others acknowledge from here on, server 1 never learns.
        var known = load.Acknowledged;
        await inventory.EndAsync(1);
        await Poll.UntilAsync(() => load.Acknowledged > known + 100, "the load does not write");
        foreach (var id in new[] { 2, 3 })
        {
            inventory.Kill(id);
        }

        await Poll.UntilAsync(() => inventory.ProcessId(2) is null && inventory.ProcessId(3) is null, "servers do not end after SIGKILL");
        Assert.That(await ExpansionTests.Run(3, recover), Does.Contain("ZK7012"), "a majority holds data");
        foreach (var id in new[] { 2, 3 })
        {
            Directory.Delete(Path.Combine(inventory.Folder, $"{id}"), recursive: true);
        }

        await load.StopAsync();
        var asked = await ExpansionTests.Run(3, recover);
        Assert.That(asked, Does.Contain("ZK7014").And.Contain("server 1 holds all up to"));
        var risk = Accept().Match(asked).Value;
        Assert.That(inventory.ProcessId(1), Is.Null, "nothing was started");

        Assert.That(await ExpansionTests.Run(0, [.. recover, risk]), Does.Contain("3 servers run as a new ensemble"));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            var missing = (await load.MissingAsync(port)).Count;
            Assert.That(missing, Is.InRange(1, load.Acknowledged - known + 3), $"server {id}: no more than was said");
        }

        Assert.That(Directory.GetDirectories(inventory.DataFolder(1), "version-2.left-*"), Has.Length.EqualTo(1));
        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("Nothing to do"));
    }

    [GeneratedRegex("--accept-risk=recover-to-0x[0-9a-f]+")]
    private static partial Regex Accept();
}
