using Lab;

namespace Integration.Rollouts.Operating;

/// <summary>A server that does not come up with what a change brings gets back what it ran with.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PutBackTests
{
    [TestCase("3.9.6", true, true)]
    [TestCase("3.8.0", false, false, Category = "Long")]
    [TestCase("3.4.13", false, true, Category = "Long")]
    public async Task Former_files_come_back_and_the_ensemble_is_whole(string version, bool isDynamic, bool byJava)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        var before = inventory.ClientPorts.Keys.Select(inventory.ProcessId).ToList();
        const string Bad = "no.such.Provider", BadOption = "-XX:+NoSuchOption";
        if (byJava)
        {
            inventory.JavaFlags.Add(BadOption);
        }
        else
        {
            inventory.Settings["metricsProvider.className"] = Bad;
        }

        inventory.Write();
        var output = await ExpansionTests.Run(1, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain("got its former files back, and serves with them"));
        Assert.That(inventory.ClientPorts.Keys.Select(inventory.ProcessId).Zip(before).Count(pair => pair.First != pair.Second), Is.EqualTo(1));
        foreach (var id in inventory.ClientPorts.Keys)
        {
            foreach (var file in new[] { "zoo.cfg", "java.env" }.Select(name => Path.Combine(inventory.ConfigFolder(id), name)))
            {
                Assert.That(await File.ReadAllTextAsync(file), Does.Not.Contain(Bad).And.Not.Contain(BadOption), file);
            }
        }

        // What stands on the hosts meanwhile is on its way to the inventory's, whichever server has it.
        inventory.Settings["maxClientCnxns"] = "70";
        inventory.JavaFlags.Remove(BadOption);
        inventory.Settings.Remove("metricsProvider.className");
        inventory.Write();
        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("missing writes = 0"));
        await load.StopAsync();
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }
}
