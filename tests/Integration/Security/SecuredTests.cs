using Integration.Rollouts;
using Lab;
using ZooKeeper;
using ZooKeeper.Client;
using ZooKeeper.Security;

namespace Integration.Security;

/// <summary>An ensemble that gets TLS and logins, grows with them and loses them, under writing clients.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class SecuredTests
{
    private const string Password = "s3cr3tOfTheApp", QuorumPassword = "s3cr3tOfTheQuorum";

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
        var authority = Issue(inventory);

        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var plain = await Load.StartAsync(inventory.ClientPorts.Values);

        var both = await ToAsync(inventory, authority, "both", "tls");
        await using var secure = await Load.StartAsync(Secured(inventory, authority), root: "/secure");
        await plain.StopAsync();
        Assert.That(both.Split('\n'), Has.Exactly(9).Contains("done restart server"));

        // Under dynamic membership the plain port stands in the ensemble's own list.
        var end = isDynamic ? "both" : "tls";
        if (!isDynamic)
        {
            var alone = await ToAsync(inventory, authority, end, "tls");
            Assert.That(alone.Split('\n'), Has.Exactly(3).Contains("done restart server"));
            Assert.That(await TlsProbe.IsOpenAsync(inventory.ClientPorts[1]), Is.False, "the plain port is closed");
        }

        inventory.Wanted = 5;
        var grown = await ToAsync(inventory, authority, end, "tls");
        Assert.That(grown, Does.Contain("missing writes = 0"));
        foreach (var id in Enumerable.Range(1, 5))
        {
            Assert.That(await secure.MissingAsync(Secured(inventory, authority, id)), Is.Empty, $"server {id}");
            Assert.That(await plain.MissingAsync(Secured(inventory, authority, id)), Is.Empty, $"server {id}");
        }

        if (!isDynamic)
        {
            await ToAsync(inventory, authority, "both", "tls");
        }

        await secure.StopAsync();
        var secrets = Directory.EnumerateFiles(Path.GetDirectoryName(authority)!, "*.key").SelectMany(File.ReadLines)
            .Where(line => line.Length > 32 && !line.StartsWith('-')).Append("s3cr3tOf").ToList();
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
        var authority = Issue(inventory);

        Secure(inventory, authority, "tls", "tls");
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(Secured(inventory, authority));
        Assert.That(await TlsProbe.IsOpenAsync(inventory.ClientPorts[1]), Is.False, "there is no plain port");

        inventory.Wanted = 5;
        var grown = await ToAsync(inventory, authority, "tls", "tls");
        await load.StopAsync();
        Assert.That(grown, Does.Contain("missing writes = 0"));
        foreach (var id in Enumerable.Range(1, 5))
        {
            Assert.That(await load.MissingAsync(Secured(inventory, authority, id)), Is.Empty, $"server {id}");
        }
    }

    /// <summary>Certificates for five servers; gives the file of their authority.</summary>
    private static string Issue(SuiteInventory inventory)
    {
        using var authority = new CertificateAuthority();
        var folder = Directory.CreateDirectory(Path.Combine(inventory.Folder, "pki")).FullName;
        foreach (var id in Enumerable.Range(1, 5))
        {
            authority.IssueFiles(folder, $"zk{id}");
        }

        return authority.Write(folder);
    }

    private static async Task<string> ToAsync(SuiteInventory inventory, string authority, string clients, string quorum)
    {
        Secure(inventory, authority, clients, quorum);
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        Assert.That(output, Does.Contain("missing writes = 0").And.Not.Contains("s3cr3t"));
        return output;
    }

    private static void Secure(SuiteInventory inventory, string authority, string clients, string quorum)
    {
        inventory.Security = $$"""
            clients: {{clients}}
            quorum: {{quorum}}
            authorities: "{{authority}}"
            certificate: "{{Path.GetDirectoryName(authority)}}/zk{id}.pem"
            key: "{{Path.GetDirectoryName(authority)}}/zk{id}.key"
            sasl:
              clients: digest
              quorum: digest
              users: { app: {{Password}}, suite: {{Password}}2 }
              user: suite
              quorumUser: { name: zk, password: {{QuorumPassword}} }
            """;
        inventory.Write();
    }

    /// <summary>
    /// Files of reports, logs and configurations of before, and processes, in which a secret stands; not those that
    /// servers need, and not the inventory.
    /// </summary>
    private static IEnumerable<string> Showing(List<string> secrets, SuiteInventory inventory)
    {
        string[] needed = ["keystore.pem", "jaas.conf", "inventory.yml"];
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

    private static ZooKeeperOptions Secured(SuiteInventory inventory, string authority, int? id = null) => new()
    {
        Servers = [.. inventory.SecurePorts.Where(port => id is null || port.Key == id).Select(port => new HostPort("127.0.0.1", port.Value))],
        Connector = new TlsConnector(TlsOptions.Load([authority])).ConnectAsync,
        Login = new SaslLogin.Digest("app", Password),
    };
}
