using System.Diagnostics;
using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

/// <summary>Lines of ssh's configuration that are not followed are named with file and number where a login fails.</summary>
[Parallelizable]
public sealed class UnfollowedTests
{
    private RealSshd host = null!;
    private string folder = "";

    [OneTimeSetUp]
    public async Task StartAsync() => (host, folder) = (await RealSshd.StartAsync(), TestFolder.Create("config"));

    [OneTimeTearDown]
    public Task StopAsync() => SshdFixture.StopAsync(host);

    /// <summary>ssh would take a key that nobody knows; a run that changes an ensemble does not.</summary>
    [TestCase("StrictHostKeyChecking no")]
    [TestCase("StrictHostKeyChecking off")]
    [TestCase("StrictHostKeyChecking accept-new")]
    [TestCase("VerifyHostKeyDNS yes")]
    [TestCase("NoHostAuthenticationForLocalhost yes")]
    [TestCase("CanonicalizeHostname yes")]
    public Task A_host_that_is_not_known(string line) => AssertNamesAsync(
        line, $"UserKnownHostsFile {folder}/none", "presents the", $"{folder}/none");

    [TestCase("PKCS11Provider /usr/lib/token.so")]
    [TestCase("PubkeyAuthentication no")]
    public Task A_key_that_is_not_taken(string line) => AssertNamesAsync(
        line, $"UserKnownHostsFile {host.KnownHosts}\n  IdentityFile {Path.Combine(folder, "other")}", "does not let us in");

    [TestCase("BindAddress 192.0.2.1")]
    [TestCase("BindInterface eth7")]
    [TestCase("CanonicalizeHostname always")]
    public Task A_host_that_is_not_reached(string line) =>
        AssertNamesAsync(line, "HostName no-such-host.invalid", "cannot be resolved");

    [TestCase("AddressFamily inet", true)]
    [TestCase("AddressFamily any", true)]
    [TestCase("AddressFamily inet6", false)]
    public async Task Only_addresses_of_one_family(string line, bool isIn)
    {
        var told = await TellAsync(line, $"UserKnownHostsFile {host.KnownHosts}\n  IdentityFile {host.UserKey("ed25519")}");

        Assert.That(told, isIn ? Is.Null : Does.Contain("no address of IPv6"));
    }

    /// <summary>The certificate has ended, or is none of a host: its key alone may still be known.</summary>
    [TestCase("-h -V 20200101:20200102", "is not valid")]
    [TestCase("-V always:forever", "is one of a user")]
    public async Task A_certificate_that_does_not_hold(string arguments, string named)
    {
        await using var other = await RealSshd.StartAsync($"HostCertificate {folder}/bad-cert.pub", "certified");
        var authority = await other.MakeKeyAsync(Path.Combine(folder, "ca" + other.Port), "ed25519");
        File.Copy(other.HostKey("ed25519") + ".pub", $"{folder}/bad.pub", overwrite: true);
        using (var sign = Process.Start("ssh-keygen", ["-q", "-s", authority, "-I", "bad", .. arguments.Split(' '), $"{folder}/bad.pub"]))
        {
            await sign.WaitForExitAsync();
            Assert.That(sign.ExitCode, Is.Zero);
        }

        await other.KillAsync();
        await other.StartAsync();
        var trust = Path.Combine(folder, "trust" + other.Port);
        await File.WriteAllTextAsync(trust, "@cert-authority * " + await File.ReadAllTextAsync(authority + ".pub"));
        var target = other.Target with { KnownHosts = [trust] };

        var refused = await Assert.ThrowsAsync<HostKeyException>(() => SshHost.ConnectAsync(target));
        Assert.That(refused!.Message, Does.Contain(named).And.Contain("SHA256:"));

        await using var known = await SshHost.ConnectAsync(target with { KnownHosts = [trust, other.KnownHosts] });
        Assert.That((await known.RunAsync(Script.Of("echo in"))).Output, Is.EqualTo("in\n"));
    }

    private async Task AssertNamesAsync(string line, string more, params string[] words)
    {
        if (!File.Exists(Path.Combine(folder, "other")))
        {
            await host.MakeKeyAsync(Path.Combine(folder, "other"), "ed25519");
        }

        var watch = Stopwatch.StartNew();
        var told = await TellAsync(line, more);
        await TestContext.Out.WriteLineAsync(told);

        Assert.That(told, Does.Match(@"Not followed of the configuration of ssh: \S+/ssh_config:4 \(" + line.Split(' ')[0].ToLowerInvariant()));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.Multiple(() => Array.ForEach(words, word => Assert.That(told, Does.Contain(word))));
    }

    /// <returns>Null where we get in.</returns>
    private async Task<string?> TellAsync(string line, string more)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "ssh_config");
        await File.WriteAllTextAsync(file, $"# of a person\nHost zk\n  Port {host.Port}\n  {line}\n  {more}\n  HostName 127.0.0.1\n");
        try
        {
            await using var ours = await SshHost.ConnectAsync(
                SshConfig.Read(file).Apply(new() { Host = "zk", UsualKeys = false, UseAgent = true, AgentSocket = "/nowhere/agent", Keys =
                    more.Contains("IdentityFile", StringComparison.Ordinal) ? [] : [host.UserKey("ed25519")] }));
            return null;
        }
        catch (HostException failure)
        {
            return failure.Message;
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
