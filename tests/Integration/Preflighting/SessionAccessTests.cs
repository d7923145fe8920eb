using Integration.Rollouts;
using Lab;
using ZooKeeper;
using ZooKeeper.Client;

namespace Integration.Preflighting;

/// <summary>What would only show behind the first restart is told before it.</summary>
[Parallelizable]
[Category("Long")]
public sealed class SessionAccessTests
{
    [Test]
    public async Task A_root_that_is_closed_is_told_before_the_first_change_and_its_remedy_works()
    {
        await using var inventory = await DeployedAsync(isDynamic: false, 1);
        await CloseRootAsync(inventory);
        var process = inventory.ProcessId(1);
        inventory.Settings["maxClientCnxns"] = "77";
        inventory.Write();

        var plan = await ExpansionTests.Run(4, "--target=Plan", $"--inventory={inventory.File}");
        var expand = await ExpansionTests.Run(4, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(Words(plan), Does.Contain("ACL of the root znode").And.Contain("setAcl / world:anyone:cdrwa"));
        Assert.That(Words(expand), Does.Contain("ACL of the root znode"));
        Assert.That(inventory.ProcessId(1), Is.EqualTo(process));

        await using (var owner = await OwnerAsync(inventory))
        {
            await owner.SetAclAsync("/", Acl.OpenToAll);
        }

        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(inventory.ProcessId(1), Is.Not.EqualTo(process));
    }

    [Test]
    [Category("Long")]
    public async Task The_superuser_works_below_a_root_that_is_closed()
    {
        await using var inventory = await DeployedAsync(isDynamic: true, 1);
        await CloseRootAsync(inventory);
        inventory.Settings["maxClientCnxns"] = "77";
        inventory.Write();

        var expand = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(expand, Does.Contain("missing writes = 0"));
    }

    private static async Task<SuiteInventory> DeployedAsync(bool isDynamic, int servers)
    {
        var inventory = SuiteInventory.Of("3.9.6", isDynamic, present: servers, wanted: servers);
        inventory.IsEmbedded = false;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        return inventory;
    }

    /// <summary>As Kerberos guides advise it: only one identity may do anything below the root.</summary>
    private static async Task CloseRootAsync(SuiteInventory inventory)
    {
        await using var owner = await OwnerAsync(inventory);
        await owner.SetAclAsync("/", Acl.CreatorOnly);
    }

    private static Task<ZooKeeperClient> OwnerAsync(SuiteInventory inventory) => ZooKeeperClient.ConnectAsync(new()
    {
        Servers = [new HostPort("127.0.0.1", inventory.ClientPorts[1])],
        Credentials = [new("owner", "pw")],
    });

    /// <summary>On one line: tables break them.</summary>
    private static string Words(string output) => string.Join(' ', output.Split((char[])[' ', '\n', '│', '|'],
        StringSplitOptions.RemoveEmptyEntries));
}
