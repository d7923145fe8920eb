using Integration.Rollouts;
using Lab;
using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Security;

namespace Integration.Security;

/// <summary>Servers get certificates of another authority, under writing clients that trust both.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RotationTests
{
    /// <param name="restarts">How often servers restart: not at all where the release reads its stores anew.</param>
    [TestCase("3.9.6", true, 0, Category = "Long")]
    [TestCase("3.9.3", false, 0, Category = "Long")]
    [TestCase("3.8.0", false, 9, Category = "Long")]
    public async Task An_authority_is_replaced_without_a_lost_write(string version, bool isDynamic, int restarts)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        inventory.IsEmbedded = false;
        var (old, renewed) = (Issue(inventory, "Old authority"), Issue(inventory, "New authority"));
        Secure(inventory, old, old);
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        var options = Secured(inventory, old, renewed);
        await using var load = await Load.StartAsync(options);
        var processes = Processes(inventory);

        Secure(inventory, renewed, renewed);
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(output, Does.Contain("missing writes = 0").And.Contain("ZK2527"));
        Assert.That(output.Split('\n'), Has.Exactly(restarts).Contains("done restart server"));
        Assert.That(output.Split('\n'), Has.Exactly(9 - restarts).Contains("done renew certificates of server"));
        if (restarts == 0)
        {
            Assert.That(output, Does.Contain(" 0 failed operations"));
            Assert.That(Processes(inventory), Is.EqualTo(processes));
        }

        // The election ports trust the new authority alone by now: servers that come back find the others.
        inventory.Settings["maxClientCnxns"] = "61";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();
        foreach (var id in inventory.SecurePorts.Keys)
        {
            Assert.That(await load.MissingAsync(Secured(inventory, [renewed], id)), Is.Empty, $"server {id}");
        }

        var again = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(again, Does.Not.Contain("done restart").And.Not.Contain("done renew"));
    }

    /// <summary>As operators do it who overlap authorities themselves.</summary>
    [TestCase("3.9.6", Category = "Long")]
    public async Task The_old_authority_may_stay_until_clients_have_the_new_one(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 3, 3);
        inventory.IsEmbedded = false;
        var (old, renewed) = (Issue(inventory, "Old authority"), Issue(inventory, "New authority"));
        Secure(inventory, old, old);
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(Secured(inventory, old, renewed));

        Secure(inventory, renewed, renewed, old);
        var both = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Secure(inventory, renewed, renewed);
        var alone = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(both.Split('\n'), Has.Exactly(6).Contains("done renew certificates of server"));
        Assert.That(both, Does.Contain(" 0 failed operations"));
        Assert.That(alone, Does.Contain(" 0 failed operations").And.Not.Contain("done restart"));
        Assert.That(await load.MissingAsync(Secured(inventory, [renewed])), Is.Empty);
    }

    private static List<int?> Processes(SuiteInventory inventory) => [.. inventory.SecurePorts.Keys.Select(inventory.ProcessId)];

    /// <summary>Certificates for three servers; gives the file of their authority.</summary>
    private static string Issue(SuiteInventory inventory, string name)
    {
        using var authority = new CertificateAuthority(name);
        var folder = Directory.CreateDirectory(Path.Combine(inventory.Folder, "pki", name.Split(' ')[0])).FullName;
        foreach (var id in Enumerable.Range(1, 3))
        {
            authority.IssueFiles(folder, $"zk{id}");
        }

        return authority.Write(folder);
    }

    private static void Secure(SuiteInventory inventory, string certificates, params string[] authorities)
    {
        var folder = Path.GetDirectoryName(certificates);
        inventory.Security = $$"""
            clients: both
            quorum: tls
            authorities: [{{string.Join(", ", authorities.Select(file => $"\"{file}\""))}}]
            certificate: "{{folder}}/zk{id}.pem"
            key: "{{folder}}/zk{id}.key"
            """;
        inventory.Write();
    }

    private static ZooKeeperOptions Secured(SuiteInventory inventory, params string[] authorities) => Secured(inventory, authorities, null);

    private static ZooKeeperOptions Secured(SuiteInventory inventory, string[] authorities, int? id) => new()
    {
        Servers = [.. inventory.SecurePorts.Where(port => id is null || port.Key == id).Select(port => new HostPort("127.0.0.1", port.Value))],
        Connector = new TlsConnector(TlsOptions.Load(authorities)).ConnectAsync,
    };
}
