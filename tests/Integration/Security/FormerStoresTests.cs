using System.Collections.Immutable;
using System.Security.Cryptography;
using Integration.Rollouts;
using Lab;
using Lab.Hosts;

namespace Integration.Security;

/// <summary>A server that cannot do with a new key store gets back the one that it ran with, under writing clients.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FormerStoresTests
{
    /// <summary>
    /// The key of one server is of a kind for which the servers agree to no cipher: nothing in the certificate is wrong, so that
    /// only the server itself shows it.
    /// </summary>
    /// <param name="rereads">The release reads stores while it runs: no server restarts.</param>
    [TestCase("3.9.6", true, true, Category = "Long")]
    [TestCase("3.9.3", false, true, Category = "Long")]
    [TestCase("3.8.0", false, false, Category = "Long")]
    public async Task A_certificate_that_no_other_server_agrees_to_is_taken_back(string version, bool isDynamic, bool rereads)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        inventory.IsEmbedded = false;
        inventory.Settings["ssl.quorum.ciphersuites"] = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
        using var authority = new CertificateAuthority();
        var pki = Pki.Of(inventory, authority, "Test authority");
        pki.Write("both", "tls");
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(pki.Client());
        var (stores, processes) = (Stores(inventory), Processes(inventory));

        pki.Renew(authority, 2, isRsa: false);
        var output = await ExpansionTests.Run(1, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain(rereads
            ? "Server 2 got its former certificates back, and serves with them." : "Server 2 got its former files back, and serves with them."));
        Assert.That(output, Does.Contain("The rollout has stopped here").And.Contain("Its log ends"));
        Assert.That(Stores(inventory), Is.EqualTo(stores));
        Assert.That(Processes(inventory).Zip(processes).Count(pair => pair.First != pair.Second), Is.EqualTo(rereads ? 0 : 1));
        AssertNothingIsKept(inventory);

        // With one that fits the same command goes on, and every connection can be made anew.
        pki.Renew(authority, 2, isRsa: true);
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        inventory.Settings["maxClientCnxns"] = "61";
        inventory.Write();
        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("missing writes = 0"));
        await load.StopAsync();
        Assert.That(Stores(inventory)[2], Is.Not.EqualTo(stores[2]));
        AssertNothingIsKept(inventory);
        foreach (var id in inventory.SecurePorts.Keys)
        {
            Assert.That(await load.MissingAsync(pki.Client(id)), Is.Empty, $"server {id}");
        }
    }

    /// <summary>Over SSH, by an account with sudo and for another one; the run is killed while the gate waits, and the next one ends it.</summary>
    [Test]
    [Category("Long")]
    public async Task What_is_kept_is_the_accounts_own_and_outlives_a_killed_run()
    {
        await using var hosts = await LabHosts.StartAsync(3);
        using var authority = new CertificateAuthority();
        var folder = Directory.CreateDirectory(Path.Combine(hosts.Folder, "pki")).FullName;
        Array.ForEach([1, 2, 3], id => Issue(id, isRsa: true));
        var fleet = new LabFleet(hosts, "3.9.6", IsDynamic: false)
        {
            Settings = ImmutableSortedDictionary<string, string>.Empty.Add("ssl.quorum.ciphersuites", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
            More = $$"""
                user: zookeeper
                security: { quorum: tls, authorities: "{{authority.Write(folder)}}", certificate: "{{folder}}/zk{id}.pem", key: "{{folder}}/zk{id}.key" }
                """,
        };
        var file = await fleet.WriteAsync();
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={file}");
        await using var load = await Load.StartAsync(Enumerable.Range(1, 3).Select(fleet.Client));
        var before = await StoreAsync();

        Issue(2, isRsa: false);
        await using (var run = SuiteProcess.Start("--target=Expand", $"--inventory={file}"))
        {
            await Poll.UntilAsync(async () => await StoreAsync() != before ? "written" : null, () => $"no store is written: {run.Output}");
            Assert.That(await hosts[2].RunAsync("cd /etc/zookeeper/2 && stat -c '%U %a' keystore.pem keystore.pem.former"),
                Is.EqualTo("zookeeper 600\nzookeeper 600"));
            Assert.That(await hosts[2].RunAsync("sha256sum </etc/zookeeper/2/keystore.pem.former"), Is.EqualTo(before));
            run.Kill();
            await run.Ended;
        }

        // The next run cannot know whether the server reads what stands there: it asks, and gives the former one back.
        var output = await ExpansionTests.Run(1, "--target=Expand", $"--inventory={file}");

        Assert.That(output, Does.Contain("begin renew certificates of server 2").And.Contain("Server 2 got its former certificates back"));
        Assert.That(await StoreAsync(), Is.EqualTo(before));
        Assert.That(await hosts[2].RunAsync("cd /etc/zookeeper/2 && stat -c '%U %a' keystore.pem && ls | grep former || true"), Does.Not.Contain(".pem.former").And.Contain("zookeeper 600"));
        Issue(2, isRsa: true);
        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={file}"), Does.Contain("missing writes = 0"));
        await load.StopAsync();
        foreach (var id in Enumerable.Range(1, 3))
        {
            Assert.That(await load.MissingAsync(fleet.Client(id)), Is.Empty, $"server {id}");
        }

        Task<string> StoreAsync() => hosts[2].RunAsync("sha256sum </etc/zookeeper/2/keystore.pem");

        void Issue(int id, bool isRsa) => authority.IssueFiles(folder, $"zk{id}", isRsa, hosts[id].Address);
    }

    /// <summary>New certificates for all in one rollout with a setting that no server starts with.</summary>
    [TestCase("3.9.6", false, Category = "Long")]
    [TestCase("3.8.0", true, Category = "Long")]
    public async Task Certificates_that_came_with_a_bad_setting_are_taken_back_with_it(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        inventory.IsEmbedded = false;
        using var authority = new CertificateAuthority();
        var pki = Pki.Of(inventory, authority, "Test authority");
        pki.Write("both", "tls");
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(pki.Client());
        var (stores, processes) = (Stores(inventory), Processes(inventory));

        Array.ForEach([1, 2, 3], id => pki.Renew(authority, id, isRsa: true));
        inventory.Settings["metricsProvider.className"] = "no.such.Provider";
        inventory.Write();
        var output = await ExpansionTests.Run(1, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain("got its former files back, and serves with them."));
        Assert.That(Stores(inventory), Is.EqualTo(stores));
        Assert.That(Processes(inventory).Zip(processes).Count(pair => pair.First != pair.Second), Is.EqualTo(1));
        AssertNothingIsKept(inventory);

        inventory.Settings.Remove("metricsProvider.className");
        inventory.Write();
        Assert.That(await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}"), Does.Contain("missing writes = 0"));
        await load.StopAsync();
        foreach (var id in inventory.SecurePorts.Keys)
        {
            Assert.That(await load.MissingAsync(pki.Client(id)), Is.Empty, $"server {id}");
        }
    }

    private static Dictionary<int, string> Stores(SuiteInventory inventory) => inventory.SecurePorts.Keys.ToDictionary(
        id => id, id => string.Join(' ', new[] { "keystore.pem", "truststore.pem" }.Select(name =>
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(inventory.ConfigFolder(id), name)))))));

    private static List<int?> Processes(SuiteInventory inventory) => [.. inventory.SecurePorts.Keys.Select(inventory.ProcessId)];

    private static void AssertNothingIsKept(SuiteInventory inventory)
    {
        foreach (var id in inventory.SecurePorts.Keys)
        {
            var folder = inventory.ConfigFolder(id);
            Assert.That(Directory.EnumerateFiles(folder, "*store.pem.former"), Is.Empty);
            if (!OperatingSystem.IsWindows())
            {
                Assert.That(File.GetUnixFileMode(Path.Combine(folder, "keystore.pem")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            }
        }
    }
}
