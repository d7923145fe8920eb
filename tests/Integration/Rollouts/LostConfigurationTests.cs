using Lab;

namespace Integration.Rollouts;

/// <summary>All servers are down and hold data, and their configuration folders are lost.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LostConfigurationTests
{
    [TestCase(false, Category = "Long")]
    [TestCase(true, Category = "Long")]
    public async Task Data_without_a_configuration_are_told_and_the_remedy_brings_them_back(bool isDynamic)
    {
        await using var servers = SuiteInventory.Of("3.9.6", isDynamic, present: 3, wanted: 3);
        servers.IsEmbedded = false;
        servers.Write();
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={servers.File}");
        await using (var load = await Load.StartAsync([.. servers.ClientPorts.Values]))
        {
            await Poll.UntilAsync(() => load.Acknowledged > 50, "nothing is written");
        }

        var before = await NodesAsync(servers);
        foreach (var id in new[] { 1, 2, 3 })
        {
            await servers.EndAsync(id);
            Directory.Delete(servers.ConfigFolder(id), recursive: true);
        }

        var refused = await ExpansionTests.Run(3, "--target=Expand", $"--inventory={servers.File}");
        var deploy = await ExpansionTests.Run(3, "--target=Deploy", $"--inventory={servers.File}");

        Assert.That(refused, Does.Contain("ZK4213").And.Contain("Delete no data").And.Not.Contain("--target=Deploy starts"));
        Assert.That(deploy, Does.Contain("ZK4213"));

        // As the message says.
        await ExpansionTests.Run(0, "--target=Render", $"--inventory={servers.File}");
        foreach (var id in new[] { 1, 2, 3 })
        {
            Directory.CreateDirectory(servers.ConfigFolder(id));
            foreach (var file in Directory.GetFiles(
                Path.Combine(ProjectFolders.Root, "artifacts", servers.Ensemble, $"server-{id}"), "zoo.cfg*"))
            {
                File.Copy(file, Path.Combine(servers.ConfigFolder(id), Path.GetFileName(file)));
            }
        }

        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={servers.File}");

        Assert.That(int.Parse(before!, System.Globalization.CultureInfo.InvariantCulture), Is.GreaterThan(50));
        Assert.That(await NodesAsync(servers), Is.EqualTo(before));
    }

    private static async Task<string?> NodesAsync(SuiteInventory servers) =>
        FourLetterWord.Field(await FourLetterWord.AskAsync(servers.ClientPorts[1], "srvr"), "Node count");
}
