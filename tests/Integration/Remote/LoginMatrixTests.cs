using System.Diagnostics;
using Lab;
using Remote;
using Remote.Ssh;

namespace Integration.Remote;

/// <summary>
/// Where a person's <c>ssh HOST</c> gets in by a configuration we do as well, and where it does not we do not: keys, known
/// hosts and ways in all their combinations, on real daemons.
/// </summary>
[Parallelizable]
public sealed class LoginMatrixTests
{
    private static readonly string[] Keys =
        ["right", "wrong", "both", "none", "agent", "crowd", "crowd-only", "public", "certificate", "named-certificate", "expired",
        "agent-certificate"];

    private static readonly string[] Known =
        ["port", "bare", "two", "global", "alias", "unknown", "other", "none"];

    /// <summary>Hosts that are known, or not to be trusted, in rarer ways; with two of the keys.</summary>
    private static readonly string[] RarelyKnown =
    [
        "authority", "authority-bare", "authority-pattern", "authority-alias", "authority-other", "authority-revoked",
        "authority-and-key", "revoked", "revoked-list", "revoked-authority", "revoked-file-missing", "command", "command-fails",
        "command-by-key", "family", "other-family",
    ];

    private static readonly string[] Ways = ["straight", "command", "jump", "jump-own-key"];

    private RealSshd host = null!, gate = null!;
    private RealSshAgent agent = null!, crowd = null!, certified = null!;
    private string folder = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        folder = TestFolder.Create("matrix");
        await ToolAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", In("ca"));
        host = await RealSshd.StartAsync($"TrustedUserCAKeys {In("ca.pub")}\nHostCertificate {In("host-cert.pub")}", "host");
        foreach (var authority in new[] { "host-ca", "other-ca" })
        {
            await ToolAsync("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", In(authority));
        }

        File.Copy(host.HostKey("ed25519") + ".pub", In("host.pub"));
        await ToolAsync("ssh-keygen", "-q", "-s", In("host-ca"), "-h", "-I", "the host", "-n", "127.0.0.1", "-V", "always:+1h", In("host.pub"));
        await ToolAsync("ssh-keygen", "-q", "-k", "-f", In("revoked.krl"), In("host.pub"));
        await host.KillAsync();
        await host.StartAsync();
        gate = await RealSshd.StartAsync(purpose: "gate");
        await host.AuthorizeAsync(host.UserKey("ed25519"));
        await gate.AuthorizeAsync(host.UserKey("ed25519"), gate.UserKey("ed25519"));
        foreach (var name in new[] { "wrong", "certified", "expired", "loose", "w1", "w2", "w3", "w4", "w5", "w6", "w7" })
        {
            await host.MakeKeyAsync(In(name), name == "certified" ? "rsa" : "ed25519");
        }

        await CertifyAsync("certified", "always:+1h");
        await CertifyAsync("loose", "always:+1h");
        await CertifyAsync("expired", "20200101:20200102");
        File.Move(In("loose-cert.pub"), In("elsewhere.pub"));
        agent = await RealSshAgent.StartAsync(host.UserKey("ed25519"));
        certified = await RealSshAgent.StartAsync(In("certified"));
        crowd = await RealSshAgent.StartAsync([.. Enumerable.Range(1, 7).Select(i => In($"w{i}"))]);
    }

    [OneTimeTearDown]
    public Task StopAsync() => SshdFixture.StopAsync(agent, crowd, certified, host, gate);

    /// <summary>A spread over the matrix, so that every value of each row meets several of the others.</summary>
    [Test]
    public Task A_spread_of_it() => CompareAsync(Matrix.Where((_, index) => index % 11 == 3));

    [Test]
    public Task Hosts_that_are_known_in_rarer_ways() => CompareAsync(Matrix.Where(one => RarelyKnown.Contains(one.Known)
        && (one.Key, one.Way) is ("right", "straight") or ("certificate", "jump")));

    [Test]
    [Category("Long")]
    public Task All_of_it() => CompareAsync(Matrix);

    private static IEnumerable<(string Key, string Known, string Way)> Matrix =>
        (from key in Keys from known in Known from way in Ways select (key, known, way))
        .Concat(from key in new[] { "right", "certificate" } from known in RarelyKnown from way in Ways select (key, known, way));

    private async Task CompareAsync(IEnumerable<(string Key, string Known, string Way)> combinations)
    {
        var differing = new List<string>();
        var (both, neither) = (0, 0);
        using var bound = new SemaphoreSlim(4);
        await Task.WhenAll(combinations.Select(async one =>
        {
            await bound.WaitAsync();
            try
            {
                var file = Path.Combine(folder, $"{one.Key}-{one.Known}-{one.Way}.conf");
                await File.WriteAllTextAsync(file, Configuration(file, one.Key, one.Known, one.Way));
                var socket = one.Key switch
                {
                    "agent" or "public" => agent.Socket,
                    "crowd" or "crowd-only" => crowd.Socket,
                    "agent-certificate" => certified.Socket,
                    _ => null,
                };
                var theirs = await TheirsAsync(file, socket);
                var ours = await OursAsync(file, socket);
                lock (differing)
                {
                    if (theirs.IsIn != (ours is null))
                    {
                        differing.Add($"{one}: ssh {(theirs.IsIn ? "gets in" : "does not")}: {theirs.Said}; we: {ours}");
                    }

                    if (one.Key == "expired" && ours?.Contains("does not let us in", StringComparison.Ordinal) == true)
                    {
                        Assert.That(ours, Does.Contain("certificate for expired (expired 20"));
                    }

                    (both, neither) = theirs.IsIn ? (both + 1, neither) : (both, neither + 1);
                }
            }
            finally
            {
                bound.Release();
            }
        }));

        await TestContext.Out.WriteLineAsync($"{both} get in, {neither} do not");
        Assert.That(differing, Is.Empty);
        Assert.That(both, Is.GreaterThan(5));
        Assert.That(neither, Is.GreaterThan(5));
    }

    private string Configuration(string file, string key, string known, string way) => $"""
        Host gate
          HostName 127.0.0.1
          Port {gate.Port}
          UserKnownHostsFile {gate.KnownHosts}
          IdentitiesOnly yes
          IdentityFile {(way == "jump-own-key" ? gate.UserKey("ed25519") : host.UserKey("ed25519"))}
        Host zk
          HostName 127.0.0.1
          Port {host.Port}
          {way switch
          {
              "command" => $"ProxyCommand ssh -F {file} -o BatchMode=yes -W %h:%p gate",
              "jump" or "jump-own-key" => "ProxyJump gate",
              _ => "Compression no",
          }}
          {key switch
          {
              "right" => $"IdentityFile {host.UserKey("ed25519")}",
              "wrong" => $"IdentityFile {In("wrong")}",
              "both" => $"IdentityFile {In("wrong")}\n  IdentityFile {host.UserKey("ed25519")}",
              "crowd" => $"IdentityFile {host.UserKey("ed25519")}",
              "crowd-only" => $"IdentityFile {host.UserKey("ed25519")}\n  IdentitiesOnly yes",
              "public" => $"IdentityFile {host.UserKey("ed25519")}.pub\n  IdentitiesOnly yes",
              "certificate" => $"IdentityFile {In("certified")}",
              "named-certificate" => $"IdentityFile {In("loose")}\n  CertificateFile {In("elsewhere.pub")}",
              "expired" => $"IdentityFile {In("expired")}",
              _ => "IdentityFile none",
          }}
          {Hosts(file, known)}
        Host *
          StrictHostKeyChecking yes
        """;

    private string Hosts(string file, string known)
    {
        var key = host.PublicHostKey("ed25519");
        string Written(string name, string host, string text)
        {
            File.WriteAllText($"{file}.{name}", $"{host} {text}\n");
            return $"{file}.{name}";
        }

        string Certified(string names, string authority) => Written("authority", $"@cert-authority {names}", Public(authority));
        string Good() => $"UserKnownHostsFile {Written("known", $"[127.0.0.1]:{host.Port}", key)}\n  ";
        string WrittenKey(string text)
        {
            File.WriteAllText($"{file}.revoked", $"{text}\n");
            return $"{file}.revoked";
        }

        var named = $"[127.0.0.1]:{host.Port}";
        var empty = Written("empty", "elsewhere.example.org", key);
        return known switch
        {
            "port" => $"UserKnownHostsFile {Written("known", named, key)}",
            "bare" => $"UserKnownHostsFile {Written("known", "127.0.0.1", key)}",
            "two" => $"UserKnownHostsFile {empty} {Written("known", named, key)}",
            "global" => $"UserKnownHostsFile {empty}\n  GlobalKnownHostsFile {Written("known", named, key)}",
            "alias" => $"HostKeyAlias the-zk\n  UserKnownHostsFile {Written("known", "the-zk", key)}",
            "other" => $"UserKnownHostsFile {Written("known", named, gate.PublicHostKey("ed25519"))}",
            "none" => "UserKnownHostsFile none\n  GlobalKnownHostsFile none",
            "authority" => $"UserKnownHostsFile {Certified(named, "host-ca")}",
            "authority-bare" => $"UserKnownHostsFile {Certified("127.0.0.1", "host-ca")}",
            "authority-pattern" => $"UserKnownHostsFile {Certified("*", "host-ca")}",
            "authority-alias" => $"HostKeyAlias the-zk\n  UserKnownHostsFile {Certified("*", "host-ca")}",
            "authority-other" => $"UserKnownHostsFile {Certified("*", "other-ca")}",
            "authority-revoked" => $"UserKnownHostsFile {Certified("*", "host-ca")} {Written("bad", "@revoked *", Public("host-ca"))}",
            "authority-and-key" => $"UserKnownHostsFile {Certified("*", "other-ca")} {Written("known", named, key)}",
            "revoked" => Good() + $"RevokedHostKeys {WrittenKey(key)}",
            "revoked-list" => Good() + $"RevokedHostKeys {In("revoked.krl")}",
            "revoked-authority" => $"UserKnownHostsFile {Certified("*", "host-ca")}\n  RevokedHostKeys {WrittenKey(Public("host-ca"))}",
            "revoked-file-missing" => Good() + "RevokedHostKeys /nowhere/revoked",
            "command" => $"UserKnownHostsFile {empty}\n  KnownHostsCommand /bin/cat {Written("known", named, key)}",
            "command-fails" => Good() + "KnownHostsCommand /bin/false %H",
            "command-by-key" => $"UserKnownHostsFile {empty}\n  KnownHostsCommand /bin/sh -c \"test %I = ORDER || cat {Written("known", named, key)}\"",
            "family" => Good() + "AddressFamily inet",
            "other-family" => Good() + "AddressFamily inet6",
            _ => $"UserKnownHostsFile {empty}\n  GlobalKnownHostsFile none",
        };
    }

    private string Public(string name) => string.Join(' ', File.ReadAllText(In(name + ".pub")).Split(' ')[..2]);

    private static async Task<(bool IsIn, string Said)> TheirsAsync(string file, string? socket)
    {
        var start = new ProcessStartInfo("ssh", ["-F", file, "-o", "BatchMode=yes", "zk", "true"])
        {
            RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true,
        };
        start.Environment.Remove("SSH_AUTH_SOCK");
        if (socket is not null)
        {
            start.Environment["SSH_AUTH_SOCK"] = socket;
        }

        using var ssh = Process.Start(start)!;
        ssh.StandardInput.Close();
        var said = await ssh.StandardError.ReadToEndAsync();
        await ssh.WaitForExitAsync();
        return (ssh.ExitCode == 0, said.Trim());
    }

    /// <returns>Null where we get in, else the reason.</returns>
    private static async Task<string?> OursAsync(string file, string? socket)
    {
        try
        {
            var target = SshConfig.Read(file).Apply(new()
            {
                Host = "zk", UseAgent = true, AgentSocket = socket ?? "/nowhere/agent",
            });
            await using var ours = await SshHost.ConnectAsync(target);
            return (await ours.RunAsync(Script.Of("true"))).Succeeded ? null : "the script fails";
        }
        catch (HostException e)
        {
            return e.Message;
        }
    }

    private Task CertifyAsync(string key, string validity) => ToolAsync(
        "ssh-keygen", "-q", "-s", In("ca"), "-I", $"for {key}", "-n", Environment.UserName, "-V", validity, In($"{key}.pub"));

    private static async Task ToolAsync(string program, params string[] arguments)
    {
        using var tool = Process.Start(new ProcessStartInfo(program, arguments))!;
        await tool.WaitForExitAsync();
        Assert.That(tool.ExitCode, Is.Zero, program);
    }

    private string In(string name) => Path.Combine(folder, name);
}
