using Integration.Rollouts;
using Lab;

namespace Integration.Security;

/// <summary>An ensemble that gets TLS and logins, grows with them and loses them, under writing clients.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class SecuredTests
{
    [TestCase("3.9.6", false)]
    [TestCase("3.9.6", true)]
    [TestCase("3.8.0", false)]
    [TestCase("3.8.0", true)]
    [TestCase("3.9.3", true)]
    public async Task An_ensemble_gets_tls_and_logins_grows_with_them_and_loses_them(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 5);
        inventory.Wanted = 3;
        inventory.Write();
        var pki = Pki.Of(inventory);

        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var plain = await Load.StartAsync(inventory.ClientPorts.Values);

        var both = await ToAsync(pki, "both", "tls");
        await using var secure = await Load.StartAsync(pki.Client(logsIn: true), root: "/secure");
        await plain.StopAsync();
        Assert.That(both.Split('\n'), Has.Exactly(9).Contains("done restart server"));

        // Under dynamic membership the plain port stands in the ensemble's own list.
        var end = isDynamic ? "both" : "tls";
        if (!isDynamic)
        {
            var alone = await ToAsync(pki, end, "tls");
            Assert.That(alone.Split('\n'), Has.Exactly(3).Contains("done restart server"));
            Assert.That(await TlsProbe.IsOpenAsync(inventory.ClientPorts[1]), Is.False, "the plain port is closed");
        }

        inventory.Wanted = 5;
        var grown = await ToAsync(pki, end, "tls");
        Assert.That(grown, Does.Contain("missing writes = 0"));
        foreach (var id in Enumerable.Range(1, 5))
        {
            Assert.That(await secure.MissingAsync(pki.Client(id, logsIn: true)), Is.Empty, $"server {id}");
            Assert.That(await plain.MissingAsync(pki.Client(id, logsIn: true)), Is.Empty, $"server {id}");
        }

        if (!isDynamic)
        {
            await ToAsync(pki, "both", "tls");
        }

        await secure.StopAsync();
        List<string> secrets = [.. pki.KeyLines, "s3cr3tOf"];
        Assert.That(Showing(secrets, inventory), Is.Empty, "secrets stand in the hosts' own files alone");
        inventory.Security = null;
        inventory.Write();
        var off = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(off, Does.Contain("missing writes = 0"));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await plain.MissingAsync(port), Is.Empty, $"server {id}");
            Assert.That(await secure.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }

    /// <summary>Nothing was ever plain: the first start already has TLS and logins.</summary>
    [TestCase("3.9.6")]
    [TestCase("3.8.0")]
    public async Task A_new_ensemble_has_tls_alone_and_grows(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 3, 5);
        (inventory.IsEmbedded, inventory.Wanted) = (false, 3);
        var pki = Pki.Of(inventory);

        pki.WriteWithLogins("tls", "tls");
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(pki.Client(logsIn: true));
        Assert.That(await TlsProbe.IsOpenAsync(inventory.ClientPorts[1]), Is.False, "there is no plain port");

        inventory.Wanted = 5;
        var grown = await ToAsync(pki, "tls", "tls");
        await load.StopAsync();
        Assert.That(grown, Does.Contain("missing writes = 0"));
        foreach (var id in Enumerable.Range(1, 5))
        {
            Assert.That(await load.MissingAsync(pki.Client(id, logsIn: true)), Is.Empty, $"server {id}");
        }
    }

    private static async Task<string> ToAsync(Pki pki, string clients, string quorum)
    {
        pki.WriteWithLogins(clients, quorum);
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={pki.Inventory.File}");
        Assert.That(output, Does.Contain("missing writes = 0").And.Not.Contains("s3cr3t"));
        return output;
    }

    /// <summary>
    /// Files of reports, logs and configurations of before, and processes, in which a secret stands; not those that
    /// servers need, and not the inventory.
    /// </summary>
    private static IEnumerable<string> Showing(List<string> secrets, SuiteInventory inventory)
    {
        string[] needed = ["keystore.pem", "jaas.conf", "inventory.yml", "ensemble-inventory"]; // The last is the inventory, of the account alone.
        var files = new[] { inventory.Folder, Path.Combine(ProjectFolders.Root, "artifacts", inventory.Ensemble) }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => !needed.Contains(Path.GetFileName(file)) && !file.StartsWith($"{inventory.Folder}/pki/", StringComparison.Ordinal));
        var processes = inventory.SecurePorts.Keys.Select(inventory.ProcessId).OfType<int>().Select(id => $"/proc/{id}/cmdline");
        return files.Concat(processes).Where(file =>
        {
            var text = File.ReadAllText(file);
            return secrets.Exists(secret => text.Contains(secret, StringComparison.Ordinal));
        });
    }
}
