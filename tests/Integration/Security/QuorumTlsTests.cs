using System.Security.Cryptography.X509Certificates;
using Integration.Rollouts;
using Lab;

namespace Integration.Security;

/// <summary>TLS between the servers, switched on and off under writing clients: in passes, without a stop.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class QuorumTlsTests
{
    /// <summary>By keys under settings, as people have them who set TLS up by hand.</summary>
    [TestCase("3.9.6", false, Category = "Long")]
    [TestCase("3.8.0", true, Category = "Long")]
    [TestCase("3.9.3", true, Category = "Long")]
    public async Task Tls_between_servers_comes_and_goes_without_a_lost_write(string version, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic, 3, 3);
        using var authority = new CertificateAuthority();
        var pki = Directory.CreateDirectory(Path.Combine(inventory.Folder, "pki")).FullName;
        var (store, trusted) = (authority.IssueFiles(pki, "server"), authority.Write(pki));
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);

        string[] keys = ["sslQuorum", "ssl.quorum.keyStore.location", "ssl.quorum.trustStore.location"];
        foreach (var (key, value) in keys.Zip(["true", store, trusted]))
        {
            inventory.Settings[key] = value;
        }

        inventory.Write();
        var on = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        var hasTls = await SpeakTlsAsync(inventory, store);
        foreach (var key in keys)
        {
            inventory.Settings.Remove(key);
        }

        inventory.Write();
        var off = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(on.Split('\n'), Has.Exactly(9).Contains("done restart server"));
        Assert.That(off.Split('\n'), Has.Exactly(9).Contains("done restart server"));
        Assert.That(on, Does.Contain("missing writes = 0").And.Contain("pass 1 of 3: plain, takes TLS too"));
        Assert.That(off, Does.Contain("missing writes = 0"));
        Assert.That(hasTls, Is.All.True);
        Assert.That(await SpeakTlsAsync(inventory, store), Is.All.False);
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }

    /// <summary>
    /// Files that say otherwise than the process runs, with times of long ago, as tools of configuration leave them: no
    /// server is touched, since the first one restarted would stay outside.
    /// </summary>
    [TestCase(true, Category = "Long")]
    [TestCase(false, Category = "Long")]
    public async Task What_the_process_takes_is_measured_whatever_its_files_say(bool runsTls)
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: false, 3, 3);
        using var authority = new CertificateAuthority();
        var pki = Directory.CreateDirectory(Path.Combine(inventory.Folder, "pki")).FullName;
        inventory.Settings["ssl.quorum.keyStore.location"] = authority.IssueFiles(pki, "server");
        inventory.Settings["ssl.quorum.trustStore.location"] = authority.Write(pki);
        inventory.Settings["sslQuorum"] = runsTls ? "true" : "false";
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        var processes = inventory.ClientPorts.Keys.Select(inventory.ProcessId).ToList();
        foreach (var file in inventory.ClientPorts.Keys.SelectMany(id => new[] { "zoo.cfg", "started/zoo.cfg" }
            .Select(name => Path.Combine(inventory.ConfigFolder(id), name))))
        {
            var text = await File.ReadAllTextAsync(file);
            await File.WriteAllTextAsync(file, runsTls
                ? text.Replace("sslQuorum=true", "sslQuorum=false", StringComparison.Ordinal)
                : text.Replace("sslQuorum=false", "sslQuorum=true", StringComparison.Ordinal));
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-30));
        }

        inventory.Settings["sslQuorum"] = "true";
        inventory.Settings["maxClientCnxns"] = "70";
        inventory.Write();
        var output = await ExpansionTests.Run(4, "--target=Expand", $"--inventory={inventory.File}");

        Assert.That(output, Does.Contain("ZK2524"));
        Assert.That(inventory.ClientPorts.Keys.Select(inventory.ProcessId), Is.EqualTo(processes));
    }

    /// <summary>
    /// What the counter-example of the model says, done by hand: the first server that is restarted with TLS stays
    /// outside, and the suite's plan from the same start serves all the way.
    /// </summary>
    [TestCase("3.9.6", Category = "Long")]
    [TestCase("3.8.0", Category = "Long")]
    public async Task In_a_single_pass_the_first_server_restarted_stays_outside(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 3, 3);
        using var authority = new CertificateAuthority();
        var pki = Directory.CreateDirectory(Path.Combine(inventory.Folder, "pki")).FullName;
        inventory.Settings["ssl.quorum.keyStore.location"] = authority.IssueFiles(pki, "server");
        inventory.Settings["ssl.quorum.trustStore.location"] = authority.Write(pki);
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        var file = Path.Combine(inventory.ConfigFolder(1), "zoo.cfg");
        var before = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, before + "sslQuorum=true\n");
        await inventory.EndAsync(1);
        await inventory.StartByHandAsync(1);
        await Poll.UntilAsync(async () => await TlsProbe.IsOpenAsync(inventory.PortsOf(1).Election) ? "open" : null, () => "server 1 does not start");
        for (var until = DateTime.UtcNow.AddSeconds(15); DateTime.UtcNow < until; await Task.Delay(200))
        {
            Assert.That(await FourLetterWord.AskAsync(inventory.ClientPorts[1], "srvr") ?? "", Does.Not.Contain("Mode:"));
        }

        await File.WriteAllTextAsync(file, before);
        await inventory.EndAsync(1);
        await inventory.StartByHandAsync(1);
        await Poll.UntilAsync(
            async () => await FourLetterWord.AskAsync(inventory.ClientPorts[1], "srvr") is { } told
                && told.Contains("Mode: follower", StringComparison.Ordinal) ? told : null,
            () => "server 1 does not follow");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Values);
        inventory.Settings["sslQuorum"] = "true";
        inventory.Write();
        var output = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(output, Does.Contain("missing writes = 0").And.Contain("pass 1 of 3"));
        Assert.That(await load.MissingAsync(inventory.ClientPorts[1]), Is.Empty);
    }

    /// <summary>Of every election port: whether it takes a TLS handshake.</summary>
    private static async Task<bool[]> SpeakTlsAsync(SuiteInventory inventory, string store) =>
        await Task.WhenAll(inventory.ClientPorts.Keys.Select(async id =>
        {
            using var certificate = X509Certificate2.CreateFromPemFile(store);
            return await TlsProbe.ProtocolAsync(inventory.PortsOf(id).Election, certificate) is not null;
        }));
}
