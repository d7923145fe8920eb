using System.Diagnostics;
using Integration.Rollouts;
using Lab;

namespace Integration.Security;

/// <summary>All that is done to an ensemble in its life, where TLS and logins are the only way in.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Long")]
public sealed class SecuredLifeTests
{
    /// <summary>Clients show certificates and log in, and so do the suite's own sessions.</summary>
    [TestCase("3.9.3", "3.9.6", false)]
    [TestCase("3.8.0", "3.9.6", false)]
    [TestCase("3.9.3", "3.9.6", true)]
    public async Task It_is_upgraded_replaced_backed_up_verified_and_restored(string from, string to, bool isDynamic)
    {
        await using var inventory = SuiteInventory.Of(from, isDynamic, 3, 4);
        (inventory.IsEmbedded, inventory.Wanted) = (false, 3);
        var pki = Pki.Of(inventory);
        var clients = isDynamic ? "both" : "tls";
        pki.WriteWithLogins(clients, "tls", pki.ClientCertificates);
        await Run("Deploy");
        await using var load = await Load.StartAsync(pki.Client(logsIn: true, showsCertificate: true));

        inventory.Version = to;
        inventory.Write();
        Assert.That(await Run("Upgrade"), Does.Contain("missing writes = 0").And.Contain(to));
        inventory.Wanted = 4;
        inventory.Left.Add(2);
        inventory.Write();
        Assert.That(await Run("Replace"), Does.Contain("missing writes = 0"));
        Assert.That(inventory.ProcessId(2), Is.Null);
        Assert.That(await Run("Verify"), Does.Contain("passed   tls"));
        Assert.That(await Run("Status"), Does.Contain("certificate").And.Contain("179 d"));
        await load.StopAsync();
        Assert.That(await Run("Backup"), Does.Contain("--target=Restore"));

        int[] ids = [1, 3, 4];
        foreach (var id in ids)
        {
            Assert.That(await load.MissingAsync(pki.Client(id, logsIn: true, showsCertificate: true)), Is.Empty, $"server {id}");
        }

        ids.ToList().ForEach(inventory.Kill);
        await Poll.UntilAsync(() => ids.All(id => inventory.ProcessId(id) is null), "servers do not end after SIGKILL");
        foreach (var id in ids)
        {
            Directory.Move(Path.Combine(inventory.DataFolder(id), "version-2"), Path.Combine(inventory.DataFolder(id), "version-2.before"));
        }

        await Run("Restore");
        foreach (var id in ids)
        {
            Assert.That(await load.MissingAsync(pki.Client(id, logsIn: true, showsCertificate: true)), Is.Empty, $"server {id} restored");
        }

        async Task<string> Run(string target) => await ExpansionTests.Run(0, $"--target={target}", $"--inventory={inventory.File}");
    }

    /// <summary>Between the servers alone, on a release without TLS between them.</summary>
    [TestCase("3.4.13")]
    public async Task Logins_between_servers_come_and_go(string version)
    {
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 3, 4);
        inventory.Wanted = 3;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Up", $"--inventory={inventory.File}");
        await using var load = await Load.StartAsync(inventory.ClientPorts.Take(3).Select(server => server.Value));
        inventory.Security = $$"""
            sasl:
              quorum: digest
              quorumUser: { name: zk, password: {{Pki.QuorumPassword}} }
            """;
        inventory.Write();

        var on = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        inventory.Wanted = 4;
        inventory.Write();
        var grown = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        inventory.Security = null;
        inventory.Write();
        var off = await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        await load.StopAsync();

        Assert.That(on.Split('\n'), Has.Exactly(9).Contains("done restart server"));
        Assert.That(on, Does.Contain("missing writes = 0"));
        Assert.That(grown, Does.Contain("missing writes = 0").And.Contain("done start server 4"));
        Assert.That(off.Split('\n'), Has.Exactly(12).Contains("done restart server"));
        foreach (var (id, port) in inventory.ClientPorts)
        {
            Assert.That(await load.MissingAsync(port), Is.Empty, $"server {id}");
        }
    }

    /// <summary>OpenSSL sees the protocol that was asked for, and no other.</summary>
    [TestCase("TLSv1.3", "-tls1_3", "-tls1_2")]
    [TestCase("TLSv1.2", "-tls1_2", "-tls1_3")]
    public async Task The_protocol_that_was_asked_for_is_the_one_that_others_see(string wanted, string takes, string refuses)
    {
        await using var inventory = SuiteInventory.Of("3.9.6", isDynamic: false, 1, 1);
        inventory.IsEmbedded = false;
        var pki = Pki.Of(inventory);
        pki.Write("tls", "plain", $"protocols: [{wanted}]");
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");

        Assert.That(await OpenSslAsync(pki, takes), Does.Contain($"{wanted}, Cipher is").And.Contain("Verify return code: 0 (ok)"));
        Assert.That(await OpenSslAsync(pki, refuses), Does.Not.Contain("Verify return code: 0 (ok)").Or.Contain("Cipher is (NONE)"));
    }

    /// <summary>A client that is not ours, with a certificate and by TLS alone, while the ensemble grows.</summary>
    [TestCase("3.9.6")]
    public async Task Kazoo_writes_and_reads(string version)
    {
        Prerequisite.Programs(("/usr/lib/python3/dist-packages/kazoo/__init__.py", "python3-kazoo"));
        await using var inventory = SuiteInventory.Of(version, isDynamic: false, 3, 4);
        (inventory.IsEmbedded, inventory.Wanted) = (false, 3);
        var pki = Pki.Of(inventory);
        pki.Write("tls", "tls", pki.ClientCertificates);
        await ExpansionTests.Run(0, "--target=Deploy", $"--inventory={inventory.File}");
        using var kazoo = Process.Start(new ProcessStartInfo("/usr/bin/python3")
        {
            ArgumentList =
            {
                "-c", Writer, string.Join(',', inventory.SecurePorts.Take(3).Select(port => $"127.0.0.1:{port.Value}")), pki.Authority,
                pki.ClientFile("pem"), pki.ClientFile("key"),
            },
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        var writing = kazoo.StandardOutput.ReadToEndAsync();
        inventory.Wanted = 4;
        inventory.Write();
        await ExpansionTests.Run(0, "--target=Expand", $"--inventory={inventory.File}");
        kazoo.StandardInput.Close();
        var told = (await writing.WaitAsync(TimeSpan.FromMinutes(1))).Trim().Split(' ');
        Assert.That(int.Parse(told[1], System.Globalization.CultureInfo.InvariantCulture), Is.GreaterThan(100));
        Assert.That(told[3], Is.EqualTo(told[1]));
    }

    /// <summary>Writes until its input ends, then says how much was acknowledged and how much is there.</summary>
    private const string Writer = """
        import sys, threading
        from kazoo.client import KazooClient
        from kazoo.exceptions import NodeExistsError
        from kazoo.retry import KazooRetry
        client = KazooClient(
            hosts=sys.argv[1], use_ssl=True, verify_certs=True, ca=sys.argv[2], certfile=sys.argv[3], keyfile=sys.argv[4],
            connection_retry=KazooRetry(max_tries=-1), command_retry=KazooRetry(max_tries=-1))
        client.start(timeout=30)
        over = threading.Event()
        threading.Thread(target=lambda: (sys.stdin.read(), over.set())).start()
        client.ensure_path('/kazoo')
        written = 0
        while not over.is_set():
            try:
                client.retry(client.create, '/kazoo/%06d' % written, b'kazoo')
            except NodeExistsError:
                pass
            written += 1
        print('acknowledged', written, 'there', len(client.get_children('/kazoo')))
        client.stop()
        """;

    private static async Task<string> OpenSslAsync(Pki pki, string protocol)
    {
        using var client = Process.Start(new ProcessStartInfo("openssl")
        {
            ArgumentList =
            {
                "s_client", "-connect", $"127.0.0.1:{pki.Inventory.SecurePorts[1]}", "-CAfile", pki.Authority, "-verify_ip", "127.0.0.1", protocol,
            },
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        client.StandardInput.Close();
        var output = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return output;
    }
}
